import type { Point } from './layoutGraph';
import { endsOf, type NodeSides } from './sides';

interface EdgeEnds {
  /** Top left corners of the two nodes. */
  from: Point;
  to: Point;
}

/**
 * SVG path of a relation through the points that the layout gave it. Forward relations leave and enter at the middle of
 * a side, with a curve that is level at each point; those that go back keep the layout's own ends.
 */
export function edgePath(
  points: Point[],
  ends: EdgeEnds,
  layout: NodeSides,
): string {
  const level = layout.direction === 'LR';
  const { start, end } = endsOf(ends, layout);
  const isForward = level ? end.x > start.x : end.y > start.y;
  const way = isForward ? [start, ...points.slice(1, -1), end] : points;
  return way
    .slice(1)
    .reduce(
      (path, point, index) => path + curve(way[index], point, level),
      `M${way[0].x},${way[0].y}`,
    );
}

function curve(a: Point, b: Point, level: boolean): string {
  const middle = level ? (a.x + b.x) / 2 : (a.y + b.y) / 2;
  return level
    ? `C${middle},${a.y} ${middle},${b.y} ${b.x},${b.y}`
    : `C${a.x},${middle} ${b.x},${middle} ${b.x},${b.y}`;
}
