import { getStatus } from '../../actions/status';
import { messageOf } from '../../lib/errors';
import { whyUnanswered } from '../../lib/http';
import { commandName } from '../../platform/commandName';
import { findPortal } from '../../platform/portalApi';
import { table } from '../markdown';
import { DiagnoseContext, Finding, Section, toResult } from '../Report';

interface HealthCheck {
  status: string;
  reason?: string;
  details?: Record<string, unknown>;
}

export const healthSection: Section = {
  id: 'health',
  title: 'Health',
  async run(context, signal) {
    const { env, isRunning, checkout } = context;
    if (!isRunning && !env.INFRA_AI_URL) {
      return notRunning(context);
    }
    const findings: Finding[] = [];
    const status = isRunning ? await getStatus(checkout) : undefined;
    for (const service of status?.services ?? []) {
      if (!service.healthy) {
        findings.push({
          severity: 'critical',
          title: `${service.title} is not healthy: ${
            service.reason ?? service.state
          }`,
          cure: `Read its log with '${commandName()} logs ${
            service.name
          }', then: ${commandName()} restart ${service.name}`,
        });
      }
      if (service.restarts > 0) {
        findings.push({
          severity: 'warning',
          title: `${service.title} has crashed and was restarted ${service.restarts} times.`,
          cure: `Look for the cause with: ${commandName()} logs ${
            service.name
          } --level error`,
        });
      }
    }
    const portal = await askPortal(context, signal, findings);
    return toResult({
      data: { status, ...portal },
      findings,
      text: shown => [
        ...(shown.status
          ? table(
              ['Service', 'State', 'Healthy', 'Restarts'],
              shown.status.services.map(
                ({ title, state, healthy, restarts }) => [
                  title,
                  state,
                  healthy ? 'yes' : 'no',
                  restarts,
                ],
              ),
            )
          : []),
        '',
        `Readiness: ${shown.readiness}`,
        '',
        ...table(
          ['Part', 'Status', 'Reason'],
          Object.entries(shown.checks ?? {}).map(([name, check]) => [
            name,
            check.status,
            check.reason ?? '',
          ]),
        ),
      ],
    });
  },
};

function notRunning({ state }: DiagnoseContext) {
  const failed = state?.phase === 'failed' ? state.error : undefined;
  const crashed = state && !['stopped', 'failed'].includes(state.phase);
  let finding: Finding = {
    severity: 'info',
    title: 'The platform does not run, so what needs it was left out.',
    cure: `Start it with: ${commandName()} start`,
  };
  if (failed !== undefined) {
    finding = {
      severity: 'critical',
      title: `The last start failed: ${failed}`,
      cure: `Mend the cause, then: ${commandName()} start`,
    };
  } else if (crashed) {
    finding = {
      severity: 'critical',
      title:
        'The platform was killed: its supervisor is gone and did not stop in order.',
      cure: `Put it in order with: ${commandName()} start`,
    };
  }
  return {
    data: { running: false, state },
    findings: [finding],
    text: () => ['It does not run.'],
  };
}

async function askPortal(
  { options, env }: DiagnoseContext,
  signal: AbortSignal,
  findings: Finding[],
): Promise<{ readiness: string; checks?: Record<string, HealthCheck> }> {
  const baseUrl = (
    env.INFRA_AI_URL || `http://localhost:${options.ports.api}`
  ).replace(/\/+$/, '');
  let readiness: string;
  try {
    const response = await fetch(`${baseUrl}/.backstage/health/v1/readiness`, {
      signal,
    });
    await response.body?.cancel();
    readiness = response.ok ? 'ready' : `status ${response.status}`;
  } catch (error) {
    readiness = `no answer (${whyUnanswered(error)})`;
  }
  if (readiness !== 'ready') {
    findings.push({
      severity: 'critical',
      title: `The API at ${baseUrl} is not ready: ${readiness}.`,
      cure: `Read why with: ${commandName()} logs backend --level warn`,
    });
    return { readiness };
  }
  try {
    const { token } = await findPortal('The diagnosis', env);
    const response = await fetch(`${baseUrl}/api/infra-ai/health`, {
      signal,
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const { checks = {} } = (await response.json()) as {
      checks?: Record<string, HealthCheck>;
    };
    for (const [name, check] of Object.entries(checks)) {
      if (check.status !== 'ok') {
        const isEssential = ['database', 'queue', 'analyzers'].includes(name);
        findings.push({
          severity:
            check.status === 'down' && isEssential ? 'critical' : 'warning',
          title: `Health of ${name}: ${check.status}. ${
            check.reason ?? ''
          }`.trim(),
          cure: `Do as the reason says; the log has more: ${commandName()} logs backend --level warn`,
        });
      }
    }
    return { readiness, checks };
  } catch (error) {
    findings.push({
      severity: 'warning',
      title: `The health of the plugin cannot be read: ${messageOf(error)}`,
      cure: 'Set INFRA_AI_TOKEN to a token of yours when guests are not let in.',
    });
    return { readiness };
  }
}
