import { CommandError } from '../lib/errors';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Lets a Ctrl-C end the work in order: what was begun is taken back, a server that was started is stopped. */
export class Interruption {
  #isInterrupted = false;
  readonly #listener: () => void;

  constructor(onInterrupt: () => void = () => undefined) {
    this.#listener = () => {
      this.#isInterrupted = true;
      onInterrupt();
    };
    SIGNALS.forEach(name => process.on(name, this.#listener));
  }

  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  /** @throws CommandError when it was interrupted */
  check(): void {
    if (this.#isInterrupted) {
      throw new CommandError('Interrupted. Nothing was changed.', 130);
    }
  }

  dispose(): void {
    SIGNALS.forEach(name => process.off(name, this.#listener));
  }
}
