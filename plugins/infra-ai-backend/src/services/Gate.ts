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
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(onTurn);
      };
      const onTurn = () => {
        stop();
        resolve();
      };
      const onAbort = () => {
        stop();
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        stop();
        reject(
          new StatusError(
            503,
            'ServiceUnavailableError',
            'Too many pictures are being sent at the moment. Send yours again in a few seconds.',
          ),
        );
      }, this.#waitMs);
      this.#waiting.add(onTurn);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Hands the place to who has waited longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next) {
      next();
    } else {
      this.#free++;
    }
  }
}
