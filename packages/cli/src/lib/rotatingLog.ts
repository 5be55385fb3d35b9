import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

const MAX_BYTES = 10 * 1024 * 1024;
const KEPT_FILES = 3;

/**
 * A log file that is moved to `<path>.1` (and that to `.2`, …) when it is full. Written synchronously, so that
 * the last words of a process that crashes are in it.
 */
export class RotatingLog {
  #size: number;

  constructor(
    readonly path: string,
    private readonly maxBytes: number = MAX_BYTES,
  ) {
    this.#size = existsSync(path) ? statSync(path).size : 0;
  }

  write(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.#size > 0 && this.#size + bytes > this.maxBytes) {
      this.#rotate();
    }
    appendFileSync(this.path, text, { mode: 0o600 });
    this.#size += bytes;
  }

  #rotate(): void {
    for (let number = KEPT_FILES - 1; number >= 0; number--) {
      const from = number === 0 ? this.path : `${this.path}.${number}`;
      if (existsSync(from)) {
        renameSync(from, `${this.path}.${number + 1}`);
      }
    }
    this.#size = 0;
  }
}
