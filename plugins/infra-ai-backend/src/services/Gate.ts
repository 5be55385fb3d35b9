import { withCode } from '@infra-ai/backstage-plugin-infra-ai-common';
import { StatusError } from './problems';

/** Lets a limited number through at once; the others wait outside for a while. */
export class Gate {
  readonly #waitMs: number;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(options: { places: number; waitMs: number }) {
    this.#free = options.places;
    this.#waitMs = options.waitMs;
  }

  /**
   * Does the work once there is a place for it.
   *
   * @throws StatusError 503 when none became free in time; the signal's reason when it aborts before
   */
  async pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    const late = AbortSignal.timeout(this.#waitMs);
    const stop = AbortSignal.any([signal, late]);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.add(resolve);
      stop.addEventListener(
        'abort',
        () => {
          if (this.#waiting.delete(resolve)) {
            reject(late.aborted ? busy() : signal.reason);
          }
        },
        { once: true },
      );
    });
  }

  /** Hands the place to who has waited longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next();
    } else {
      this.#free++;
    }
  }
}

function busy(): StatusError {
  return withCode(
    new StatusError(
      503,
      'ServiceUnavailableError',
      'Too many pictures are being sent at the moment. Send yours again in a few seconds.',
    ),
    'busy',
  );
}
