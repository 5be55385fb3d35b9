import type { Box } from '../sources/diagram';
import { depthsOf, findRegions, type Regions } from './regions';
import type { Mask, PixelPicture } from './types';

/** An even area that reaches this deep is ground or a fill; of less depth are strokes and heads. */
const DEEP = 10;
/** Less deep areas are ground where they have its color: what lies between lines. */
const BETWEEN = 3;
const MIN_GROUND = 30;
const SLIVER = 500;
const SAME_COLOR = 12;
const MAX_COLORS = 16;
/** Smaller areas are the fill of something, whose color its lines may have too. */
const PAGE = 0.03;
/** Borders of boxes are no thicker than this. */
const MAX_BORDER = 14;
const MAX_RIM = 5;

/** Everything that is neither ground nor fill: strokes, letters, heads. */
export function inkOf(
  picture: PixelPicture,
  contrast: Mask,
  threshold: number,
): Mask {
  const regions = findRegions(contrast, threshold);
  const depths = depthsOf(regions);
  const { area, of } = regions;
  const colors = colorsOf(picture, regions);
  const large: number[] = [];
  for (let n = 1; n < area.length; n++) if (depths[n] >= DEEP) large.push(n);
  large.sort((a, b) => area[b] - area[a]);
  const grounds = large
    .slice(0, MAX_COLORS)
    .filter(n => area[n] > of.length * PAGE);
  const isGround = new Uint8Array(area.length);
  for (let n = 1; n < area.length; n++) {
    if (area[n] < MIN_GROUND) continue;
    // between the two strokes that a line was drawn with by hand, and in hollow heads
    if (area[n] < SLIVER && depths[n] <= BETWEEN) continue;
    isGround[n] = Number(
      depths[n] >= DEEP ||
        (depths[n] >= BETWEEN &&
          grounds.some(ground =>
            [0, 1, 2].every(
              c =>
                Math.abs(colors[n * 3 + c] - colors[ground * 3 + c]) <
                SAME_COLOR,
            ),
          )),
    );
  }
  const ink = new Uint8Array(of.length);
  for (let at = 0; at < ink.length; at++) ink[at] = 1 - isGround[of[at]];
  return { width: regions.width, height: regions.height, data: ink };
}

/** Mean color of each region. */
function colorsOf({ data }: PixelPicture, { of, area }: Regions): Float64Array {
  const channels = data.length >= of.length * 3 ? 3 : 1;
  const sums = new Float64Array(area.length * 3);
  for (let at = 0; at < of.length; at++) {
    const n = of[at] * 3;
    for (let c = 0; c < 3; c++)
      sums[n + c] += data[at * channels + (channels === 3 ? c : 0)];
  }
  for (let n = 0; n < area.length; n++)
    for (let c = 0; c < 3; c++) sums[n * 3 + c] /= area[n] || 1;
  return sums;
}

/** How thick the border around a box is. */
export function borderOf(ink: Mask, box: Box): number {
  let start = 1;
  // faint rims come before the border itself
  for (let d = 2; d <= MAX_RIM; d++)
    if (inkAround(ink, box, d) > 0.7) start = d;
  for (let d = start; d < MAX_BORDER; d++) {
    if (inkAround(ink, box, d) < 0.45 && inkAround(ink, box, d + 1) < 0.45)
      return d;
  }
  return 4;
}

/** How far the plate reaches that a text stands on. */
export function rimOf(ink: Mask, text: Box): number {
  const most = Math.min(10, text.height * 0.5);
  for (let d = Math.floor(most); d > 1; d--)
    if (inkAround(ink, text, d) > 0.55) return d + 1;
  return 0;
}

/** Share of ink at a distance around a box, its corners left out. */
function inkAround(ink: Mask, box: Box, distance: number): number {
  let all = 0;
  let found = 0;
  const look = (px: number, py: number) => {
    const x = Math.round(px);
    const y = Math.round(py);
    if (x < 0 || y < 0 || x >= ink.width || y >= ink.height) return;
    all++;
    found += ink.data[y * ink.width + x];
  };
  const right = box.x + box.width - 1;
  const bottom = box.y + box.height - 1;
  for (let x = box.x + box.width * 0.15; x < right - box.width * 0.15; x++) {
    look(x, box.y - distance);
    look(x, bottom + distance);
  }
  for (let y = box.y + box.height * 0.2; y < bottom - box.height * 0.2; y++) {
    look(box.x - distance, y);
    look(right + distance, y);
  }
  return all ? found / all : 0;
}

/** Clears a box that is widened by `margin`, or fills it. */
export function clear(mask: Mask, box: Box, margin: number, value = 0): void {
  const left = Math.max(0, Math.floor(box.x - margin));
  const right = Math.min(mask.width, Math.ceil(box.x + box.width + margin));
  const top = Math.max(0, Math.floor(box.y - margin));
  const bottom = Math.min(mask.height, Math.ceil(box.y + box.height + margin));
  if (!(right > left && bottom > top)) return;
  for (let y = top; y < bottom; y++) {
    mask.data.fill(value, y * mask.width + left, y * mask.width + right);
  }
}

/** The four sides of a box, as boxes without a width or a height. */
export function sidesOf({ x, y, width, height }: Box): Box[] {
  return [
    { x, y, width, height: 0 },
    { x, y: y + height, width, height: 0 },
    { x, y, width: 0, height },
    { x: x + width, y, width: 0, height },
  ];
}
