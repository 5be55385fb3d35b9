/** @public */
export interface ScaledPicture {
  bytes: Uint8Array;
  mediaType: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

/**
 * An upright sRGB picture on a plain ground (transparency is flattened to the ground that its drawing stands out from),
 * its longer side between `minSide` and `maxSide` pixels.
 *
 * @throws PictureError when it cannot be decoded
 * @public
 */
export async function scalePicture(
  _picture: { bytes: Uint8Array; mediaType: string },
  _options: { minSide: number; maxSide: number; signal?: AbortSignal },
): Promise<ScaledPicture> {
  throw new Error('not built yet');
}
