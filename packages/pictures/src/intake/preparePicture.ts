import { detectFileType } from './fileType';
import { limitsOf, megaBytes, type Limits } from './limits';
import { preparePdf } from './pdf';
import { PictureError } from './PictureError';
import { prepareRaster } from './raster';
import { prepareSvg } from './svg';
import type { PictureMediaType, PreparedPicture } from './types';

/** @public */
export interface PrepareOptions {
  /** Default: 10 MB (10,000,000). */
  maxBytes?: number;
  /** Checked before anything is decoded. Default: 40,000,000. */
  maxPixels?: number;
  /** Page of a PDF, from 1. Default: 1. */
  page?: number;
  signal?: AbortSignal;
}

/**
 * Finds out by its bytes what a picture is, checks it against the limits before decoding, then decodes it once to know
 * that it is whole. A page of a PDF is rendered. Nothing is fetched, whatever a picture refers to.
 *
 * @throws PictureError that says what is wrong and what to do, or the signal's reason
 * @public
 */
export async function preparePicture(
  bytes: Uint8Array,
  options: PrepareOptions = {},
): Promise<PreparedPicture> {
  const limits = limitsOf(options);
  const { page = 1 } = options;
  limits.signal?.throwIfAborted();
  checkSize(bytes, limits);
  const mediaType = checkType(bytes);
  checkPage(page, mediaType);
  switch (mediaType) {
    case 'application/pdf':
      return preparePdf(bytes, page, limits);
    case 'image/svg+xml':
      return prepareSvg(bytes, limits);
    default:
      return prepareRaster(bytes, mediaType, limits);
  }
}

function checkSize({ byteLength }: Uint8Array, { maxBytes }: Limits): void {
  if (byteLength === 0) {
    throw new PictureError(
      400,
      'The file is empty (0 bytes). Save or send the picture again.',
    );
  }
  if (byteLength > maxBytes) {
    throw new PictureError(
      413,
      `The file has ${megaBytes(byteLength)}; at most ${megaBytes(
        maxBytes,
      )} are read. Save the picture smaller, or as PNG or JPEG.`,
    );
  }
}

function checkType(bytes: Uint8Array): PictureMediaType {
  const type = detectFileType(bytes);
  if (!type) {
    throw new PictureError(
      415,
      'The bytes of the file are those of no known kind of picture. Give a PNG, JPEG, WebP, SVG or PDF.',
    );
  }
  if (!type.mediaType) {
    throw new PictureError(
      415,
      `The file is ${type.name}, which is not read as a picture. ${type.advice}`,
    );
  }
  return type.mediaType;
}

function checkPage(page: number, mediaType: PictureMediaType): void {
  if (!Number.isInteger(page) || page < 1) {
    throw new PictureError(400, 'Pages count from 1. Give a whole number.');
  }
  if (page > 1 && mediaType !== 'application/pdf') {
    throw new PictureError(
      400,
      `There is no page ${page}: only a PDF has pages. Leave the page out.`,
    );
  }
}
