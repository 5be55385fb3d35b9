/** Lets a fixed number through at a time: what decoding needs of memory is bounded, not how many people send pictures. */
export class Gate {
  #free: number;
  readonly #waiting: Array<() => void> = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** @throws what the work throws, or the signal's reason when it is aborted before its turn */
  async run<T>(
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const given = new AbortController();
      const enter = () => {
        given.abort();
        resolve();
      };
      signal?.addEventListener(
        'abort',
        () => {
          this.#waiting.splice(this.#waiting.indexOf(enter), 1);
          reject(signal.reason);
        },
        { once: true, signal: given.signal },
      );
      this.#waiting.push(enter);
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) {
      next();
    } else {
      this.#free++;
    }
  }
}

/** What is decoded at once, of all kinds: a picture at the limit of 40 megapixels may hold 320 MB, a page of a PDF 256 MB. */
export const decoding = new Gate(2);
