import type { Box, Point } from '../sources/diagram';

export function areaOf({ width, height }: Box) {
  return width * height;
}

export function centerOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

export function between(a: Point, b: Point) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Unit vector from one point to another. */
export function direction(from: Point, to: Point): Point {
  const length = between(from, to) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** Angle between two directions in degrees, 0 to 180. */
export function angleOf(a: Point, b: Point) {
  return (
    (Math.acos(Math.max(-1, Math.min(1, a.x * b.x + a.y * b.y))) * 180) /
    Math.PI
  );
}

/** Where a line points to at its end, looking back over some of its pixels but not at the very last. */
export function headingAt(path: readonly Point[], back: number): Point {
  const last = path.length - 1;
  if (last < 8) return direction(path[0], path[last]);
  const near = Math.max(0, last - Math.min(3, Math.floor(path.length / 4)));
  const far = Math.max(0, near - Math.max(2, Math.min(back, last)));
  return direction(path[far], path[near === far ? last : near]);
}

export function distanceToBox({ x, y }: Point, box: Box): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy);
}

/** How far a ray runs until it meets a box; `Infinity` where it passes by. */
export function rayTo(
  at: Point,
  heading: Point,
  box: Box,
  limit: number,
): number {
  for (let gone = 0; gone <= limit; gone += 3) {
    const point = { x: at.x + heading.x * gone, y: at.y + heading.y * gone };
    if (distanceToBox(point, box) <= 1) return gone;
  }
  return Infinity;
}
