import type { TextMap } from './detect';
import type { TextBox } from './raster';

/** A pixel of the map is text above this (0.3). */
const TEXT = 77;
/** Mean probability below which a region is no text. */
const MIN_SCORE = 0.5;
/** In pixels of the map. */
const MIN_SIDE = 3;
/** The detector marks the kernel of a text, its box is so much wider all around: area * UNCLIP / perimeter. */
const UNCLIP = 1.6;

/** The boxes of the regions that the map marks as text, in pixels of the picture. */
export function findBoxes(map: TextMap): TextBox[] {
  const boxes: TextBox[] = [];
  const seen = new Uint8Array(map.data.length);
  const queue: number[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || map.data[start] <= TEXT) {
      continue;
    }
    queue.length = 0;
    queue.push(start);
    seen[start] = 1;
    let sum = 0;
    for (let head = 0; head < queue.length; head++) {
      const at = queue[head];
      sum += map.data[at];
      const x = at % map.width;
      const y = (at - x) / map.width;
      for (
        let ny = Math.max(0, y - 1);
        ny <= Math.min(map.height - 1, y + 1);
        ny++
      ) {
        for (
          let nx = Math.max(0, x - 1);
          nx <= Math.min(map.width - 1, x + 1);
          nx++
        ) {
          const next = ny * map.width + nx;
          if (!seen[next] && map.data[next] > TEXT) {
            seen[next] = 1;
            queue.push(next);
          }
        }
      }
    }
    if (sum / queue.length / 255 >= MIN_SCORE) {
      const box = boxAround(queue, map);
      if (box) {
        boxes.push(box);
      }
    }
  }
  return boxes;
}

function boxAround(
  pixels: number[],
  { width, scale }: TextMap,
): TextBox | undefined {
  const hull = convexHull(pixels, width);
  const rectangle = smallestRectangle(hull);
  const { length, thickness } = rectangle;
  if (Math.min(length, thickness) < MIN_SIDE) {
    return undefined;
  }
  const margin = (length * thickness * UNCLIP) / (2 * (length + thickness));
  return {
    cx: rectangle.cx / scale,
    cy: rectangle.cy / scale,
    length: (length + 2 * margin) / scale,
    thickness: (thickness + 2 * margin) / scale,
    angle: rectangle.angle,
  };
}

type Point = [x: number, y: number];

/** Andrew's monotone chain over the outermost pixels of each row, whose corners count. */
function convexHull(pixels: number[], width: number): Point[] {
  const rows = new Map<number, [number, number]>();
  for (const pixel of pixels) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const row = rows.get(y);
    if (!row) {
      rows.set(y, [x, x]);
    } else if (x < row[0]) {
      row[0] = x;
    } else if (x > row[1]) {
      row[1] = x;
    }
  }
  const points: Point[] = [];
  for (const [y, [first, last]] of rows) {
    points.push([first, y], [last + 1, y], [first, y + 1], [last + 1, y + 1]);
  }
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered: Point[]) => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (
        chain.length > 1 &&
        turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0
      ) {
        chain.pop();
      }
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(points), ...half(points.reverse())];
}

function turn(o: Point, a: Point, b: Point): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
}

/** Within this of upright (radians) a box is upright: most text in diagrams is, and ragged kernels lean. */
const UPRIGHT = 0.12;

/** One side of the smallest rectangle around a convex shape lies on a side of the shape. */
function smallestRectangle(hull: Point[]): TextBox {
  let smallest: TextBox | undefined;
  let upright: TextBox | undefined;
  const candidates = new Set([0]);
  hull.forEach((point, n) => {
    const next = hull[(n + 1) % hull.length];
    candidates.add(Math.atan2(next[1] - point[1], next[0] - point[0]));
  });
  for (const angle of candidates) {
    const box = rectangleAt(hull, angle);
    upright ??= box;
    if (
      !smallest ||
      box.length * box.thickness < smallest.length * smallest.thickness
    ) {
      smallest = box;
    }
  }
  const tilt = Math.abs(
    smallest!.angle -
      (Math.PI / 2) * Math.round(smallest!.angle / (Math.PI / 2)),
  );
  const nearlySquare =
    Math.max(upright!.length, upright!.thickness) <
    1.5 * Math.min(upright!.length, upright!.thickness);
  return reading(tilt < UPRIGHT || nearlySquare ? upright! : smallest!);
}

function rectangleAt(hull: Point[], angle: number): TextBox {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of hull) {
    const u = x * cos + y * sin;
    const v = -x * sin + y * cos;
    minU = Math.min(minU, u);
    maxU = Math.max(maxU, u);
    minV = Math.min(minV, v);
    maxV = Math.max(maxV, v);
  }
  const u = (minU + maxU) / 2;
  const v = (minV + maxV) / 2;
  return {
    cx: u * cos - v * sin,
    cy: u * sin + v * cos,
    length: maxU - minU,
    thickness: maxV - minV,
    angle,
  };
}

/** Higher than this than wide, a box holds text that stands. */
const STANDING = 1.5;

/** The same rectangle, its length along the text: to the right, or upwards when it stands. */
function reading(box: TextBox): TextBox {
  // Turned by quarters, the angle lies between -45 and 45 degrees.
  const quarters = Math.round(box.angle / (Math.PI / 2));
  const angle = box.angle - (quarters * Math.PI) / 2;
  const [width, height] =
    quarters % 2 === 0
      ? [box.length, box.thickness]
      : [box.thickness, box.length];
  return height > STANDING * width
    ? { ...box, length: height, thickness: width, angle: angle - Math.PI / 2 }
    : { ...box, length: width, thickness: height, angle };
}
