import { detectFileType } from './intake/fileType';
import { chooseGround } from './intake/ground';
import { limitsOf } from './intake/limits';
import { PictureError } from './intake/PictureError';
import { decode, readHeader } from './intake/raster';
import type { TextRecognizer } from './ocr';

/** Pixels of a picture, without transparency. @public */
export interface Pixels {
  width: number;
  height: number;
  /** RGB, row by row from the top left. It is its own, so it may be handed over to a thread. */
  data: Uint8Array<ArrayBuffer>;
}

/** A picture as its pixels and the text in them, whose boxes are in pixels too. @public */
export interface PixelsAndText extends Pixels {
  lines: Array<{
    text: string;
    box: { x: number; y: number; width: number; height: number };
    /** 0 to 1. */
    confidence: number;
  }>;
}

/** @public */
export interface ReadPixelsOptions {
  /** A picture whose longer side is longer is scaled down. Default: 2,000. */
  maxSide?: number;
  signal?: AbortSignal;
}

/**
 * Decodes a picture: upright, in sRGB, transparency on a ground that its drawing stands out from.
 *
 * @throws PictureError when it is no PNG, JPEG or WebP, or broken
 * @public
 */
export async function readPixels(
  bytes: Uint8Array,
  { maxSide = 2000, signal }: ReadPixelsOptions = {},
): Promise<Pixels> {
  const type = detectFileType(bytes);
  const mediaType = type?.mediaType;
  if (
    mediaType !== 'image/png' &&
    mediaType !== 'image/jpeg' &&
    mediaType !== 'image/webp'
  ) {
    throw new PictureError(
      415,
      `The picture is ${
        type?.name ?? 'of an unknown kind'
      }, whose pixels are not read. Export it as PNG.`,
    );
  }
  const limits = limitsOf({ signal });
  const { autoOrient, hasAlpha } = await readHeader(bytes, mediaType, limits);
  const scale = Math.min(
    1,
    maxSide / Math.max(autoOrient.width, autoOrient.height),
  );
  const width = Math.max(1, Math.round(autoOrient.width * scale));
  const height = Math.max(1, Math.round(autoOrient.height * scale));
  const background = hasAlpha
    ? await decode(bytes, mediaType, limits, chooseGround)
    : undefined;
  const data = await decode(bytes, mediaType, limits, image => {
    if (background) {
      image.flatten({ background });
    }
    return image
      .autoOrient()
      .resize(width, height, { fit: 'fill' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
  });
  return { width, height, data: new Uint8Array(data) };
}

/**
 * Decodes a picture and reads the text in it.
 *
 * @throws PictureError as {@link readPixels} does
 * @public
 */
export async function readPixelsAndText(
  picture: { bytes: Uint8Array; mediaType: string },
  recognizer: TextRecognizer,
  options: ReadPixelsOptions = {},
): Promise<PixelsAndText> {
  const pixels = await readPixels(picture.bytes, options);
  const { lines } = await recognizer.recognize(picture, options);
  const { width, height } = pixels;
  return {
    ...pixels,
    lines: lines.map(line => ({
      text: line.text,
      confidence: line.confidence,
      box: {
        x: line.x * width,
        y: line.y * height,
        width: line.width * width,
        height: line.height * height,
      },
    })),
  };
}
