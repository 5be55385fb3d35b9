export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

export const areaOf = (box: Box) =>
  Math.max(box.width, 0) * Math.max(box.height, 0);

export const centerOf = (box: Box): Point => ({
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
});

/** The box around boxes, of which there is at least one. */
export const unionOf = (boxes: readonly Box[]): Box =>
  boundsOf(
    boxes.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  );

/** A box that is larger by `margin` on every side. */
export const grown = ({ x, y, width, height }: Box, margin: number): Box => ({
  x: x - margin,
  y: y - margin,
  width: width + 2 * margin,
  height: height + 2 * margin,
});

/** Whether a point is in a box that is widened by `margin`. */
export function isInside({ x, y }: Point, box: Box, margin = 0): boolean {
  return (
    x >= box.x - margin &&
    x <= box.x + box.width + margin &&
    y >= box.y - margin &&
    y <= box.y + box.height + margin
  );
}

/** Distance from a point to a box; 0 inside. */
export function distanceTo({ x, y }: Point, box: Box): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy);
}

/** Distance from a point to the outline of a box, from either side. */
export function distanceToBorder(point: Point, box: Box): number {
  if (!isInside(point, box)) return distanceTo(point, box);
  return Math.min(
    point.x - box.x,
    box.x + box.width - point.x,
    point.y - box.y,
    box.y + box.height - point.y,
  );
}

/** Distance from a point to a piece of a line. */
export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = dx * dx + dy * dy;
  const along = length
    ? Math.max(
        0,
        Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length),
      )
    : 0;
  return Math.hypot(point.x - a.x - along * dx, point.y - a.y - along * dy);
}

/** Distance from a point to a line of several pieces. */
export function distanceToPath(point: Point, path: readonly Point[]): number {
  if (path.length === 1)
    return Math.hypot(point.x - path[0].x, point.y - path[0].y);
  let best = Infinity;
  for (let i = 1; i < path.length; i++) {
    best = Math.min(best, distanceToSegment(point, path[i - 1], path[i]));
  }
  return best;
}

/** Share of the smaller box that the other one covers, 0 to 1. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.max(1, Math.min(areaOf(a), areaOf(b)));
}

/** The box around points, of which there is at least one. */
export function boundsOf(points: readonly Point[]): Box {
  const bounds = {
    left: Infinity,
    top: Infinity,
    right: -Infinity,
    bottom: -Infinity,
  };
  for (const { x, y } of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return {
    x: bounds.left,
    y: bounds.top,
    width: bounds.right - bounds.left,
    height: bounds.bottom - bounds.top,
  };
}
