import type { Point } from '../sources/diagram';
import type { Target } from './attach';
import { otherEnd, pathFrom, type Edge, type Vertex } from './skeleton';
import { angleOf, direction, headingAt } from './ways';

/** What goes on straighter than this is the same line. */
const STRAIGHT = 38;
const MAX_TURN = 115;
const LOOK_BACK = 22;
const MAX_STEPS = 60;
const MAX_WALKS = 20_000;

/** A line that was followed from one thing to another. */
export interface Trace {
  from: Target;
  to: Target;
  start: Vertex;
  end: Vertex;
  path: Point[];
  /** Other lines join it on the way. */
  branched: boolean;
}

interface Walk {
  from: Target;
  start: Vertex;
  at: Vertex;
  path: Point[];
  edges: Set<Edge>;
  branched: boolean;
}

/**
 * Follows lines from everything that they are attached to.
 *
 * @param isHeaded - whether a line has a head where it is attached
 */
export function trace(
  attached: ReadonlyMap<Vertex, Target>,
  isHeaded: (end: Vertex) => boolean,
): Trace[] {
  const forks = new Map<Vertex, boolean>();
  const isFork = (vertex: Vertex) => {
    let known = forks.get(vertex);
    if (known === undefined) {
      known = isForkAt(vertex, attached, isHeaded);
      forks.set(vertex, known);
    }
    return known;
  };
  const found: Trace[] = [];
  let walks = 0;
  for (const [start, from] of attached) {
    for (const first of start.edges) {
      const open: Walk[] = [
        step(
          {
            from,
            start,
            at: start,
            path: [start],
            edges: new Set(),
            branched: false,
          },
          first,
        ),
      ];
      while (open.length && walks++ < MAX_WALKS) {
        const walk = open.pop()!;
        const to = attached.get(walk.at);
        if (to && to.key !== from.key) {
          found.push({
            from,
            to,
            start,
            end: walk.at,
            path: walk.path,
            branched: walk.branched,
          });
          continue;
        }
        if (walk.edges.size >= MAX_STEPS || (to && walk.path.length > 30))
          continue;
        open.push(...goOn(walk, isFork));
      }
    }
  }
  return found;
}

function step(walk: Walk, edge: Edge, branched = walk.branched): Walk {
  return {
    ...walk,
    at: otherEnd(edge, walk.at),
    path: [...walk.path, ...pathFrom(edge, walk.at)],
    edges: new Set([...walk.edges, edge]),
    branched,
  };
}

function isLevel({ x, y }: Point) {
  return Math.min(Math.abs(x), Math.abs(y)) < 0.25;
}

/** The ways on from where a walk is. */
function goOn(walk: Walk, isFork: (vertex: Vertex) => boolean): Walk[] {
  const heading = headingAt(walk.path, LOOK_BACK);
  const options = [...walk.at.edges]
    .filter(edge => !walk.edges.has(edge))
    .map(edge => {
      const path = pathFrom(edge, walk.at);
      const way = wayOut(path);
      return { edge, way, turn: angleOf(heading, way) };
    })
    .sort((a, b) => a.turn - b.turn);
  const [best] = options;
  if (!best) return [];
  if (walk.at.edges.size === 2)
    return best.turn < 130 ? [step(walk, best.edge)] : [];
  if (best.turn > STRAIGHT) {
    // it ends on another line and goes on both ways
    return options
      .filter(({ turn }) => turn < MAX_TURN)
      .map(({ edge }) => step(walk, edge, true));
  }
  if (walk.at.edges.size === 4 && isLevel(heading) && isFork(walk.at))
    return options.map(({ edge }) => step(walk, edge, true));
  const on: Walk[] = [];
  if (walk.at.edges.size === 3 && isLevel(heading) && isLevel(best.way)) {
    // lines at right angles that end on this one belong to it
    for (const { edge, turn, way } of options.slice(1)) {
      if (turn > 70 && turn < 110 && isLevel(way))
        on.push(step(walk, edge, true));
    }
  }
  if (walk.at.edges.size === 4 && isLevel(heading)) {
    // a crossing is a branch where other lines end on the one that is crossed
    for (const { edge, turn, way } of options.slice(1)) {
      const next = otherEnd(edge, walk.at);
      if (turn > 70 && turn < 110 && isLevel(way) && next.edges.size === 3)
        on.push(step(walk, edge, true));
    }
  }
  return [step(walk, best.edge, walk.branched || on.length > 0), ...on];
}

/**
 * Whether lines that cross at right angles are one that forks to several, or several that join: all but one of their ends
 * have a head, or only one has, and they run the same way there. Two lines that cross have two heads.
 */
function isForkAt(
  vertex: Vertex,
  attached: ReadonlyMap<Vertex, Target>,
  isHeaded: (end: Vertex) => boolean,
): boolean {
  const headed: Point[] = [];
  const bare: Point[] = [];
  for (const first of vertex.edges) {
    const way = wayOut(pathFrom(first, vertex));
    if (!isLevel(way)) return false;
    const path = wayToEnd(vertex, first, attached);
    if (!path) return false;
    (isHeaded(path.end) ? headed : bare).push(
      headingAt(path.points, LOOK_BACK),
    );
  }
  const alike = headed.length > bare.length ? headed : bare;
  return (
    alike.length === 3 && alike.every(way => angleOf(way, alike[0]) < STRAIGHT)
  );
}

/** How a line gets to its end that goes straight on wherever it can. */
function wayToEnd(
  start: Vertex,
  first: Edge,
  attached: ReadonlyMap<Vertex, Target>,
): { end: Vertex; points: Point[] } | undefined {
  let at = otherEnd(first, start);
  let path = pathFrom(first, start);
  const gone = new Set([first]);
  while (!attached.has(at) && gone.size < MAX_STEPS) {
    const next = straightOn(at, headingAt(path, LOOK_BACK), gone);
    if (!next) return undefined;
    gone.add(next);
    path = [...path, ...pathFrom(next, at)];
    at = otherEnd(next, at);
  }
  return attached.has(at) ? { end: at, points: path } : undefined;
}

function straightOn(at: Vertex, heading: Point, gone: ReadonlySet<Edge>) {
  const [next] = [...at.edges]
    .filter(edge => !gone.has(edge))
    .map(edge => ({ edge, turn: angleOf(heading, wayOut(pathFrom(edge, at))) }))
    .sort((a, b) => a.turn - b.turn);
  return next && next.turn <= MAX_TURN ? next.edge : undefined;
}

/** Direction in which a path leaves its start. */
function wayOut(path: readonly Point[]): Point {
  const from = path[Math.min(3, path.length - 1)];
  const to = path[Math.min(path.length - 1, LOOK_BACK)];
  return from === to ? direction(path[0], to) : direction(from, to);
}
