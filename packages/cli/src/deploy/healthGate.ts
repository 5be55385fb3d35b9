import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { messageOf } from '../lib/errors';
import { whyUnanswered } from '../lib/http';

const INTERVAL_MS = 500;
const REQUEST_TIMEOUT_MS = 10_000;
/** One good answer can come from a process that is about to end. */
const NEEDED_IN_A_ROW = 2;

export const READINESS_PATH = '/.backstage/health/v1/readiness';
export const REPORT_PATH = '/api/infra-ai/health';

const reportSchema = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  checks: z.record(
    z.string(),
    z.object({ status: z.string(), reason: z.string().optional() }),
  ),
});

/** An answer of the portal, from whichever way it was asked. */
export interface HealthAnswer {
  status: number;
  body: string;
}

/** How the portal is asked. Throws with the reason when it does not answer. */
export type Ask = (path: string, signal: AbortSignal) => Promise<HealthAnswer>;

/** Asks over HTTP. @param findToken - called for every report, as a portal that starts gives none yet */
export function askOverHttp(
  baseUrl: string,
  findToken: () => Promise<string | undefined>,
): Ask {
  return async (path, signal) => {
    const token = path === REPORT_PATH ? await findToken() : undefined;
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        signal,
        redirect: 'manual',
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
    } catch (error) {
      throw new Error(
        `${baseUrl}${path} does not answer (${whyUnanswered(error)})`,
      );
    }
    return { status: response.status, body: await response.text() };
  };
}

/**
 * Waits until the back end is ready and the plugin says that it works.
 *
 * @returns what was found, for a person
 * @throws Error with the last reason once the signal ends the waiting
 */
export async function untilHealthy(
  ask: Ask,
  signal: AbortSignal,
): Promise<string> {
  let reason = 'it was not asked yet';
  for (let good = 0; ; ) {
    try {
      const limited = AbortSignal.any([
        signal,
        AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ]);
      const found = await checkOnce(ask, limited);
      good++;
      if (good === NEEDED_IN_A_ROW) {
        return found;
      }
    } catch (error) {
      good = 0;
      if (!signal.aborted) {
        reason = messageOf(error);
      }
    }
    if (signal.aborted) {
      throw new Error(`${whyEnded(signal)}: ${reason}`);
    }
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Whether the time was up or somebody interrupted. */
export function whyEnded(signal: AbortSignal): string {
  return signal.reason?.name === 'TimeoutError'
    ? 'Not healthy in time (--timeout)'
    : 'Interrupted';
}

async function checkOnce(ask: Ask, signal: AbortSignal): Promise<string> {
  const readiness = await ask(READINESS_PATH, signal);
  if (readiness.status !== 200) {
    throw new Error(
      `${READINESS_PATH} answers with status ${readiness.status}`,
    );
  }
  const answer = await ask(REPORT_PATH, signal);
  if (answer.status === 401 || answer.status === 403) {
    // Only a plugin that runs asks who is there: without it the answer is 404.
    return 'ready; the plugin answers, its own report needs INFRA_AI_TOKEN';
  }
  if (answer.status !== 200) {
    throw new Error(`${REPORT_PATH} answers with status ${answer.status}`);
  }
  const report = reportSchema.safeParse(parseJson(answer.body));
  if (!report.success) {
    throw new Error(`${REPORT_PATH} answers with something else than a report`);
  }
  const { status, checks } = report.data;
  const bad = Object.entries(checks)
    .filter(([, check]) => check.status !== 'ok')
    .map(([name, check]) => `${name} ${check.status}: ${check.reason ?? '-'}`);
  if (status === 'down') {
    throw new Error(`the plugin is down (${bad.join('; ')})`);
  }
  return status === 'ok'
    ? `ready; ${Object.keys(checks).length} checks of the plugin passed`
    : `ready; the plugin is degraded (${bad.join('; ')})`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
