import {
  addEdge,
  lengthOf,
  otherEnd,
  pathFrom,
  removeEdge,
  type Edge,
  type Skeleton,
  type Vertex,
} from './skeleton';
import { angleOf, direction, headingAt } from './ways';

/** A line goes on into what turns off by less. */
const STRAIGHT = 30;
const MIN_LOOP = 12;
const LOOK_BACK = 16;
const APART = 6;
const MAX_ARM = 24;
const SHORT = 8;
/** Of both strokes together, in degrees. */
const MAX_LEAN = 150;

/**
 * Removes short side branches, which thinning leaves at heads and corners, and loose specks. Of the branches at the end of a
 * line the one that goes straight on is its tip.
 */
export function prune(
  skeleton: Skeleton,
  limit: (end: Vertex) => number,
): void {
  for (let round = 0; round < 3; round++) {
    for (const root of [...skeleton.vertices]) {
      if (root.edges.size < 3) continue;
      const spurs: Edge[] = [];
      const others: Edge[] = [];
      for (const edge of root.edges) {
        const end = otherEnd(edge, root);
        if (edge.a === edge.b) {
          if (lengthOf(edge) < MIN_LOOP) removeEdge(skeleton, edge);
          else others.push(edge);
        } else if (end.edges.size === 1 && lengthOf(edge) < limit(end))
          spurs.push(edge);
        else others.push(edge);
      }
      if (isStar(root, others)) {
        const arms = [...spurs, ...others];
        const kept = straightest(root, arms);
        for (const arm of arms)
          if (!kept.includes(arm)) removeEdge(skeleton, arm);
        continue;
      }
      const kept = tipOf(root, spurs, others);
      for (const spur of spurs)
        if (!kept.includes(spur)) removeEdge(skeleton, spur);
    }
  }
  smoothAll(skeleton);
}

/** Makes one line of those that only follow each other. */
export function smoothAll(skeleton: Skeleton): void {
  for (const vertex of [...skeleton.vertices]) smooth(skeleton, vertex);
}

/** Makes one of vertices that thinning set apart where lines meet or cross. */
export function collapse(skeleton: Skeleton): void {
  for (const edge of [...skeleton.edges]) {
    const { a, b } = edge;
    if (
      a === b ||
      lengthOf(edge) > APART ||
      a.edges.size < 3 ||
      b.edges.size < 3
    )
      continue;
    removeEdge(skeleton, edge);
    for (const other of [...b.edges]) {
      b.edges.delete(other);
      if (other.a === b) other.a = a;
      if (other.b === b) other.b = a;
      a.edges.add(other);
    }
    skeleton.vertices.delete(b);
  }
}

/** What stays of the short branches at a vertex. */
function tipOf(
  root: Vertex,
  spurs: readonly Edge[],
  others: readonly Edge[],
): readonly Edge[] {
  if (others.length > 1) return [];
  const heading = headingAt(
    [...pathFrom(others[0], root)].reverse(),
    LOOK_BACK,
  );
  const [tip] = spurs
    .map(edge => ({
      edge,
      turn: angleOf(heading, headingAt(pathFrom(edge, root), LOOK_BACK)),
    }))
    .sort((a, b) => a.turn - b.turn);
  return tip && tip.turn < STRAIGHT ? [tip.edge] : [];
}

/** Whether all that meets at a vertex are dashes and the strokes of a head. */
function isStar(root: Vertex, others: readonly Edge[]) {
  return others.every(
    edge =>
      edge.a !== edge.b &&
      otherEnd(edge, root).edges.size === 1 &&
      lengthOf(edge) < MAX_ARM,
  );
}

/** Of a loose star the two arms that are one line, and those at right angles to it, where dashed lines meet. */
function straightest(root: Vertex, arms: readonly Edge[]): readonly Edge[] {
  const ways = arms.map(edge =>
    lengthOf(edge) < SHORT
      ? direction(root, otherEnd(edge, root))
      : headingAt(pathFrom(edge, root), LOOK_BACK),
  );
  let pair: [number, number] | undefined;
  let most = 180 - STRAIGHT;
  ways.forEach((way, i) =>
    ways.forEach((other, j) => {
      const angle = i < j ? angleOf(way, other) : 0;
      if (angle <= most) return;
      most = angle;
      pair = [i, j];
    }),
  );
  if (!pair) {
    // the strokes of a head lean back along its line
    const sums = ways.map(way =>
      ways.reduce((sum, other) => sum + angleOf(way, other), 0),
    );
    const axis = sums.indexOf(Math.min(...sums));
    if (arms.length === 3 && sums[axis] < MAX_LEAN) return [arms[axis]];
    return [...arms].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, 2);
  }
  const along = ways[pair[0]];
  return arms.filter((_, i) => {
    const angle = angleOf(along, ways[i]);
    return pair!.includes(i) || (angle > 60 && angle < 120);
  });
}

/** Joins the two lines at a vertex where nothing else meets. */
function smooth(skeleton: Skeleton, vertex: Vertex): void {
  if (vertex.edges.size !== 2) return;
  const [first, second] = [...vertex.edges];
  if (first.a === first.b || second.a === second.b) return;
  const a = otherEnd(first, vertex);
  const b = otherEnd(second, vertex);
  const path = [...pathFrom(first, a), ...pathFrom(second, vertex)];
  removeEdge(skeleton, first);
  removeEdge(skeleton, second);
  skeleton.vertices.delete(vertex);
  skeleton.vertices.add(a);
  skeleton.vertices.add(b);
  addEdge(skeleton, { a, b, path });
}
