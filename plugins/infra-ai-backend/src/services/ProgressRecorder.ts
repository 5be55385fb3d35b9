import type { AnalyzerProgress } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { NewAnalysisEvent } from '../database/types';

const FLUSH_MS = 200;
/** Analyzers may report often; a history of one analysis stays readable. */
const MAX_EVENTS = 500;

/**
 * Writes an analyzer's progress without letting it wait: reports that come faster than they can be written replace
 * the earlier ones of the same step.
 */
export class ProgressRecorder {
  readonly #write: (events: NewAnalysisEvent[]) => Promise<void>;
  #pending: NewAnalysisEvent[] = [];
  #timer?: NodeJS.Timeout;
  #writing: Promise<void> = Promise.resolve();
  #count = 0;

  constructor(options: {
    write: (events: NewAnalysisEvent[]) => Promise<void>;
  }) {
    this.#write = options.write;
  }

  add({ step, message, fraction }: AnalyzerProgress): void {
    const event: NewAnalysisEvent = {
      type: 'progress',
      step: step.slice(0, 100),
      message: message.slice(0, 500),
      ...(fraction === undefined
        ? {}
        : { fraction: Math.min(1, Math.max(0, fraction)) }),
    };
    const last = this.#pending.at(-1);
    if (last?.type === 'progress' && last.step === event.step) {
      this.#pending[this.#pending.length - 1] = event;
    } else if (this.#count < MAX_EVENTS) {
      this.#count++;
      this.#pending.push(event);
    }
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#pending;
    this.#pending = [];
    if (events.length) {
      this.#writing = this.#writing.then(() => this.#write(events));
    }
  }
}
