import { sharp } from '../intake/libvips';
import type { Engine } from './engine';
import type { Raster } from './raster';

/** Where text is: how likely each pixel of a scaled copy of the picture belongs to text, 0 to 255. */
export interface TextMap {
  data: Uint8Array;
  width: number;
  height: number;
  /** Pixels of the map for one of the picture. */
  scale: number;
}

/** A part of a side, in pixels. */
interface Part {
  start: number;
  size: number;
}

/**
 * What the detector sees of a picture bounds the work: so many pixels, of larger pictures a share of theirs, up to a limit.
 * Text of 9 pixels in a picture of 2,000 × 1,200 is still found.
 */
const PIXELS = 2_000_000;
const SHARE = 0.4;
const MAX_PIXELS = 4_000_000;
/** Small pictures have small text. */
const MAX_ENLARGEMENT = 1.5;

/** Side of what is detected at once, which bounds memory. */
const TILE = 1024;
/** Text on the edge of a tile is seen whole in the next. */
const OVERLAP = 64;
/** The detector halves its input five times. */
const STRIDE = 32;
/** A tile whose values differ by less shows nothing. */
const MIN_CONTRAST = 12;

/** Marks where text is, tile by tile. */
export async function detectText(
  picture: Raster,
  detect: Engine['detect'],
): Promise<TextMap> {
  const copy = await scaledCopy(picture);
  const { width, height } = copy;
  const map = { data: new Uint8Array(width * height), width, height };
  for (const rows of partsOf(height)) {
    for (const columns of partsOf(width)) {
      if (hasContrast(copy, columns, rows)) {
        await detectTile(copy, columns, rows, map.data, detect);
      }
    }
  }
  return { ...map, scale: width / picture.width };
}

function scaleFor({ width, height }: Raster): number {
  const pixels = width * height;
  const seen = Math.min(MAX_PIXELS, Math.max(PIXELS, SHARE * pixels));
  return Math.min(MAX_ENLARGEMENT, Math.sqrt(seen / pixels));
}

async function scaledCopy(picture: Raster): Promise<Raster> {
  const { width, height } = picture;
  const scale = scaleFor(picture);
  const { data, info } = await sharp(picture.data, {
    raw: { width, height, channels: 3 },
  })
    .resize(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
      { fit: 'fill' },
    )
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Cuts a side into equal, overlapping parts that fit a tile. */
export function partsOf(side: number): Part[] {
  const count = Math.max(1, Math.ceil((side - OVERLAP) / (TILE - OVERLAP)));
  const even = (side + (count - 1) * OVERLAP) / count;
  const size = Math.min(side, STRIDE * Math.ceil(even / STRIDE));
  return Array.from({ length: count }, (_, n) => ({
    start: count === 1 ? 0 : Math.round((n * (side - size)) / (count - 1)),
    size,
  }));
}

function hasContrast(
  { data, width }: Raster,
  columns: Part,
  rows: Part,
): boolean {
  let low = 255;
  let high = 0;
  for (let y = rows.start; y < rows.start + rows.size; y++) {
    const first = (y * width + columns.start) * 3;
    for (let i = first; i < first + columns.size * 3; i++) {
      low = Math.min(low, data[i]);
      high = Math.max(high, data[i]);
    }
    if (high - low >= MIN_CONTRAST) {
      return true;
    }
  }
  return false;
}

// The detector was trained on blue, green and red, in this order, with these means and deviations.
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

async function detectTile(
  { data, width }: Raster,
  columns: Part,
  rows: Part,
  map: Uint8Array,
  detect: Engine['detect'],
): Promise<void> {
  const tileWidth = Math.ceil(columns.size / STRIDE) * STRIDE;
  const tileHeight = Math.ceil(rows.size / STRIDE) * STRIDE;
  const input = new Float32Array(3 * tileWidth * tileHeight);
  let at = 0;
  for (let channel = 0; channel < 3; channel++) {
    const factor = 1 / 255 / DEVIATION[channel];
    const shift = MEAN[channel] / DEVIATION[channel];
    for (let y = 0; y < tileHeight; y++) {
      // Past the edge the last row and column go on, which makes no edge that looks like a stroke.
      const row =
        (rows.start + Math.min(y, rows.size - 1)) * width + columns.start;
      for (let x = 0; x < tileWidth; x++) {
        const pixel = (row + Math.min(x, columns.size - 1)) * 3;
        input[at++] = data[pixel + 2 - channel] * factor - shift;
      }
    }
  }
  const output = await detect(input, [1, 3, tileHeight, tileWidth]);
  for (let y = 0; y < rows.size; y++) {
    for (let x = 0; x < columns.size; x++) {
      const pixel = (rows.start + y) * width + columns.start + x;
      const value = Math.round(output.data[y * tileWidth + x] * 255);
      map[pixel] = Math.max(map[pixel], value);
    }
  }
}
