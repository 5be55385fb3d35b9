import {
  boundsOf,
  type Box,
  type Heads,
  type Point,
  type XmlElement,
} from '../diagram';
import { isPlaced, noteCell, spanOf, type Context, type Drawn } from './drawn';
import type { Subpath } from './path';
import { isNone } from './style';

/** Smaller than this is part of an icon or a head of an arrow. */
const SMALL = 22;
/** Shapes are at least this thick, lines that are drawn as outlines are not. */
const THIN = 6;
const ARROW_WIDTH = 18;
const MAX_CORNERS = 50;

const last = (points: readonly Point[]) => points[points.length - 1];

/** An open curve without corners that is filled by default only because nobody said `fill="none"`. */
const isLinePath = (subpaths: readonly Subpath[]) =>
  subpaths.length === 1 &&
  !subpaths[0].closed &&
  subpaths[0].points.length === 2;

/** Adds a path or polygon as what it looks like: a box, a line, an arrow, or the head of one. */
export function addOutline(
  subpaths: Subpath[],
  element: XmlElement,
  context: Context,
  drawn: Drawn,
): void {
  const { style } = context;
  const points = subpaths.flatMap(subpath => subpath.points);
  if (points.length < 2) return;
  const bounds = boundsOf([
    ...points,
    ...subpaths.flatMap(({ bulges }) => bulges ?? []),
  ]);
  const filled = !isNone(style.fill ?? 'black');
  const headed = !isNone(style['marker-end']) || !isNone(style['marker-start']);
  const outline = subpaths.some(({ closed }) => closed) || isRing(subpaths);
  const thin = bounds.width < THIN || bounds.height < THIN;
  if (filled && outline && !headed && isNone(style.stroke)) {
    const arrow = outlinedArrow(subpaths);
    if (arrow) {
      push(arrow, 'forward', element, context, drawn);
      return;
    }
    drawn.outlines++;
  }
  if (!headed && !thin && (outline || (filled && !isLinePath(subpaths))))
    addBox(bounds, 'box', element, context, drawn);
  else if (!outline || headed || thin) {
    const [first] = subpaths;
    // drawn by hand twice over: the second stroke says nothing new
    const path =
      subpaths.length > 1 && !isSketch(subpaths) ? points : first.points;
    addLine(path, element, context, drawn);
  }
}

/** Sides that are drawn one after the other and lead back to where they began. */
function isRing(subpaths: readonly Subpath[]): boolean {
  if (subpaths.length < 3) return false;
  const near = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y) < 6;
  const [start] = subpaths[0].points;
  const ends = subpaths.map(({ points }) => last(points));
  return (
    ends.slice(1).some(end => near(end, start)) &&
    new Set(ends.map(({ x, y }) => `${Math.round(x / 6)} ${Math.round(y / 6)}`))
      .size >= 3
  );
}

function isSketch([first, second]: readonly Subpath[]): boolean {
  const near = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y) < 8;
  return (
    near(first.points[0], second.points[0]) &&
    near(last(first.points), last(second.points))
  );
}

function areaOf(points: readonly Point[]): number {
  let area = 0;
  points.forEach((point, i) => {
    const next = points[(i + 1) % points.length];
    area += (point.x * next.y - next.x * point.y) / 2;
  });
  return Math.abs(area);
}

/** A straight arrow that is drawn as one filled outline, shaft and head: its way from tail to tip. */
function outlinedArrow(subpaths: readonly Subpath[]): Point[] | undefined {
  const points = subpaths.flatMap(subpath => subpath.points);
  if (points.length < 7 || points.length > 200) return undefined;
  const farthest = (from: Point) =>
    points.reduce((best, point) =>
      Math.hypot(point.x - from.x, point.y - from.y) >
      Math.hypot(best.x - from.x, best.y - from.y)
        ? point
        : best,
    );
  const a = farthest(points[0]);
  const b = farthest(a);
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (!(length > SMALL)) return undefined;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  let width = 0;
  let widest = 0;
  points.forEach(point => {
    const aside = Math.abs((point.x - a.x) * dy - (point.y - a.y) * dx);
    if (aside > width) {
      width = aside;
      widest = (point.x - a.x) * dx + (point.y - a.y) * dy;
    }
  });
  const area = subpaths.reduce((sum, piece) => sum + areaOf(piece.points), 0);
  const slim = area < length * width * 2 * 0.45;
  if (!slim || width < 1 || width * 2 > ARROW_WIDTH || length < width * 4)
    return undefined;
  return widest > length / 2 ? [a, b] : [b, a];
}

/** Adds a shape as a box, or as a possible head of an arrow where it is small. */
export function addBox(
  box: Box,
  role: 'box' | 'icon',
  element: XmlElement,
  context: Context,
  drawn: Drawn,
): void {
  const { style } = context;
  if (!(box.width > 0 && box.height > 0) || !isPlaced(box)) return;
  if (isNone(style.fill ?? 'black') && isNone(style.stroke) && role === 'box')
    return;
  noteCell(drawn, context, box);
  if (Math.max(box.width, box.height) < SMALL) {
    if (role === 'box') drawn.heads.push(box);
    return;
  }
  drawn.boxes.push({
    key: `box-${drawn.boxes.length}`,
    role,
    label: '',
    ...box,
    span: spanOf(element),
  });
}

/** Adds a line with the heads that its markers give it. */
export function addLine(
  path: Point[],
  element: XmlElement,
  context: Context,
  drawn: Drawn,
): void {
  const { style } = context;
  const start = !isNone(style['marker-start']);
  const end = !isNone(style['marker-end']);
  if (isNone(style.stroke) && !start && !end) return;
  let heads: Heads = 'none';
  if (start && end) heads = 'both';
  else if (start) heads = 'backward';
  else if (end) heads = 'forward';
  push(path, heads, element, context, drawn);
}

function push(
  path: Point[],
  heads: Heads,
  element: XmlElement,
  context: Context,
  drawn: Drawn,
): void {
  const bounds = boundsOf(path);
  if (!isPlaced(bounds)) return;
  const short = Math.max(bounds.width, bounds.height) < SMALL / 2;
  noteCell(drawn, context, bounds);
  if (short && heads === 'none') return;
  drawn.lines.push({
    path:
      path.length > MAX_CORNERS
        ? [...path.slice(0, MAX_CORNERS - 1), last(path)]
        : path,
    heads,
    joins: context.joins,
    span: spanOf(element),
  });
}
