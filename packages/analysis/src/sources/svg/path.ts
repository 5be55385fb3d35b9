import type { Point } from '../diagram';

/** One piece of a path: its corners (curves by their ends), and whether it returns to its start. */
export interface Subpath {
  points: Point[];
  /** Where its curves are between their ends. */
  bulges?: Point[];
  closed: boolean;
}

const MAX_POINTS = 5000;
const ARGUMENTS: Record<string, number> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

/** Notes where a curve is half way, and a quarter from either end. */
function addBulge(
  subpath: Subpath,
  command: string,
  base: Point,
  values: readonly number[],
  from: Point,
  to: Point,
): void {
  if (command !== 'C' && command !== 'Q') return;
  const a = { x: base.x + values[0], y: base.y + values[1] };
  const b =
    command === 'C' ? { x: base.x + values[2], y: base.y + values[3] } : a;
  const at = (t: number, p0: number, p1: number, p2: number, p3: number) => {
    const u = 1 - t;
    return command === 'C'
      ? u * u * u * p0 +
          3 * u * u * t * p1 +
          3 * u * t * t * p2 +
          t * t * t * p3
      : u * u * p0 + 2 * u * t * p1 + t * t * p3;
  };
  subpath.bulges ??= [];
  for (const t of [0.25, 0.5, 0.75]) {
    subpath.bulges.push({
      x: at(t, from.x, a.x, b.x, to.x),
      y: at(t, from.y, a.y, b.y, to.y),
    });
  }
}

/** Reads the `d` of a path in absolute coordinates of its element. */
export function readPath(d: string): Subpath[] {
  const subpaths: Subpath[] = [];
  let current: Subpath | undefined;
  let at: Point = { x: 0, y: 0 };
  let budget = MAX_POINTS;
  const token = /([a-zA-Z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/g;
  let command = '';
  let values: number[] = [];
  const step = () => {
    const upper = command.toUpperCase();
    const relative = command !== upper;
    const base = relative ? at : { x: 0, y: 0 };
    if (upper === 'Z') {
      if (current) {
        current.closed = true;
        at = current.points[0];
        current = undefined;
      }
      return;
    }
    let next: Point;
    if (upper === 'H') next = { x: base.x + values[0], y: at.y };
    else if (upper === 'V') next = { x: at.x, y: base.y + values[0] };
    else {
      const [x, y] = values.slice(-2);
      next = { x: base.x + x, y: base.y + y };
    }
    if (upper === 'M') {
      current = { points: [next], closed: false };
      subpaths.push(current);
      command = relative ? 'l' : 'L';
    } else {
      if (!current) {
        current = { points: [at], closed: false };
        subpaths.push(current);
      }
      current.points.push(next);
    }
    if (current) addBulge(current, upper, base, values, at, next);
    at = next;
  };
  for (let match = token.exec(d); match && budget > 0; match = token.exec(d)) {
    if (match[1]) {
      command = match[1];
      values = [];
      if (command.toUpperCase() === 'Z') {
        step();
        budget--;
      }
      continue;
    }
    const wanted = ARGUMENTS[command.toUpperCase()];
    if (!wanted) continue;
    const value = Number(match[2]);
    values.push(Math.abs(value) < 1e7 ? value : 0);
    if (values.length === wanted) {
      step();
      values = [];
      budget--;
    }
  }
  for (const subpath of subpaths) {
    const [first] = subpath.points;
    const last = subpath.points[subpath.points.length - 1];
    if (
      subpath.points.length > 2 &&
      Math.hypot(first.x - last.x, first.y - last.y) < 1.5
    )
      subpath.closed = true;
  }
  return subpaths;
}
