/** The kinds of pictures that are read. @public */
export type PictureMediaType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/webp'
  | 'image/svg+xml'
  | 'application/pdf';

/**
 * A picture that is known to be whole and within the limits. `bytes` are as they were given, but for a PDF, of which they
 * are the rendered page as PNG.
 *
 * @public
 */
export interface PreparedPicture {
  bytes: Uint8Array;
  /** What the bytes are, whatever the file's name says. */
  mediaType: Exclude<PictureMediaType, 'application/pdf'>;
  /** In pixels, upright: the EXIF orientation is applied. Of an SVG its view box, or its size. */
  width: number;
  height: number;
  /** The document that the picture is a page of. */
  original?: {
    bytes: Uint8Array;
    mediaType: 'application/pdf';
    /** Counts from 1. */
    page: number;
    pages: number;
  };
  /** What the person should know: an animation of which the first frame is read, a page among several. */
  notes: string[];
}
