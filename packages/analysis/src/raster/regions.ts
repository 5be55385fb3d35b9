import { type Box } from '../sources/diagram';
import type { Mask } from './types';

/** Areas of even color: what is joined without crossing an edge. Number 0 is edges. */
export interface Regions {
  width: number;
  height: number;
  /** Number of the region of each pixel. */
  of: Int32Array;
  /** By number. */
  area: Int32Array;
  left: Int32Array;
  top: Int32Array;
  right: Int32Array;
  bottom: Int32Array;
}

/** Splits a picture into regions where contrast is below a threshold. */
export function findRegions(contrast: Mask, threshold: number): Regions {
  const { width, height, data } = contrast;
  const of = new Int32Array(width * height);
  const parent: number[] = [0];
  const rootOf = (start: number) => {
    let at = start;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (data[at] >= threshold) continue;
      const left = x > 0 ? of[at - 1] : 0;
      const up = y > 0 ? of[at - width] : 0;
      if (left && up) {
        of[at] = left;
        if (left !== up) {
          const [a, b] = [rootOf(left), rootOf(up)];
          if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
        }
      } else if (left || up) of[at] = left || up;
      else {
        of[at] = parent.length;
        parent.push(parent.length);
      }
    }
  }
  const numbers = new Int32Array(parent.length);
  let count = 0;
  for (let i = 1; i < parent.length; i++) {
    const root = rootOf(i);
    if (root === i) numbers[i] = ++count;
    else numbers[i] = numbers[root];
  }
  const regions: Regions = {
    width,
    height,
    of,
    area: new Int32Array(count + 1),
    left: new Int32Array(count + 1).fill(width),
    top: new Int32Array(count + 1).fill(height),
    right: new Int32Array(count + 1).fill(-1),
    bottom: new Int32Array(count + 1).fill(-1),
  };
  const { area, left, top, right, bottom } = regions;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const n = numbers[of[at]];
      of[at] = n;
      if (!n) continue;
      area[n]++;
      if (x < left[n]) left[n] = x;
      if (x > right[n]) right[n] = x;
      if (y < top[n]) top[n] = y;
      if (y > bottom[n]) bottom[n] = y;
    }
  }
  return regions;
}

export function boxOfRegion(regions: Regions, n: number): Box {
  return {
    x: regions.left[n],
    y: regions.top[n],
    width: regions.right[n] - regions.left[n] + 1,
    height: regions.bottom[n] - regions.top[n] + 1,
  };
}

/** How a region fills its bounding box. */
export interface Shape {
  /** Share that its rows span: 1 of a rectangle, 0.79 of an ellipse, less of what is crooked. */
  solidity: number;
  /** How much it differs from itself mirrored left to right, top to bottom, or turned by half, whichever is least; a share of its width. */
  skew: number;
}

export function shapeOf(regions: Regions, n: number): Shape {
  const { of, width, left, right, top, bottom } = regions;
  let sum = 0;
  const before: number[] = [];
  const after: number[] = [];
  for (let y = top[n]; y <= bottom[n]; y++) {
    const row = y * width;
    let a = left[n];
    let b = right[n];
    while (a <= b && of[row + a] !== n) a++;
    while (b > a && of[row + b] !== n) b--;
    sum += Math.max(0, b - a + 1);
    before.push(a - left[n]);
    after.push(right[n] - b);
  }
  const across = right[n] - left[n] + 1;
  const down = before.length;
  let sides = 0;
  let halves = 0;
  let turned = 0;
  for (let y = 0; y < down; y++) {
    sides += Math.abs(before[y] - after[y]);
    halves +=
      (Math.abs(before[y] - before[down - 1 - y]) +
        Math.abs(after[y] - after[down - 1 - y])) /
      2;
    turned += Math.abs(before[y] - after[down - 1 - y]);
  }
  return {
    solidity: sum / (across * down || 1),
    skew: Math.min(sides, halves, turned) / (across * down || 1),
  };
}

/** For each region, how far its most inner pixel is from its border. */
export function depthsOf(regions: Regions): Uint8Array {
  const { width, height, of, area } = regions;
  const depth = new Uint8Array(width * height);
  const deepest = new Uint8Array(area.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (!of[at]) continue;
      const up = y > 0 ? depth[at - width] : 20;
      const left = x > 0 ? depth[at - 1] : 20;
      depth[at] = Math.min(up, left, 250) + 1;
    }
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const at = y * width + x;
      const n = of[at];
      if (!n) continue;
      const down = y + 1 < height ? depth[at + width] : 20;
      const right = x + 1 < width ? depth[at + 1] : 20;
      const d = Math.min(depth[at], down + 1, right + 1);
      depth[at] = d;
      if (d > deepest[n]) deepest[n] = d;
    }
  }
  return deepest;
}
