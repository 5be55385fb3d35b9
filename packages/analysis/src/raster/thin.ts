import type { Mask } from './types';

/** Strokes thicker than twice this stay thick. */
const MAX_ROUNDS = 14;

/** Thins strokes to lines of one pixel (Zhang and Suen, 1984). Changes the mask. */
export function thin({ width, height, data }: Mask): void {
  for (let x = 0; x < width; x++) {
    data[x] = 0;
    data[(height - 1) * width + x] = 0;
  }
  for (let y = 0; y < height; y++) {
    data[y * width] = 0;
    data[y * width + width - 1] = 0;
  }
  let live: number[] = [];
  for (let at = 0; at < data.length; at++) if (data[at]) live.push(at);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let changed = false;
    for (const half of [0, 1]) {
      const removed: number[] = [];
      for (const at of live) {
        if (isRemovable(data, at, width, half)) removed.push(at);
      }
      for (const at of removed) data[at] = 0;
      if (removed.length) {
        changed = true;
        live = live.filter(at => data[at]);
      }
    }
    if (!changed) break;
  }
  // steps of slanted lines: corners that hold nothing together
  for (const at of live) if (isCorner(data, at, width)) data[at] = 0;
}

/** Whether what is around a pixel stays joined without it, beyond the end of a line. */
function isCorner(data: Uint8Array, at: number, width: number): boolean {
  const n = data[at - width];
  const ne = data[at - width + 1];
  const e = data[at + 1];
  const se = data[at + width + 1];
  const s = data[at + width];
  const sw = data[at + width - 1];
  const w = data[at - 1];
  const nw = data[at - width - 1];
  if (n + ne + e + se + s + sw + w + nw < 2 || n * e * s * w) return false;
  // groups of neighbors that touch each other (Yokoi's number for eight directions)
  const gap = (a: number, b: number, c: number) =>
    1 - a - (1 - a) * (1 - b) * (1 - c);
  return gap(e, ne, n) + gap(n, nw, w) + gap(w, sw, s) + gap(s, se, e) === 1;
}

function isRemovable(
  data: Uint8Array,
  at: number,
  width: number,
  half: number,
): boolean {
  const n = data[at - width];
  const ne = data[at - width + 1];
  const e = data[at + 1];
  const se = data[at + width + 1];
  const s = data[at + width];
  const sw = data[at + width - 1];
  const w = data[at - 1];
  const nw = data[at - width - 1];
  const count = n + ne + e + se + s + sw + w + nw;
  if (count < 2 || count > 6) return false;
  const turns =
    (1 - n) * ne +
    (1 - ne) * e +
    (1 - e) * se +
    (1 - se) * s +
    (1 - s) * sw +
    (1 - sw) * w +
    (1 - w) * nw +
    (1 - nw) * n;
  if (turns !== 1) return false;
  return half === 0
    ? n * e * s === 0 && e * s * w === 0
    : n * e * w === 0 && n * s * w === 0;
}
