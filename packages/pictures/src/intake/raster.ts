import type { Metadata } from 'sharp';
import { decoding } from './Gate';
import { sharp } from './libvips';
import { megaPixels, type Limits } from './limits';
import { PictureError } from './PictureError';
import type { PreparedPicture } from './types';

/** The kinds that libvips decodes. */
export type RasterMediaType = 'image/png' | 'image/jpeg' | 'image/webp';

const FORMATS: Record<RasterMediaType, string> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
};

const MAX_SECONDS = 20;

/** Reads the header of a picture, then decodes it once to know that it is whole. */
export async function prepareRaster(
  bytes: Uint8Array,
  mediaType: RasterMediaType,
  limits: Limits,
): Promise<PreparedPicture> {
  const { autoOrient, pages } = await readHeader(bytes, mediaType, limits);
  await decode(bytes, mediaType, limits, image =>
    // To so few that nothing piles up; a kernel that looks at all of them.
    image.resize(16, 16, { fit: 'fill', kernel: 'linear' }).raw().toBuffer(),
  );
  const animated =
    (pages ?? 1) > 1 || (mediaType === 'image/png' && isAnimatedPng(bytes));
  return {
    bytes,
    mediaType,
    width: autoOrient.width,
    height: autoOrient.height,
    notes: animated
      ? ['The picture is animated: only its first frame is read.']
      : [],
  };
}

/**
 * What the header says; no pixel is decoded.
 *
 * @throws PictureError for a header that is broken or that states too many pixels
 */
export async function readHeader(
  bytes: Uint8Array,
  mediaType: RasterMediaType,
  { maxPixels }: Pick<Limits, 'maxPixels'>,
): Promise<Metadata> {
  let header: Metadata;
  try {
    // The limit is checked here, to say what the size is.
    header = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw broken(mediaType, error);
  }
  const { width, height } = header;
  if (width * height > maxPixels) {
    throw new PictureError(
      413,
      `The picture has ${width} × ${height} pixels (${megaPixels(
        width * height,
      )}); at most ${megaPixels(
        maxPixels,
      )} are read. Scale it down or cut out the part that matters.`,
    );
  }
  return header;
}

/**
 * Has libvips work on a picture whose header was read: in its own threads, few at a time and within a time limit.
 *
 * @throws PictureError when it cannot be decoded
 */
export async function decode<T>(
  bytes: Uint8Array,
  mediaType: RasterMediaType,
  { maxPixels, signal }: Pick<Limits, 'maxPixels' | 'signal'>,
  work: (image: ReturnType<typeof sharp>) => Promise<T>,
): Promise<T> {
  return decoding.run(signal, async () => {
    const image = sharp(bytes, {
      limitInputPixels: maxPixels,
      sequentialRead: true,
      // Cut off is refused; what is merely odd, such as a wrong color profile, is shown by browsers too.
      failOn: 'truncated',
    }).timeout({ seconds: MAX_SECONDS });
    try {
      const result = await work(image);
      // libvips cannot be stopped from here; what it made is dropped.
      signal?.throwIfAborted();
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      if (/timeout/i.test((error as Error).message)) {
        throw new PictureError(
          400,
          `Decoding the picture took longer than ${MAX_SECONDS} seconds. Save it as a plain PNG.`,
          error as Error,
        );
      }
      throw broken(mediaType, error);
    }
  });
}

function broken(mediaType: RasterMediaType, cause: unknown): PictureError {
  return new PictureError(
    400,
    `The ${FORMATS[mediaType]} is broken or cut off. Save or send it again.`,
    cause as Error,
  );
}

/** An `acTL` chunk before the pixels: https://www.w3.org/TR/png-3/#acTL-chunk */
function isAnimatedPng(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= buffer.length; ) {
    const type = buffer.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') {
      return true;
    }
    if (type === 'IDAT') {
      return false;
    }
    at += 12 + buffer.readUInt32BE(at);
  }
  return false;
}
