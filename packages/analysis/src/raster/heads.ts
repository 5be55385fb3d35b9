import type { Point } from '../sources/diagram';
import type { Mask } from './types';

const HALF = 9;
const MORE = 4;

/** Whether a line has a head at the start of its path: there it is wider than further on. */
export function hasHead(ink: Mask, way: readonly Point[]): boolean {
  // before the head there may be a gap
  const path = way.slice(firstInked(ink, way));
  const widths = (from: number, to: number) => {
    const found: number[] = [];
    for (let s = from; s <= Math.min(to, path.length - 1); s++)
      found.push(widthAt(ink, path, s));
    return found.sort((a, b) => a - b);
  };
  // text that is drawn over a line hides it
  const body = widths(26, 40).filter(width => width > 0);
  const usual = body.length ? body[Math.floor(body.length / 2)] : 4;
  const head = widths(0, 18);
  // of the widest rows not the first, which may be another line or a frame that is crossed
  const widest = head[Math.max(0, head.length - 4)] ?? 0;
  return widest >= Math.max(usual + MORE, usual * 1.6);
}

function firstInked(ink: Mask, way: readonly Point[]): number {
  let at = 0;
  while (at < Math.min(30, way.length - 1) && !widthAt(ink, way, at)) at++;
  return at;
}

function widthAt(ink: Mask, path: readonly Point[], at: number): number {
  const before = path[Math.max(0, at - 5)];
  const after = path[Math.min(path.length - 1, at + 5)];
  const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
  const nx = -(after.y - before.y) / length;
  const ny = (after.x - before.x) / length;
  let count = 0;
  for (let offset = -HALF; offset <= HALF; offset++) {
    const x = Math.round(path[at].x + nx * offset);
    const y = Math.round(path[at].y + ny * offset);
    if (x < 0 || y < 0 || x >= ink.width || y >= ink.height) continue;
    count += ink.data[y * ink.width + x];
  }
  return count;
}
