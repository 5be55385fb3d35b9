import { grown, type Box } from '../sources/diagram';
import { pointedAt, type Target } from './attach';
import { toBlocks } from './blocks';
import { borderOf, clear, inkOf, rimOf, sidesOf } from './ink';
import { linkGaps } from './link';
import type { FoundNodes } from './nodes';
import { collapse, prune, smoothAll } from './prune';
import { readSkeleton, type Skeleton } from './skeleton';
import { splitAt } from './split';
import { thin } from './thin';
import type { Mask, PixelPicture } from './types';
import { distanceToBox } from './ways';

/** Where more than this share of a picture is strokes, it is no drawing. */
const MAX_INK = 0.3;
/** Thin lines show from the first on; more vertices than `BUSY` may be a grid behind them. */
const CONTRASTS = [22, 44, 70];
const BUSY = 500;
const SPUR = 7;
/** What thinning leaves of a head is longer. */
const SPUR_AT_NODE = 26;
const HEAD = 50;

/** The lines of a picture, and what they may lead to. */
export interface Drawn {
  ink: Mask;
  skeleton: Skeleton;
  targets: Target[];
  /** Of the lines of text. */
  plates: Box[];
}

/**
 * Thins what is drawn besides nodes and frames, at the least contrast at which no pattern of the ground shows, and joins what
 * goes on behind gaps. `undefined` where there is too much drawn to follow any line.
 */
export function findLines(
  picture: PixelPicture,
  contrast: Mask,
  found: FoundNodes,
): Drawn | undefined {
  const drawn = drawnLines(picture, contrast, found);
  if (!drawn) return undefined;
  const { skeleton, targets, plates } = drawn;
  linkGaps(
    skeleton,
    vertex => pointedAt(vertex, targets, 'close') !== undefined,
    [
      ...plates,
      ...toBlocks(picture.lines, 0.9).map(({ box }) => box),
      ...found.frames.flatMap(({ box }) => sidesOf(box)),
    ],
  );
  smoothAll(skeleton);
  splitAt(skeleton, targets);
  return drawn;
}

function drawnLines(
  picture: PixelPicture,
  contrast: Mask,
  found: FoundNodes,
): Drawn | undefined {
  let best: Drawn | undefined;
  for (const threshold of CONTRASTS) {
    const drawn = linesAt(picture, contrast, threshold, found);
    if (!drawn) continue;
    if (
      best &&
      drawn.skeleton.vertices.size > best.skeleton.vertices.size * 0.5
    )
      return best;
    best = drawn;
    if (best.skeleton.vertices.size < BUSY) return best;
  }
  return best;
}

function linesAt(
  { lines, ...picture }: PixelPicture,
  contrast: Mask,
  threshold: number,
  { nodes, frames }: FoundNodes,
): Drawn | undefined {
  const ink = inkOf({ ...picture, lines }, contrast, threshold);
  const targets: Target[] = nodes.map(({ key, parts, hasBox }) => ({
    key,
    parts: hasBox ? parts.map(part => grown(part, borderOf(ink, part))) : parts,
  }));
  for (const { parts } of targets)
    for (const part of parts) clear(ink, part, 2);
  const plates = lines.map(({ box }) => grown(box, rimOf(ink, box)));
  for (const plate of plates) clear(ink, plate, 1);
  for (const { box } of frames) {
    const border = borderOf(ink, box);
    for (const side of sidesOf(grown(box, border / 2)))
      clear(ink, side, border / 2 + 1);
  }
  let count = 0;
  for (const value of ink.data) count += value;
  if (count > ink.data.length * MAX_INK) return undefined;
  const thinned: Mask = { ...ink, data: Uint8Array.from(ink.data) };
  thin(thinned);
  const skeleton = readSkeleton(thinned);
  if (!skeleton) return undefined;
  collapse(skeleton);
  prune(skeleton, end =>
    targets.some(({ parts }) =>
      parts.some(box => distanceToBox(end, box) < HEAD),
    ) && !pointedAt(end, targets, 'close')
      ? SPUR_AT_NODE
      : SPUR,
  );
  return { ink, skeleton, targets, plates };
}
