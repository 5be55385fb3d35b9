import { EventEmitter, once } from 'node:events';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Wakes up who waits for something to happen to an analysis, when it happens in this process. Back ends share the
 * database only, so waiting always has a time limit after which one looks again.
 */
export class Changes {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  readonly #closing = new AbortController();

  notify(id: string): void {
    this.#emitter.emit(id);
  }

  /** Lets nobody wait any longer: this back end is stopping, and its open requests must end. */
  close(): void {
    this.#closing.abort();
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** @throws ServiceUnavailableError when this back end is stopping */
  assertOpen(): void {
    if (this.closed) {
      throw new ServiceUnavailableError(
        'The portal is restarting. The work goes on; look again in a moment.',
      );
    }
  }

  /** Resolves on the next change, when the time is over, or when the signal aborts. */
  async wait(id: string, ms: number, caller?: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([
      AbortSignal.timeout(ms),
      this.#closing.signal,
      ...(caller ? [caller] : []),
    ]);
    await once(this.#emitter, id, { signal }).catch(() => {});
  }
}
