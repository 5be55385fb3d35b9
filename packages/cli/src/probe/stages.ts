import pc from 'picocolors';

/** One step of a probe with its time. */
export interface Stage {
  name: string;
  /** From the beginning of the run to the end of the step. */
  atMs: number;
  /** The step alone. */
  tookMs: number;
}

/** Times steps, and tells each as it ends: a line on standard error, with what is waited for below it on a terminal. */
export class Stages {
  readonly done: Stage[] = [];
  readonly #started = performance.now();
  #last = performance.now();
  #waiting: NodeJS.Timeout | undefined;
  readonly #quiet: boolean;

  constructor(options: { quiet?: boolean }) {
    this.#quiet = options.quiet ?? false;
  }

  /** Says what is waited for now. */
  begin(name: string): void {
    this.#clear();
    this.#last = performance.now();
    if (this.#quiet || !process.stderr.isTTY) {
      return;
    }
    const started = performance.now();
    const draw = () =>
      process.stderr.write(
        `\r\x1b[2K${pc.dim(
          `… ${name} (${Math.round((performance.now() - started) / 1000)} s)`,
        )}`,
      );
    draw();
    this.#waiting = setInterval(draw, 1000);
    this.#waiting.unref();
  }

  /** The step is done. */
  end(name: string): void {
    this.#clear();
    const now = performance.now();
    const stage = {
      name,
      atMs: Math.round(now - this.#started),
      tookMs: Math.round(now - this.#last),
    };
    this.#last = now;
    this.done.push(stage);
    this.say(
      `${pc.green('✔')} ${name} (${(stage.tookMs / 1000).toFixed(1)} s)`,
    );
  }

  /** A line beside the steps. */
  say(line: string): void {
    if (!this.#quiet) {
      process.stderr.write(`${line}\n`);
    }
  }

  /** Nothing is waited for any more. */
  stop(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#waiting) {
      clearInterval(this.#waiting);
      this.#waiting = undefined;
      process.stderr.write('\r\x1b[2K');
    }
  }
}
