import { detectFileType } from './fileType';
import { chooseGround } from './ground';
import { sharp } from './libvips';
import { limitsOf } from './limits';
import { PictureError } from './PictureError';
import { decode, readHeader, type RasterMediaType } from './raster';

/** @public */
export interface ScaledPicture {
  bytes: Uint8Array;
  mediaType: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

/** Enlarging further blurs letters without making them any more legible. */
const MAX_ENLARGEMENT = 4;
/** Of drawings PNG is about as small as JPEG and keeps letters clean; of photographs it is many times larger. */
const MUCH_SMALLER = 4;

/**
 * An upright sRGB picture on a plain ground (transparency is flattened to the ground that its drawing stands out from),
 * its longer side between `minSide` and `maxSide` pixels. It is enlarged at most 4 times, so a very small one stays below
 * `minSide`. What the file said beside its pixels, such as where a photograph was taken, is left out.
 *
 * @throws PictureError when it cannot be decoded; an SVG is not rendered
 * @public
 */
export async function scalePicture(
  picture: { bytes: Uint8Array; mediaType: string },
  options: { minSide: number; maxSide: number; signal?: AbortSignal },
): Promise<ScaledPicture> {
  const { bytes } = picture;
  const limits = limitsOf(options);
  const mediaType = rasterTypeOf(bytes);
  const header = await readHeader(bytes, mediaType, limits);
  const { width, height } = scaledSize(header.autoOrient, options);
  const background = header.hasAlpha
    ? await decode(bytes, mediaType, limits, chooseGround)
    : undefined;
  const { data, info } = await decode(bytes, mediaType, limits, image => {
    if (background) {
      image.flatten({ background });
    }
    return image
      .autoOrient()
      .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
  });
  const scaled = () => sharp(data, { raw: info }).toColourspace('srgb');
  const png = await scaled().png().toBuffer();
  const jpeg = await scaled()
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return jpeg.length * MUCH_SMALLER < png.length
    ? { bytes: jpeg, mediaType: 'image/jpeg', width, height }
    : { bytes: png, mediaType: 'image/png', width, height };
}

function rasterTypeOf(bytes: Uint8Array): RasterMediaType {
  const type = detectFileType(bytes);
  switch (type?.mediaType) {
    case 'image/png':
    case 'image/jpeg':
    case 'image/webp':
      return type.mediaType;
    default:
      throw new PictureError(
        415,
        `${
          type ? `The picture is ${type.name}` : 'The file is no picture'
        }, of which no scaled copy is made. Export it as PNG.`,
      );
  }
}

function scaledSize(
  { width, height }: { width: number; height: number },
  { minSide, maxSide }: { minSide: number; maxSide: number },
) {
  const side = Math.max(width, height);
  const scale = Math.min(
    maxSide / side,
    Math.max(1, Math.min(MAX_ENLARGEMENT, minSide / side)),
  );
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
