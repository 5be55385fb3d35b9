import type { Box } from '../sources/diagram';
import { boxOfRegion, type Regions } from './regions';

/** How far the sides of a lid and a body may be off each other, in pixels and as a share of their width. */
const OFF = 4;
const OFF_SHARE = 0.09;
/** A lid is seen from the side. */
const FLAT = 0.62;
const MIN_AREA = 30;

/** Areas that may be the lid of something: the upper side of a cylinder, the open end of a pipe. */
export function lidsOf(regions: Regions): Box[] {
  const found: Box[] = [];
  for (let n = 1; n < regions.area.length; n++) {
    if (regions.area[n] < MIN_AREA) continue;
    const box = boxOfRegion(regions, n);
    const { width, height } = box;
    const share = regions.area[n] / (width * height);
    if (
      (height < width * FLAT || width < height * FLAT) &&
      Math.min(width, height) > 3 &&
      share > 0.4
    )
      found.push(box);
  }
  return found;
}

/** The lid of a body, if it has one. */
export function lidOf(body: Box, lids: readonly Box[]): Box | undefined {
  return lids.find(
    lid =>
      isLid(body, lid, 'x', 'y', 'width', 'height', 'before') ||
      isLid(body, lid, 'y', 'x', 'height', 'width', 'before') ||
      isLid(body, lid, 'y', 'x', 'height', 'width', 'after'),
  );
}

/** Whether a lid has the breadth of the body and lies on its top, or at its left or right end. */
function isLid(
  body: Box,
  lid: Box,
  x: 'x' | 'y',
  y: 'x' | 'y',
  breadth: 'width' | 'height',
  depth: 'width' | 'height',
  side: 'before' | 'after',
): boolean {
  const off = Math.max(OFF, body[breadth] * OFF_SHARE);
  if (
    Math.abs(lid[x] - body[x]) > off ||
    Math.abs(lid[x] + lid[breadth] - body[x] - body[breadth]) > off ||
    lid[depth] > lid[breadth] * FLAT ||
    lid[depth] > body[depth]
  )
    return false;
  const reach =
    side === 'before'
      ? lid[y] + lid[depth] - body[y]
      : body[y] + body[depth] - lid[y];
  const ahead =
    side === 'before'
      ? body[y] - lid[y]
      : lid[y] + lid[depth] - body[y] - body[depth];
  return ahead > 0 && reach > -6 && reach < lid[depth] * 0.8;
}
