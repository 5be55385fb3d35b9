/** What is being done, on standard error: one line that redraws on a terminal, else one line for each step. */
export class Progress {
  #step = '';
  #shown = '';

  constructor(
    private readonly isSilent: boolean,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  step(text: string): void {
    this.#step = text;
    if (!this.isSilent && !this.stream.isTTY) {
      this.stream.write(`${text}\n`);
    } else {
      this.#draw(text);
    }
  }

  /** How far the step is. */
  update(done: number, total?: number): void {
    const megabytes = `${Math.round(done / 1024 / 1024)} MB`;
    this.#draw(
      `${this.#step} ${
        total
          ? `${Math.min(99, Math.floor((done / total) * 100))} %`
          : megabytes
      }`,
    );
  }

  finish(): void {
    this.#draw('');
  }

  #draw(text: string): void {
    if (this.isSilent || !this.stream.isTTY || text === this.#shown) {
      return;
    }
    this.#shown = text;
    this.stream.write(`\r\x1b[2K${text}`);
  }
}
