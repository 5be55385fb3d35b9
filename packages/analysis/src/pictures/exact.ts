import { isPdf, readPdfSource } from './pdf';
import { hasPngSource, isPng } from './png';
import { isSvgHead, KEYWORDS } from '.';

/**
 * Whether a picture states what it shows, so that it need not be estimated: it is an SVG, or carries its source. Looks
 * at chunk headers and searches for marks; nothing is unpacked but in a PDF, whose source may be in packed objects.
 *
 * @public
 */
export function isExactPicture(bytes: Uint8Array): boolean {
  if (isPng(bytes)) return hasPngSource(bytes, KEYWORDS);
  if (isPdf(bytes)) return readPdfSource(bytes) !== undefined;
  return isSvgHead(bytes);
}
