import type {
  Analysis,
  AnalysisEvent,
  AnalysisState,
  InfraAiApi,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** Longest pause between two attempts to reach a server that does not answer, in milliseconds. */
const MAX_PAUSE = 15_000;
const FIRST_PAUSE = 500;

/** True for a state that no later event changes. */
export function isFinal(state: AnalysisState): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled';
}

interface Follower {
  onAnalysis(analysis: Analysis): void;
  onEvent(event: AnalysisEvent): void;
  /** Told when the stream breaks and when it is back. */
  onConnection(connected: boolean): void;
}

/**
 * Loads an analysis and follows it until it ends. A stream that breaks is resumed behind the last event seen, so that
 * no step is lost or shown twice.
 *
 * @throws what the first load threw; later failures are retried until `signal` aborts
 */
export async function followAnalysis(
  api: InfraAiApi,
  id: string,
  signal: AbortSignal,
  follower: Follower,
): Promise<void> {
  let analysis = await api.getAnalysis(id, { signal });
  follower.onAnalysis(analysis);
  let after: number | undefined;
  let failures = 0;
  while (!isFinal(analysis.state) && !signal.aborted) {
    try {
      for await (const event of api.watchAnalysis(id, { signal, after })) {
        after = event.id;
        failures = 0;
        follower.onConnection(true);
        follower.onEvent(event);
        if (event.type === 'state' && isFinal(event.state)) {
          break;
        }
      }
      analysis = await api.getAnalysis(id, { signal });
      follower.onAnalysis(analysis);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      failures += 1;
      follower.onConnection(false);
      if (isGone(error)) {
        throw error;
      }
    }
    if (!isFinal(analysis.state)) {
      await pause(Math.min(FIRST_PAUSE * 2 ** failures, MAX_PAUSE), signal);
    }
  }
}

/** Deleted or no longer ours: waiting does not bring it back. */
function isGone(error: unknown): boolean {
  const status = (error as { statusCode?: unknown })?.statusCode;
  return status === 404 || status === 403;
}

/** Resolves after that many milliseconds, or at once when `signal` aborts. */
export function pause(milliseconds: number, signal: AbortSignal) {
  return new Promise<void>(resolve => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      abort.abort();
      resolve();
    }, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true, signal: abort.signal },
    );
  });
}
