import { isInside, overlapOf, unionOf, type Box } from '../sources/diagram';
import { findBlobs } from './blobs';
import { lidOf, lidsOf } from './lids';
import {
  boxOfRegion,
  findRegions,
  shapeOf,
  type Regions,
  type Shape,
} from './regions';
import { isWords } from './blocks';
import { findOutlines } from './outlines';
import type { Mask, PixelPicture, PixelText } from './types';
import { areaOf, centerOf } from './ways';

/** Contrasts at which boxes are looked for: faint fills, usual ones, noisy photographs. */
export const THRESHOLDS = [10, 20, 36];
const MIN_SOLIDITY = 0.72;
const RECTANGLE = 0.92;
const MAX_SKEW = 0.07;
/** Between what lies along each other, in pixels. */
const BESIDE = 6;
const FRAME_SOLIDITY = 0.85;
/** Share of the picture above which a region is what everything is drawn on. */
const GROUND = 0.55;
/** A region of less than this share of the picture frames nothing. */
const MIN_FRAME = 0.004;
const SAME = 0.86;
/** Shares of a box of which another one cuts through it. */
const CUT = [0.12, 0.85];
const MAX_FRAMES = 500;

/** Boxes that were found: by line of text the innermost one around it, and those around other things. */
export interface FoundBoxes {
  boxes: Box[];
  /** Index in `boxes`, or -1. */
  boxOf: number[];
}

/** Whether two boxes are one, seen at two contrasts. */
function isSame(a: Box, b: Box): boolean {
  const [small, large] = areaOf(a) < areaOf(b) ? [a, b] : [b, a];
  return overlapOf(a, b) > 0.95 && areaOf(small) > areaOf(large) * SAME;
}

/** Finds the box around each line of text, and the frames around boxes. */
export function findBoxes(
  picture: PixelPicture,
  contrast: Mask,
  lines: readonly PixelText[],
): FoundBoxes {
  const { width, height } = contrast;
  const whole = width * height;
  const best: Array<Box | undefined> = lines.map(() => undefined);
  const lid: Array<Box | undefined> = lines.map(() => undefined);
  const rectangular = lines.map(() => false);
  const frames: Box[] = [];
  for (const threshold of THRESHOLDS) {
    const regions = findRegions(contrast, threshold);
    const lids = lidsOf(regions);
    const shapes = new Map<number, Shape>();
    const shape = (n: number) => {
      if (!shapes.has(n)) shapes.set(n, shapeOf(regions, n));
      return shapes.get(n)!;
    };
    lines.forEach((line, i) => {
      for (const n of regionsAround(regions, line.box)) {
        const box = boxOfRegion(regions, n);
        if (
          areaOf(box) > whole * GROUND ||
          !holds(box, line.box) ||
          !isEven(shape(n))
        )
          continue;
        if (best[i] && areaOf(box) >= areaOf(best[i]!) * 0.98) continue;
        best[i] = box;
        rectangular[i] = shape(n).solidity >= RECTANGLE;
        lid[i] = lidOf(box, lids) ?? lid[i];
      }
    });
    addFrames(frames, regions, n => shape(n).solidity);
  }
  if (lines.some((line, i) => !best[i] && isWords(line))) {
    const known = best.filter(box => box !== undefined);
    const blobs = findBlobs(contrast).filter(
      blob => !known.some(box => overlapOf(box, blob) > 0.5),
    );
    lines.forEach(({ box: text }, i) => {
      best[i] ??= blobs.find(
        box =>
          box.height > text.height * 1.6 &&
          box.width > text.width * 1.1 &&
          holds(box, text),
      );
    });
  }
  addTitledFrames(
    frames,
    contrast,
    lines.filter((_, i) => !best[i]),
  );
  for (const box of findOutlines(picture, lines))
    if (
      frames.length < MAX_FRAMES &&
      areaOf(box) > whole * MIN_FRAME &&
      (box.width < width * 0.97 || box.height < height * 0.97)
    )
      frames.push(box);
  withoutParts(best, lines);
  withoutGaps(best, rectangular);
  lid.forEach((box, i) => {
    if (box && best[i]) best[i] = unionOf([best[i]!, box]);
  });
  const boxes: Box[] = [];
  const indexOf = (box: Box) => {
    const known = boxes.findIndex(other => isSame(box, other));
    return known >= 0 ? known : boxes.push(box) - 1;
  };
  const boxOf = best.map(box => (box ? indexOf(box) : -1));
  const labelled = boxes.length;
  for (const frame of frames) {
    const holdsBox = boxes
      .slice(0, labelled)
      .some(
        box =>
          areaOf(frame) > areaOf(box) * 1.3 && isInside(centerOf(box), frame),
      );
    const holdsText = lines.some(({ box }) => isInside(centerOf(box), frame));
    if (holdsBox || holdsText) indexOf(frame);
  }
  return { boxes, boxOf };
}

/** Boxes are rectangles, or even; what lines enclose by chance is crooked. */
function isEven({ solidity, skew }: Shape) {
  return solidity >= RECTANGLE || (solidity >= MIN_SOLIDITY && skew < MAX_SKEW);
}

/** What is bounded by another box and by lines is what lies between them. */
function withoutGaps(
  best: Array<Box | undefined>,
  rectangular: readonly boolean[],
): void {
  const boxes = [...best];
  boxes.forEach((box, i) => {
    if (
      box &&
      !rectangular[i] &&
      boxes.some((other, j) => other && rectangular[j] && isBeside(box, other))
    )
      best[i] = undefined;
  });
}

/** Whether a box lies along the side of another one. */
function isBeside(box: Box, other: Box): boolean {
  const along = (a: number, b: number, c: number, d: number) =>
    Math.min(b, d) - Math.max(a, c) > (b - a) * 0.6;
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  return (
    (along(box.x, right, other.x, other.x + other.width) &&
      Math.min(
        Math.abs(box.y - other.y - other.height),
        Math.abs(bottom - other.y),
      ) < BESIDE) ||
    (along(box.y, bottom, other.y, other.y + other.height) &&
      Math.min(
        Math.abs(box.x - other.x - other.width),
        Math.abs(right - other.x),
      ) < BESIDE)
  );
}

/** What cuts through a smaller box is a part of a frame that lines divide. */
function withoutParts(
  best: Array<Box | undefined>,
  lines: readonly PixelText[],
): void {
  const boxes = [...best];
  boxes.forEach((box, i) => {
    if (
      box &&
      boxes.some((other, j) => {
        if (!other || !isWords(lines[j]) || areaOf(other) * 1.5 > areaOf(box))
          return false;
        const share = overlapOf(other, box);
        return share > CUT[0] && share < CUT[1];
      })
    )
      best[i] = undefined;
  });
}

function addFrames(
  frames: Box[],
  regions: Regions,
  solidity: (n: number) => number,
): void {
  const { width, height, area } = regions;
  for (let n = 1; n < area.length && frames.length < MAX_FRAMES; n++) {
    const box = boxOfRegion(regions, n);
    if (
      areaOf(box) > width * height * MIN_FRAME &&
      area[n] > areaOf(box) * 0.02 &&
      (box.width < width * 0.97 || box.height < height * 0.97) &&
      solidity(n) > FRAME_SOLIDITY
    )
      frames.push(box);
  }
}

/** Titles in the border of a frame leave a gap in it, which is closed to find the frame. */
function addTitledFrames(
  frames: Box[],
  contrast: Mask,
  titles: readonly PixelText[],
): void {
  if (!titles.length) return;
  const closed: Mask = { ...contrast, data: Uint8Array.from(contrast.data) };
  for (const { box } of titles) {
    const y = Math.round(box.y + box.height / 2);
    const from = Math.max(0, Math.round(box.x - box.height));
    const to = Math.min(
      contrast.width,
      Math.round(box.x + box.width + box.height),
    );
    for (let dy = -1; dy <= 1; dy++) {
      const row = (y + dy) * contrast.width;
      if (y + dy >= 0 && y + dy < contrast.height)
        closed.data.fill(255, row + from, row + to);
    }
  }
  const regions = findRegions(closed, THRESHOLDS[1]);
  addFrames(frames, regions, n => shapeOf(regions, n).solidity);
}

function holds(box: Box, text: Box) {
  return (
    box.x <= text.x + text.height * 0.35 &&
    box.y <= text.y + text.height * 0.4 &&
    box.x + box.width >= text.x + text.width - text.height * 0.35 &&
    box.y + box.height >= text.y + text.height * 0.6
  );
}

/** The regions that a line of text stands on, most often met first. */
function regionsAround(regions: Regions, text: Box): number[] {
  const { width, height, of } = regions;
  const votes = new Map<number, number>();
  const look = (px: number, py: number) => {
    const x = Math.round(px);
    const y = Math.round(py);
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const n = of[y * width + x];
    if (n) votes.set(n, (votes.get(n) ?? 0) + 1);
  };
  const { x, y } = text;
  const right = x + text.width;
  const bottom = y + text.height;
  const step = Math.max(1, text.width / 40);
  for (let d = -2; d <= 4; d += 2) {
    for (let at = x; at <= right; at += step) {
      look(at, y - d);
      look(at, bottom + d);
    }
    for (let at = y; at <= bottom; at += 2) {
      look(x - d, at);
      look(right + d, at);
    }
  }
  const total = [...votes.values()].reduce((a, b) => a + b, 0);
  return [...votes]
    .filter(([, count]) => count > total * 0.15)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([n]) => n);
}
