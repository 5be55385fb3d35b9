import type { Point } from '../sources/diagram';
import type { Mask } from './types';

/** Where lines end or meet. */
export interface Vertex extends Point {
  edges: Set<Edge>;
}

/** A line between two vertices, pixel by pixel from `a` to `b`. */
export interface Edge {
  a: Vertex;
  b: Vertex;
  path: Point[];
}

export interface Skeleton {
  vertices: Set<Vertex>;
  edges: Set<Edge>;
}

/** More than this is a photograph or noise. */
const MAX_EDGES = 12_000;

export function otherEnd(edge: Edge, vertex: Vertex) {
  return edge.a === vertex ? edge.b : edge.a;
}

/** The path of an edge as it is walked from a vertex. */
export function pathFrom(edge: Edge, vertex: Vertex) {
  return edge.a === vertex ? edge.path : [...edge.path].reverse();
}

export function lengthOf({ path }: Edge) {
  return path.length;
}

export function addEdge(skeleton: Skeleton, edge: Edge): void {
  skeleton.edges.add(edge);
  edge.a.edges.add(edge);
  edge.b.edges.add(edge);
}

export function removeEdge(skeleton: Skeleton, edge: Edge): void {
  skeleton.edges.delete(edge);
  edge.a.edges.delete(edge);
  edge.b.edges.delete(edge);
  for (const vertex of [edge.a, edge.b])
    if (!vertex.edges.size) skeleton.vertices.delete(vertex);
}

/** Reads thinned lines as a graph. `undefined` where there are too many to be drawn by a person. */
export function readSkeleton(thinned: Mask): Skeleton | undefined {
  const { width, data } = thinned;
  const steps = [
    -width,
    1,
    width,
    -1,
    1 - width,
    1 + width,
    width - 1,
    -width - 1,
  ];
  const neighbors = (at: number) => {
    const found: number[] = [];
    for (const step of steps) if (data[at + step]) found.push(at + step);
    return found;
  };
  const pointAt = (at: number): Point => ({
    x: at % width,
    y: Math.floor(at / width),
  });
  const skeleton: Skeleton = { vertices: new Set(), edges: new Set() };
  const vertexOf = new Map<number, Vertex>();
  const pixels: number[] = [];
  for (let at = 0; at < data.length; at++) if (data[at]) pixels.push(at);
  const isNode = (at: number) => {
    const near = neighbors(at);
    if (near.length !== 2) return true;
    // two neighbors that touch each other are a corner of a thick end
    const gap = Math.abs(near[0] - near[1]);
    return gap === 1 || gap === width;
  };
  const nodes = new Set<number>();
  for (const at of pixels) if (isNode(at)) nodes.add(at);
  // touching junction pixels are one vertex
  for (const start of nodes) {
    if (vertexOf.has(start)) continue;
    const cluster = [start];
    const vertex: Vertex = { x: 0, y: 0, edges: new Set() };
    vertexOf.set(start, vertex);
    for (let i = 0; i < cluster.length; i++) {
      for (const next of neighbors(cluster[i])) {
        if (!nodes.has(next) || vertexOf.has(next)) continue;
        vertexOf.set(next, vertex);
        cluster.push(next);
      }
    }
    const points = cluster.map(pointAt);
    if (points.length > 1 && isAlone(cluster, neighbors, nodes)) {
      // a dash is so short that all of it is ends
      addDash(skeleton, points);
      continue;
    }
    vertex.x = points.reduce((sum, { x }) => sum + x, 0) / points.length;
    vertex.y = points.reduce((sum, { y }) => sum + y, 0) / points.length;
    skeleton.vertices.add(vertex);
  }
  const walked = new Set<number>();
  for (const start of nodes) {
    if (!skeleton.vertices.has(vertexOf.get(start)!)) continue;
    for (const first of neighbors(start)) {
      if (nodes.has(first) || walked.has(first)) continue;
      const path = [start, first];
      walked.add(first);
      let before = start;
      let at = first;
      let end: number | undefined;
      for (;;) {
        const last = before;
        const options = neighbors(at).filter(next => next !== last);
        end = options.find(next => nodes.has(next));
        if (end !== undefined) break;
        const next = options.find(option => !walked.has(option));
        if (next === undefined) break;
        walked.add(next);
        path.push(next);
        before = at;
        at = next;
      }
      if (end === undefined) continue;
      path.push(end);
      addEdge(skeleton, {
        a: vertexOf.get(start)!,
        b: vertexOf.get(end)!,
        path: path.map(pointAt),
      });
      if (skeleton.edges.size > MAX_EDGES) return undefined;
    }
  }
  return skeleton;
}

function isAlone(
  cluster: readonly number[],
  neighbors: (at: number) => number[],
  nodes: ReadonlySet<number>,
) {
  return cluster.every(at => neighbors(at).every(next => nodes.has(next)));
}

function addDash(skeleton: Skeleton, points: readonly Point[]): void {
  const far = (from: Point) =>
    points.reduce((best, point) =>
      Math.hypot(point.x - from.x, point.y - from.y) >
      Math.hypot(best.x - from.x, best.y - from.y)
        ? point
        : best,
    );
  const first = far(points[0]);
  const last = far(first);
  const a: Vertex = { ...first, edges: new Set() };
  const b: Vertex = { ...last, edges: new Set() };
  skeleton.vertices.add(a);
  skeleton.vertices.add(b);
  addEdge(skeleton, { a, b, path: [first, last] });
}
