import type { PreparedPicture } from './types';

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
 * that it is whole.
 *
 * @throws PictureError that says what is wrong and what to do
 * @public
 */
export async function preparePicture(
  _bytes: Uint8Array,
  _options: PrepareOptions = {},
): Promise<PreparedPicture> {
  throw new Error('not built yet');
}
