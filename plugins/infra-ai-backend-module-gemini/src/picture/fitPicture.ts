import type { ScaledPicture, scalePicture } from '@infra-ai/pictures';

/**
 * Sides in pixels that the model reads well. An image costs 1,120 tokens by default
 * (https://ai.google.dev/gemini-api/docs/media-resolution) of, in the open models of the family, 48 × 48 pixels each
 * (https://ai.google.dev/gemma/docs/capabilities/vision): about 2.6 million pixels. More are thrown away on the other side;
 * this leaves room for a picture that is much wider than high. A small one gains nothing by being sent small: its text does.
 */
const MIN_SIDE = 1_024;
const MAX_SIDE = 2_400;
/**
 * Largest picture inside of a request:
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/image-understanding
 */
const MAX_BYTES = 7_000_000;

/**
 * A copy of a picture for the model: pixels only, so that nothing that a file carries besides (a drawing's source, the
 * place of a photo) leaves.
 *
 * @throws PictureError when it cannot be decoded
 */
export async function fitPicture(
  picture: { bytes: Uint8Array; mediaType: string },
  scale: typeof scalePicture,
  signal: AbortSignal,
): Promise<ScaledPicture> {
  for (let maxSide = MAX_SIDE; ; maxSide = Math.round(maxSide * 0.7)) {
    const minSide = Math.min(MIN_SIDE, maxSide);
    const scaled = await scale(picture, { minSide, maxSide, signal });
    if (scaled.bytes.length <= MAX_BYTES || maxSide < MIN_SIDE) {
      return scaled;
    }
  }
}
