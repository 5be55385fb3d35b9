import type { PrepareOptions } from './preparePicture';

/** {@link PrepareOptions} with its defaults. */
export interface Limits {
  maxBytes: number;
  maxPixels: number;
  signal?: AbortSignal;
}

export function limitsOf({
  maxBytes = 10_000_000,
  maxPixels = 40_000_000,
  signal,
}: PrepareOptions): Limits {
  return { maxBytes, maxPixels, signal };
}

/** "12.4 MB", "40 megapixels": in thousands, as file managers and cameras count. */
export function megaBytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${rounded(bytes)} MB`;
}

export function megaPixels(pixels: number): string {
  return pixels < 100_000
    ? `${pixels} pixels`
    : `${rounded(pixels)} megapixels`;
}

function rounded(value: number): string {
  return String(Math.round(value / 100_000) / 10);
}
