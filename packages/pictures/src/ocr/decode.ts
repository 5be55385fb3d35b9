import { detectFileType } from '../intake/fileType';
import { chooseGround } from '../intake/ground';
import { limitsOf } from '../intake/limits';
import { PictureError } from '../intake/PictureError';
import { decode, readHeader } from '../intake/raster';
import type { Raster } from './raster';

/** Text is cropped from a copy of at most so many pixels (36 MB); letters of larger pictures are large. */
const MAX_PIXELS = 12_000_000;

/**
 * The pixels of a picture: upright, on the opaque ground that its drawing stands out from, scaled down if it is huge.
 *
 * @throws PictureError when it is not a PNG, JPEG or WebP, broken or too large
 */
export async function decodePicture(bytes: Uint8Array): Promise<Raster> {
  const mediaType = detectFileType(bytes)?.mediaType;
  if (
    mediaType !== 'image/png' &&
    mediaType !== 'image/jpeg' &&
    mediaType !== 'image/webp'
  ) {
    throw new PictureError(
      415,
      'Text is read in PNG, JPEG and WebP only. Export the picture as PNG.',
    );
  }
  const limits = limitsOf({});
  const { autoOrient, hasAlpha } = await readHeader(bytes, mediaType, limits);
  const pixels = autoOrient.width * autoOrient.height;
  const shrink = Math.min(1, Math.sqrt(MAX_PIXELS / pixels));
  const background = hasAlpha
    ? await decode(bytes, mediaType, limits, chooseGround)
    : undefined;
  return decode(bytes, mediaType, limits, async image => {
    if (background) {
      image.flatten({ background });
    }
    if (shrink < 1) {
      image.resize(
        Math.max(1, Math.floor(autoOrient.width * shrink)),
        Math.max(1, Math.floor(autoOrient.height * shrink)),
        { fit: 'fill' },
      );
    }
    const { data, info } = await image
      .autoOrient()
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return {
      data: info.channels === 1 ? colored(data) : data,
      width: info.width,
      height: info.height,
    };
  });
}

function colored(gray: Uint8Array): Uint8Array {
  const data = new Uint8Array(gray.length * 3);
  for (let i = 0; i < gray.length; i++) {
    data.fill(gray[i], i * 3, i * 3 + 3);
  }
  return data;
}
