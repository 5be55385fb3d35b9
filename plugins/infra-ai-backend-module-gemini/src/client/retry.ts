import { GeminiFailure } from './GeminiFailure';

/** How long and how often a call is repeated. */
export interface RetryPolicy {
  /** Calls in all, the first included. */
  maxAttempts: number;
  /** Wait before the second call; each further one waits twice as long. */
  baseDelayMs: number;
  maxDelayMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 5,
  baseDelayMs: 1_000,
  maxDelayMs: 30_000,
};

export interface RetryOptions {
  policy: RetryPolicy;
  signal: AbortSignal;
  /** When everything has to be over, in milliseconds since the epoch. */
  deadline: number;
  now(): number;
  /** 0 (inclusive) to 1. */
  random(): number;
  /** Rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Before each wait; `attempt` is the number of the call that comes next. */
  onRetry(failure: GeminiFailure, attempt: number, delayMs: number): void;
}

/**
 * Repeats a call that failed for a reason that may pass, after a jittered, growing wait, and never before the time the
 * API asked for. A wait that would outlast the deadline is not begun.
 *
 * @throws GeminiFailure of the last call
 */
export async function withRetries<T>(
  call: () => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { policy, signal, deadline, now, random, sleep, onRetry } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (
        !(error instanceof GeminiFailure) ||
        !error.isRetryable ||
        attempt >= policy.maxAttempts
      ) {
        throw error;
      }
      const backoff = Math.min(
        policy.maxDelayMs,
        policy.baseDelayMs * 2 ** (attempt - 1),
      );
      // Half of the wait is random, so that callers that failed together do not come back together.
      const delay =
        (error.retryAfterMs ?? backoff / 2) + (random() * backoff) / 2;
      if (now() + delay >= deadline) {
        throw error;
      }
      onRetry(error, attempt + 1, delay);
      await sleep(delay, signal);
    }
  }
}
