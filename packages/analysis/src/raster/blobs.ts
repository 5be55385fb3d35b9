import type { Box } from '../sources/diagram';
import { boxOfRegion, findRegions } from './regions';
import type { Mask } from './types';

/** An area of more than this share of the picture is ground. */
const GROUND = 0.03;
const MAX_BLOB = 0.2;
/** Lines and their heads are no thicker than twice this, in pixels. */
const THICK = 9;
const MIN_SOLIDITY = 0.85;
const CONTRAST = 20;

/**
 * Finds what is too thick for a line and stands on the ground, however it is filled: hatched, with a pattern or a picture.
 * Such a fill has no even area that would show the box.
 */
export function findBlobs(contrast: Mask): Box[] {
  const { width, height } = contrast;
  const whole = width * height;
  const { of, area } = findRegions(contrast, CONTRAST);
  const depth = new Uint8Array(whole);
  for (let at = 0; at < whole; at++)
    depth[at] = area[of[at]] > whole * GROUND && of[at] ? 0 : 255;
  wear(depth, width, height);
  // where it is deep is what is left of it without its rim
  const core: Mask = { width, height, data: depth };
  for (let at = 0; at < whole; at++) depth[at] = depth[at] > THICK ? 0 : 255;
  const cores = findRegions(core, 1);
  const blobs: Box[] = [];
  for (let n = 1; n < cores.area.length; n++) {
    const { x, y, width: w, height: h } = boxOfRegion(cores, n);
    const box = {
      x: x - THICK,
      y: y - THICK,
      width: w + 2 * THICK,
      height: h + 2 * THICK,
    };
    if (
      cores.area[n] > w * h * MIN_SOLIDITY &&
      box.width * box.height < whole * MAX_BLOB
    )
      blobs.push(box);
  }
  return blobs;
}

/** Makes of each pixel how far it is from the nearest zero, in both directions and along diagonals. */
function wear(data: Uint8Array, width: number, height: number): void {
  const least = (at: number, near: number[]) => {
    if (!data[at]) return;
    let value = data[at];
    for (const step of near)
      if (data[at + step] < value) value = Math.min(value, data[at + step] + 1);
    data[at] = value;
  };
  const before = [-1, -width - 1, -width, -width + 1];
  const after = before.map(step => -step);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) least(y * width + x, before);
  for (let y = height - 2; y > 0; y--)
    for (let x = width - 2; x > 0; x--) least(y * width + x, after);
}
