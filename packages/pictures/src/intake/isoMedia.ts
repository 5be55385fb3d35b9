import type { FileType } from './fileType';

const PHOTO = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;

/** Files in boxes (ISO 14496-12): what is inside is told by their brand. */
export function isoMediaType(bytes: Buffer): FileType | undefined {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') {
    return undefined;
  }
  const brand = bytes.toString('latin1', 8, 12);
  // A HEIF's first brand may be the general one; those that it is compatible with tell more.
  const brands = bytes.toString('latin1', 8, 64);
  if (brand.startsWith('avi') || /avi[fs]/.test(brands)) {
    return { name: 'an AVIF', advice: 'Save it as PNG or JPEG.' };
  }
  if (PHOTO.test(brand)) {
    return {
      name: 'a HEIC photo',
      advice: 'Save or send it as JPEG.',
    };
  }
  return {
    name: 'a video (MP4, MOV)',
    advice: 'Give a screenshot of it as PNG.',
  };
}
