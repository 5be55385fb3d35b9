import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { HealthCheck } from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';

/** The task that a GitHub entity provider of the catalog schedules for itself. */
const TASK = /^github-provider:(.+):refresh$/;
/** An error of discovery may hold a whole answer of GitHub. */
const MAX_ERROR_LENGTH = 300;

const taskState = z.object({
  status: z.string(),
  startsAt: z.string().optional(),
  lastRunEndedAt: z.string().optional(),
  /** A serialized error, as JSON. */
  lastRunError: z.string().optional(),
});

const tasksAnswer = z.object({
  tasks: z.array(
    z.object({ taskId: z.string(), taskState: taskState.nullable() }),
  ),
});

interface Run {
  provider: string;
  state?: z.output<typeof taskState>;
}

/** How GitHub discovery fares, as the catalog's scheduler tells its own plugins and other services. */
export class DiscoveryHealth {
  readonly #discovery: DiscoveryService;
  readonly #auth: AuthService;

  constructor(options: { discovery: DiscoveryService; auth: AuthService }) {
    this.#discovery = options.discovery;
    this.#auth = options.auth;
  }

  /**
   * The last run of each GitHub provider, its error, and when the next is.
   *
   * @returns undefined where the catalog has no GitHub provider; `unknown` with the reason when the scheduler does not
   * tell or has not run one yet
   */
  async check(signal: AbortSignal): Promise<HealthCheck | undefined> {
    let runs: Run[];
    try {
      runs = await this.#runs(signal);
    } catch (error) {
      return {
        status: 'unknown',
        reason: `The catalog does not tell how discovery fares: ${shorten(
          (error as Error).message,
        )}`,
      };
    }
    return runs.length > 0 ? judge(runs) : undefined;
  }

  async #runs(signal: AbortSignal): Promise<Run[]> {
    const [baseUrl, { token }] = await Promise.all([
      this.#discovery.getBaseUrl('catalog'),
      this.#auth.getPluginRequestToken({
        onBehalfOf: await this.#auth.getOwnServiceCredentials(),
        targetPluginId: 'catalog',
      }),
    ]);
    // What `backstage-cli` and the DevTools plugin read too; the back end has no service for another plugin's tasks.
    const response = await fetch(`${baseUrl}/.backstage/scheduler/v1/tasks`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    });
    if (!response.ok) {
      throw new Error(`its scheduler answers ${response.status}`);
    }
    const { tasks } = tasksAnswer.parse(await response.json());
    return tasks.flatMap(task => {
      const provider = TASK.exec(task.taskId)?.[1];
      return provider ? [{ provider, state: task.taskState ?? undefined }] : [];
    });
  }
}

function judge(runs: Run[]): HealthCheck {
  const details = {
    // Of several, the one that waits longest, and the one that comes first.
    lastRun: earliest(runs.map(({ state }) => state?.lastRunEndedAt)) ?? null,
    nextRun: earliest(runs.map(({ state }) => state?.startsAt)) ?? null,
    running: runs.filter(({ state }) => state?.status === 'running').length,
  };
  const failed = runs.filter(({ state }) => state?.lastRunError);
  if (failed.length > 0) {
    return {
      status: 'degraded',
      reason: failed
        .map(
          ({ provider, state }) =>
            `The last run of ${provider} failed: ${messageOf(
              state?.lastRunError,
            )}`,
        )
        .join(' '),
      details,
    };
  }
  const waiting = runs.filter(({ state }) => !state?.lastRunEndedAt);
  return waiting.length > 0
    ? {
        status: 'unknown',
        reason: `No run has ended yet: ${waiting
          .map(({ provider }) => provider)
          .join(', ')}.`,
        details,
      }
    : { status: 'ok', details };
}

function earliest(times: Array<string | undefined>): string | undefined {
  const known = times.flatMap(time => (time ? [new Date(time).getTime()] : []));
  return known.length > 0
    ? new Date(Math.min(...known)).toISOString()
    : undefined;
}

function messageOf(serialized: string | undefined): string {
  try {
    return shorten(String(JSON.parse(serialized ?? '').message));
  } catch {
    return 'for a reason that its scheduler does not tell.';
  }
}

function shorten(message: string): string {
  return message.length > MAX_ERROR_LENGTH
    ? `${message.slice(0, MAX_ERROR_LENGTH)}…`
    : message;
}
