import type { RecognizedText, TextRecognizer } from '@infra-ai/pictures';

/** What reads the text in pictures. */
export type Recognizer = Pick<TextRecognizer, 'recognize'>;

/**
 * Reads the text in a picture, for a limited time, whether or not the recognizer heeds its signal.
 *
 * @throws the signal's reason when it aborts, a `TimeoutError` when the time is over, else what the recognizer throws
 */
export async function recognizeText(
  recognizer: Recognizer,
  picture: { bytes: Uint8Array; mediaType: string },
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<RecognizedText> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  limited.throwIfAborted();
  let abort = () => {};
  const over = new Promise<never>((_, reject) => {
    abort = () => reject(limited.reason);
    limited.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([
      recognizer.recognize(picture, { signal: limited }),
      over,
    ]);
  } finally {
    limited.removeEventListener('abort', abort);
  }
}
