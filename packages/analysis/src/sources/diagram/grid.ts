import type { Box, Point } from './geometry';

const SIDE = 100;
const MAX_CELLS = 64;

/** Finds boxes near a point without looking at all of them. */
export class Grid<T extends Box> {
  private readonly cells = new Map<number, T[]>();
  /** Boxes over many cells are looked at always. */
  private readonly large: T[] = [];
  private readonly left: number;
  private readonly top: number;
  private readonly size: number;

  constructor(items: readonly T[]) {
    const bounds = {
      left: Infinity,
      top: Infinity,
      right: -Infinity,
      bottom: -Infinity,
    };
    for (const { x, y, width, height } of items) {
      bounds.left = Math.min(bounds.left, x);
      bounds.top = Math.min(bounds.top, y);
      bounds.right = Math.max(bounds.right, x + width);
      bounds.bottom = Math.max(bounds.bottom, y + height);
    }
    this.left = items.length ? bounds.left : 0;
    this.top = items.length ? bounds.top : 0;
    const extent = items.length
      ? Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top)
      : 0;
    this.size = Math.max(20, extent / SIDE);
    for (const item of items) {
      const keys = this.keys(item, MAX_CELLS);
      if (!keys) this.large.push(item);
      else for (const key of keys) this.put(key, item);
    }
  }

  /** Boxes that may be within `margin` of a point; each once, in no order that means anything. */
  near({ x, y }: Point, margin: number): readonly T[] {
    const area = {
      x: x - margin,
      y: y - margin,
      width: 2 * margin,
      height: 2 * margin,
    };
    const keys = this.keys(area, Infinity) ?? [];
    const lists = keys.flatMap(key => {
      const list = this.cells.get(key);
      return list ? [list] : [];
    });
    if (!lists.length) return this.large;
    const small = lists.length === 1 ? lists[0] : [...new Set(lists.flat())];
    return this.large.length ? [...this.large, ...small] : small;
  }

  private put(key: number, item: T): void {
    const list = this.cells.get(key);
    if (list) list.push(item);
    else this.cells.set(key, [item]);
  }

  private keys(box: Box, limit: number): number[] | undefined {
    const cell = (value: number, from: number) =>
      Math.max(-1, Math.min(SIDE + 1, Math.floor((value - from) / this.size)));
    const [x1, x2] = [
      cell(box.x, this.left),
      cell(box.x + box.width, this.left),
    ];
    const [y1, y2] = [
      cell(box.y, this.top),
      cell(box.y + box.height, this.top),
    ];
    if ((x2 - x1 + 1) * (y2 - y1 + 1) > limit) return undefined;
    const keys: number[] = [];
    for (let x = x1; x <= x2; x++) {
      for (let y = y1; y <= y2; y++) keys.push((x + 1) * (SIDE + 3) + y + 1);
    }
    return keys;
  }
}
