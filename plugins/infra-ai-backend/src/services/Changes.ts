import { EventEmitter } from 'node:events';

/**
 * Wakes up who waits for something to happen to an analysis, when it happens in this process. Back ends share the
 * database only, so waiting always has a time limit after which one looks again.
 */
export class Changes {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  notify(id: string): void {
    this.#emitter.emit(id);
  }

  /** Resolves on the next change, when the time is over, or when the signal aborts. */
  async wait(id: string, ms: number, signal?: AbortSignal): Promise<void> {
    await new Promise<void>(resolve => {
      const done = () => {
        clearTimeout(timer);
        this.#emitter.off(id, done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#emitter.once(id, done);
      signal?.addEventListener('abort', done, { once: true });
      if (signal?.aborted) {
        done();
      }
    });
  }
}
