import { isInside, type Box, type Point } from '../diagram';
import type { Cell } from './cells';
import { placeOf, type Cells } from './places';

const center = ({ x, y, width, height }: Box): Point => ({
  x: x + width / 2,
  y: y + height / 2,
});

/** The way of a line on its page: where it leaves, its corners, where it arrives. */
export function routeOf(cell: Cell, cells: Cells, origin: Point): Point[] {
  const place = (point: Point): Point => ({
    x: origin.x + point.x,
    y: origin.y + point.y,
  });
  const source = boxAt(cell.source, cells);
  const target = boxAt(cell.target, cells);
  const corners = cell.points.map(place);
  const bends = /orthogonal|elbow|entityRelation|segment|loop/i.test(
    cell.style.get('edgeStyle') ?? '',
  );
  const loose = {
    // what a bound end was tied to before is left in the file
    start: source ? undefined : cell.sourcePoint && place(cell.sourcePoint),
    end: target ? undefined : cell.targetPoint && place(cell.targetPoint),
  };
  const fixed = {
    start: source && fixedPoint(cell, 'exit', source),
    end: target && fixedPoint(cell, 'entry', target),
  };
  const towardsEnd =
    corners[0] ?? fixed.end ?? loose.end ?? (target && center(target));
  const towardsStart =
    corners[corners.length - 1] ??
    fixed.start ??
    loose.start ??
    (source && center(source));
  const start =
    fixed.start ??
    loose.start ??
    (source && towardsEnd && leave(source, towardsEnd, bends));
  const end =
    fixed.end ??
    loose.end ??
    (target && towardsStart && leave(target, towardsStart, bends));
  return [start, ...corners, end].flatMap(point => point ?? []);
}

function boxAt(id: string | undefined, cells: Cells): Box | undefined {
  const cell = id === undefined ? undefined : cells.get(id);
  return cell && !cell.isEdge ? placeOf(cell, cells) : undefined;
}

/** Where the line is tied to on its end, in shares of the box. */
function fixedPoint(
  { style }: Cell,
  end: 'exit' | 'entry',
  box: Box,
): Point | undefined {
  const number = (key: string) => {
    const value = style.get(`${end}${key}`);
    const parsed = value === undefined || value === '' ? NaN : Number(value);
    return Number.isFinite(parsed)
      ? Math.max(-1e4, Math.min(1e4, parsed))
      : undefined;
  };
  const [x, y] = [number('X'), number('Y')];
  if (x === undefined || y === undefined) return undefined;
  return {
    x: box.x + box.width * x + (number('Dx') ?? 0),
    y: box.y + box.height * y + (number('Dy') ?? 0),
  };
}

/** Where a line to a point leaves a box: through the side that faces it, or on the straight way. */
function leave(box: Box, to: Point, bends: boolean): Point {
  const from = center(box);
  if (isInside(to, box)) return to;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (bends) {
    const beside = to.y > box.y && to.y < box.y + box.height;
    const above = to.x > box.x && to.x < box.x + box.width;
    if (beside || (!above && Math.abs(dx) > Math.abs(dy)))
      return {
        x: dx > 0 ? box.x + box.width : box.x,
        y: beside ? to.y : from.y,
      };
    return {
      x: above ? to.x : from.x,
      y: dy > 0 ? box.y + box.height : box.y,
    };
  }
  const share = Math.min(
    dx ? box.width / 2 / Math.abs(dx) : Infinity,
    dy ? box.height / 2 / Math.abs(dy) : Infinity,
    1,
  );
  return { x: from.x + dx * share, y: from.y + dy * share };
}
