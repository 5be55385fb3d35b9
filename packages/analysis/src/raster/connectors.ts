import { grown, type Box, type Point } from '../sources/diagram';
import { frameAt, pointedAt, touched, type Target } from './attach';
import { hasHead } from './heads';
import { borderOf, clear, inkOf, sidesOf } from './ink';
import { linkGaps } from './link';
import type { FoundNodes } from './nodes';
import { prune, readSkeleton, type Skeleton, type Vertex } from './skeleton';
import { thin } from './thin';
import { trace, type Trace } from './trace';
import type { Mask, PixelPicture } from './types';
import { distanceToBox, headingAt, rayTo } from './ways';

/** A line between two things. */
export interface Connector {
  from: Target;
  to: Target;
  path: Point[];
  headAtStart: boolean;
  headAtEnd: boolean;
  branched: boolean;
}

/** Where more than this share of a picture is strokes, it is no drawing. */
const MAX_INK = 0.3;
/** Thin lines show from the first on; more vertices than `BUSY` may be a grid behind them. */
const CONTRASTS = [22, 44, 70];
const BUSY = 500;
const SPUR = 7;
/** What thinning leaves of a head is longer. */
const SPUR_AT_NODE = 26;
const HEAD = 50;

/** Finds the lines between nodes and frames. `undefined` where there is too much drawn to follow any. */
export function findConnectors(
  picture: PixelPicture,
  contrast: Mask,
  found: FoundNodes,
): Connector[] | undefined {
  const drawn = findLines(picture, contrast, found);
  if (!drawn) return undefined;
  const { skeleton, ink, targets } = drawn;
  const covers: Box[] = [
    ...picture.lines.map(({ box }) => box),
    ...found.frames.flatMap(({ box }) => sidesOf(box)),
  ];
  linkGaps(
    skeleton,
    vertex => pointedAt(vertex, targets, 'close') !== undefined,
    covers,
  );
  const attached = attach(skeleton, targets, found);
  return merge(trace(attached), ink);
}

interface Drawn {
  ink: Mask;
  skeleton: Skeleton;
  targets: Target[];
}

/** Thins what is drawn besides nodes and frames: at the least contrast at which no pattern of the ground shows. */
function findLines(
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
  for (const { box } of lines) clear(ink, box, 1);
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
  prune(skeleton, end =>
    targets.some(({ parts }) =>
      parts.some(box => distanceToBox(end, box) < HEAD),
    ) && !pointedAt(end, targets, 'close')
      ? SPUR_AT_NODE
      : SPUR,
  );
  return { ink, skeleton, targets };
}

function attach(
  skeleton: Skeleton,
  targets: readonly Target[],
  { frames }: FoundNodes,
): Map<Vertex, Target> {
  const attached = new Map<Vertex, Target>();
  const ofFrame = new Map(
    frames.map(frame => [frame, { key: frame.key, parts: [frame.box], frame }]),
  );
  for (const vertex of skeleton.vertices) {
    let target = touched(vertex, targets);
    if (!target && vertex.edges.size === 1) {
      target =
        pointedAt(vertex, targets, 'close') ??
        pointedAt(vertex, targets, 'far');
      const frame = target ? undefined : frameAt(vertex, frames);
      if (frame) target = ofFrame.get(frame);
    }
    if (target) attached.set(vertex, target);
  }
  return attached;
}

/** One of the traces for each line: most are found from both ends. */
function merge(traces: readonly Trace[], ink: Mask): Connector[] {
  const found = new Map<string, Connector>();
  for (const { from, to, start, end, path, branched } of traces) {
    const key = [from.key, to.key].sort().join('\n');
    const known = found.get(key);
    if (known && (!known.branched || branched)) continue;
    found.set(key, {
      from,
      to,
      path,
      branched,
      headAtStart: isHeaded(ink, path, start, from),
      headAtEnd: isHeaded(ink, [...path].reverse(), end, to),
    });
  }
  return [...found.values()];
}

/** Whether there is a head where a path starts; where it stops short, the head may be in the gap. */
function isHeaded(
  ink: Mask,
  path: readonly Point[],
  { edges }: Vertex,
  target: Target,
): boolean {
  // where lines meet, they only look as wide as a head
  if (edges.size > 2) return false;
  const heading = headingAt([...path.slice(0, 20)].reverse(), 16);
  const gap = target.frame
    ? 0
    : Math.min(
        24,
        ...target.parts.map(box => rayTo(path[0], heading, grown(box, 2), 24)),
      );
  const ahead: Point[] = [];
  for (let d = Number.isFinite(gap) ? gap : 0; d >= 1; d--)
    ahead.push({ x: path[0].x + heading.x * d, y: path[0].y + heading.y * d });
  return hasHead(ink, [...ahead, ...path]);
}
