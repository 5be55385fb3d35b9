import { grown, type Box } from '../sources/diagram';
import { sidesOf } from './ink';
import { pathFrom, type Vertex } from './skeleton';
import type { Frame } from './types';
import { distanceToBox, headingAt, rayTo } from './ways';

/** In pixels: on the border, pointing at it, and the furthest that an arrow stops short. */
const TOUCH = 7;
/** Where several lines meet just before a box, they lead to it. */
const MEETING = 14;
const POINTING = 16;
const SHORT = 80;
/** How far beside a thing an end may point that stops far from it. */
const BESIDE = 10;
const NEAR = 14;
/** So far from a frame a dashed line may end that leads to it. */
const DASH = 22;

/** A thing that lines lead to. */
export interface Target {
  key: string;
  parts: Box[];
  frame?: Frame;
}

/** The node that a vertex touches. */
export function touched(
  vertex: Vertex,
  targets: readonly Target[],
): Target | undefined {
  let best: { target: Target; distance: number } | undefined;
  const limit = vertex.edges.size > 2 ? MEETING : TOUCH;
  for (const target of targets) {
    for (const box of target.parts) {
      const distance = distanceToBox(vertex, box);
      if (distance <= limit && (!best || distance < best.distance))
        best = { target, distance };
    }
  }
  return best?.target;
}

/** The node that a loose end points at or nearly reaches. */
export function pointedAt(
  vertex: Vertex,
  targets: readonly Target[],
  reach: 'close' | 'far',
): Target | undefined {
  const [edge] = vertex.edges;
  const path = pathFrom(edge, vertex).slice().reverse();
  const heading = headingAt(path, 16);
  const limit =
    reach === 'close' ? POINTING : Math.min(SHORT, 20 + path.length * 0.8);
  let best: { target: Target; cost: number } | undefined;
  for (const target of targets) {
    for (const box of target.parts) {
      const distance = distanceToBox(vertex, box);
      if (distance > limit) continue;
      let cost = rayTo(vertex, heading, box, limit);
      if (reach === 'far' && cost === Infinity)
        cost = rayTo(vertex, heading, grown(box, BESIDE), limit) + BESIDE;
      if (reach === 'far' && distance <= NEAR)
        cost = Math.min(cost, distance + 25);
      if (cost < (best?.cost ?? Infinity)) best = { target, cost };
    }
  }
  return best?.target;
}

/** The frame on whose outline a loose end is. */
export function frameAt(
  vertex: Vertex,
  frames: readonly Frame[],
): Frame | undefined {
  let best: { frame: Frame; cost: number } | undefined;
  const [edge] = vertex.edges;
  const heading = headingAt(pathFrom(edge, vertex).slice().reverse(), 16);
  for (const frame of frames) {
    const { x, y, width, height } = frame.box;
    if (distanceToBox(vertex, frame.box) > DASH) continue;
    const cost = Math.min(
      Math.abs(vertex.x - x),
      Math.abs(vertex.x - x - width),
      Math.abs(vertex.y - y),
      Math.abs(vertex.y - y - height),
    );
    if (
      cost > 14 &&
      !sidesOf(frame.box).some(
        side => rayTo(vertex, heading, side, DASH) < Infinity,
      )
    )
      continue;
    if (!best || cost < best.cost) best = { frame, cost };
  }
  return best?.frame;
}
