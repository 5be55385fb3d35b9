import { grown, type Point } from '../sources/diagram';
import { frameAt, pointedAt, touched, type Target } from './attach';
import { hasHead } from './heads';
import { findLines } from './lines';
import type { FoundNodes } from './nodes';
import { pathFrom, type Skeleton, type Vertex } from './skeleton';
import { trace, type Trace } from './trace';
import type { Mask, PixelPicture } from './types';
import { headingAt, rayTo } from './ways';

/** A line between two things. */
export interface Connector {
  from: Target;
  to: Target;
  path: Point[];
  headAtStart: boolean;
  headAtEnd: boolean;
  branched: boolean;
}

/** Finds the lines between nodes and frames. `undefined` where there is too much drawn to follow any. */
export function findConnectors(
  picture: PixelPicture,
  contrast: Mask,
  found: FoundNodes,
): Connector[] | undefined {
  const drawn = findLines(picture, contrast, found);
  if (!drawn) return undefined;
  const { skeleton, ink, targets } = drawn;
  const attached = attach(skeleton, targets, found);
  const isHeadedAt = (end: Vertex) =>
    isHeaded(ink, wayFrom(end), end, attached.get(end)!);
  return merge(trace(attached, isHeadedAt), ink);
}

/** The line that is attached at its end. */
function wayFrom(end: Vertex): Point[] {
  const [edge] = end.edges;
  return pathFrom(edge, end);
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
