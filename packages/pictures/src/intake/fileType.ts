import { isoMediaType } from './isoMedia';
import { markupType } from './markup';
import type { PictureMediaType } from './types';
import { zipType } from './zip';

/**
 * What a file is, as its bytes tell it.
 *
 * @public
 */
export interface FileType {
  /** With its article, as in "a GIF". */
  name: string;
  /** Given when it is a kind of picture that is read here. */
  mediaType?: PictureMediaType;
  /** Whether it is text, which can be read as words or as a file that defines infrastructure. */
  text?: boolean;
  /** What to do with it, where it is no kind of picture that is read here. */
  advice?: string;
}

const AS_PNG = 'Save or export it as PNG.';
const AS_JPEG = 'Save or send it as JPEG.';
const AS_PICTURE = 'Export the drawing in it as PNG, SVG or PDF.';
const UNPACK = 'Unpack it and give the picture in it.';
const SCREENSHOT = 'Give a screenshot of it as PNG.';
const OTHERWISE = 'Give a PNG, JPEG, WebP, SVG or PDF.';

/** Bytes at an offset; `.` stands for any byte. */
const SIGNATURES: Array<[signature: string, type: FileType, offset?: number]> =
  [
    ['\x89PNG', { name: 'a PNG', mediaType: 'image/png' }],
    ['\xff\xd8\xff', { name: 'a JPEG', mediaType: 'image/jpeg' }],
    ['RIFF....WEBP', { name: 'a WebP', mediaType: 'image/webp' }],
    ['GIF87a', { name: 'a GIF', advice: AS_PNG }],
    ['GIF89a', { name: 'a GIF', advice: AS_PNG }],
    ['II*\0', { name: 'a TIFF', advice: AS_PNG }],
    ['MM\0*', { name: 'a TIFF', advice: AS_PNG }],
    ['II+\0', { name: 'a TIFF', advice: AS_PNG }],
    ['MM\0+', { name: 'a TIFF', advice: AS_PNG }],
    ['\0\0\x01\0', { name: 'an icon (ICO)', advice: AS_PNG }],
    ['8BPS', { name: 'a Photoshop file', advice: AS_PNG }],
    ['\xff\x0a', { name: 'a JPEG XL', advice: AS_JPEG }],
    ['\0\0\0\x0cJXL \r\n', { name: 'a JPEG XL', advice: AS_JPEG }],
    ['\0\0\0\x0cjP  \r\n', { name: 'a JPEG 2000', advice: AS_JPEG }],
    ['\xff\x4f\xff\x51', { name: 'a JPEG 2000', advice: AS_JPEG }],
    ['gimp xcf', { name: 'a GIMP file', advice: AS_PNG }],
    ['%!PS', { name: 'PostScript', advice: 'Convert it to PDF.' }],
    ['\xc5\xd0\xd3\xc6', { name: 'PostScript', advice: 'Convert it to PDF.' }],
    [' EMF', { name: 'a Windows metafile', advice: AS_PNG }, 40],
    ['\xd7\xcd\xc6\x9a', { name: 'a Windows metafile', advice: AS_PNG }],
    [
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      { name: 'an old Office or Visio file', advice: AS_PICTURE },
    ],
    ['\x1f\x8b', { name: 'compressed with gzip', advice: UNPACK }],
    ['7z\xbc\xaf\x27\x1c', { name: 'a 7-Zip archive', advice: UNPACK }],
    ['Rar!\x1a\x07', { name: 'a RAR archive', advice: UNPACK }],
    ['BZh.1AY&SY', { name: 'compressed with bzip2', advice: UNPACK }],
    ['\xfd7zXZ\0', { name: 'compressed with xz', advice: UNPACK }],
    ['\x28\xb5\x2f\xfd', { name: 'compressed with zstd', advice: UNPACK }],
    ['ustar\0', { name: 'a tar archive', advice: UNPACK }, 257],
    ['ustar ', { name: 'a tar archive', advice: UNPACK }, 257],
    ['\x1aE\xdf\xa3', { name: 'a video (WebM, Matroska)', advice: SCREENSHOT }],
    ['RIFF....AVI ', { name: 'a video (AVI)', advice: SCREENSHOT }],
    ['RIFF....WAVE', { name: 'a sound', advice: OTHERWISE }],
    ['\x7fELF', { name: 'a program', advice: OTHERWISE }],
    ['MZ\x90\0', { name: 'a program', advice: OTHERWISE }],
    ['SQLite format 3\0', { name: 'a database', advice: OTHERWISE }],
  ];

/**
 * Finds out what a file is by its bytes alone: names and what a browser says of a file are the sender's.
 *
 * @returns undefined for bytes that are no text and that nothing is known of
 * @public
 */
export function detectFileType(bytes: Uint8Array): FileType | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [signature, type, offset = 0] of SIGNATURES) {
    if (hasSignature(buffer, signature, offset)) {
      return type;
    }
  }
  if (isBitmap(buffer)) {
    return { name: 'a BMP', advice: AS_PNG };
  }
  if (isPdf(buffer)) {
    return { name: 'a PDF', mediaType: 'application/pdf' };
  }
  return isoMediaType(buffer) ?? zipType(buffer) ?? markupType(buffer);
}

function hasSignature(bytes: Buffer, signature: string, offset: number) {
  if (bytes.length < offset + signature.length) {
    return false;
  }
  for (let i = 0; i < signature.length; i++) {
    if (signature[i] !== '.' && bytes[offset + i] !== signature.charCodeAt(i)) {
      return false;
    }
  }
  return true;
}

/** "BM" begins words too: the size of the header that follows tells. */
function isBitmap(bytes: Buffer): boolean {
  return (
    hasSignature(bytes, 'BM', 0) &&
    bytes.length >= 18 &&
    [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14))
  );
}

/** Readers of PDF look for its mark further in; before it only white space and a byte order mark are let pass. */
function isPdf(bytes: Buffer): boolean {
  return /^(\xef\xbb\xbf)?\s*%PDF-/.test(bytes.toString('latin1', 0, 1024));
}
