import { ServiceUnavailableError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from './Clock';
import { TemporaryFailure } from './TemporaryFailure';

const MAX_UNAVAILABLE = 4;
const MAX_INVISIBLE_MS = 15_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

/** Waits between the attempts of one publication and knows when to give up. */
export class Retries {
  readonly #logger: LoggerService;
  readonly #clock: Clock;
  readonly #maxRateLimitWaitMs: number;
  readonly #signal?: AbortSignal;
  #unavailable = 0;
  #invisible = 0;
  #invisibleMs = 0;
  #rateLimitMs = 0;

  constructor(options: {
    logger: LoggerService;
    clock: Clock;
    maxRateLimitWaitMs: number;
    signal?: AbortSignal;
  }) {
    this.#logger = options.logger;
    this.#clock = options.clock;
    this.#maxRateLimitWaitMs = options.maxRateLimitWaitMs;
    this.#signal = options.signal;
  }

  /**
   * Returns when the next attempt may begin.
   *
   * @throws the error when another attempt would not help, or when enough were made
   */
  async wait(error: unknown): Promise<void> {
    if (!(error instanceof TemporaryFailure)) {
      throw error;
    }
    const waitMs = this.#waitFor(error);
    this.#logger.warn(
      `${error.message}. Trying again in ${seconds(
        waitMs,
      )}, after a look at what is there`,
    );
    await this.#clock.sleep(waitMs, this.#signal);
  }

  #waitFor(error: TemporaryFailure): number {
    switch (error.reason) {
      case 'rate-limit': {
        const waitMs = error.waitMs ?? 0;
        this.#rateLimitMs += waitMs;
        if (this.#rateLimitMs > this.#maxRateLimitWaitMs) {
          throw new ServiceUnavailableError(
            `${error.message}. It is free again in ${seconds(
              waitMs,
            )}, longer than a publication waits (infraAi.publish.maxRateLimitWait). Publish again then: what was begun is continued`,
            error,
          );
        }
        return waitMs;
      }
      case 'not-visible-yet': {
        const waitMs = backoff(this.#invisible++);
        this.#invisibleMs += waitMs;
        if (this.#invisibleMs > MAX_INVISIBLE_MS) {
          throw new ServiceUnavailableError(
            `${error.message}, also after ${seconds(
              MAX_INVISIBLE_MS,
            )}. Either GitHub is slow, then publish again, or it is a repository that the token has no access to, then choose another name`,
            error,
          );
        }
        return waitMs;
      }
      default: {
        if (this.#unavailable >= MAX_UNAVAILABLE) {
          throw new ServiceUnavailableError(
            `${error.message}. ${
              MAX_UNAVAILABLE + 1
            } attempts failed. Check the network and https://www.githubstatus.com, then publish again: what was begun is continued`,
            error,
          );
        }
        return backoff(this.#unavailable++);
      }
    }
  }
}

function backoff(attempt: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(milliseconds < 1_000 ? 2 : 0)} s`;
}
