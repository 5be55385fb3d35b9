import type { Target } from './attach';
import {
  addEdge,
  removeEdge,
  type Edge,
  type Skeleton,
  type Vertex,
} from './skeleton';
import { distanceToBox } from './ways';

/** How near to a thing heads merge that lead to the same side of it. */
const NEAR = 9;
/** Lines come to it and leave again: so far along them they are so much further off. */
const STEPS = 14;
const AWAY = 8;

/** Parts two lines that lead to the same place on a thing, where thinning made one of them. */
export function splitAt(skeleton: Skeleton, targets: readonly Target[]): void {
  for (const edge of [...skeleton.edges]) {
    const at = turnOf(edge, targets);
    if (at === undefined) continue;
    const ends = [0, 1].map(
      (): Vertex => ({ ...edge.path[at], edges: new Set() }),
    );
    const { a, b, path } = edge;
    removeEdge(skeleton, edge);
    for (const vertex of [a, b, ...ends]) skeleton.vertices.add(vertex);
    addEdge(skeleton, { a, b: ends[0], path: path.slice(0, at + 1) });
    addEdge(skeleton, { a: ends[1], b, path: path.slice(at) });
  }
}

/** Where a path comes nearest to a thing, of which it then leads away. */
function turnOf({ path }: Edge, targets: readonly Target[]) {
  if (path.length < STEPS * 2 + 2) return undefined;
  for (const { parts } of targets) {
    for (const box of parts) {
      let best = NEAR;
      let at: number | undefined;
      for (let i = STEPS; i < path.length - STEPS; i++) {
        const distance = distanceToBox(path[i], box);
        if (distance < best) {
          best = distance;
          at = i;
        }
      }
      if (
        at !== undefined &&
        distanceToBox(path[at - STEPS], box) > best + AWAY &&
        distanceToBox(path[at + STEPS], box) > best + AWAY
      )
        return at;
    }
  }
  return undefined;
}
