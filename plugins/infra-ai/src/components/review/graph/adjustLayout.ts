import {
  NODE_HEIGHT,
  type EdgeRoute,
  type GraphLayout,
  type LayoutInput,
  type Point,
} from './layoutGraph';
import { endsOf, type NodeSides } from './sides';

const GAP = 40;

/**
 * The layout after an edit: what was there stays where it is, so that nothing moves under the person's hand. A new
 * element goes beside one that it is related to, a new relation straight from side to side.
 */
export function adjustLayout(
  previous: GraphLayout,
  { elements, relations }: Pick<LayoutInput, 'elements' | 'relations'>,
): GraphLayout {
  const { direction, nodeWidth } = previous;
  const nodes: Record<string, Point> = {};
  for (const { id } of elements) {
    if (previous.nodes[id]) {
      nodes[id] = previous.nodes[id];
    }
  }
  for (const { id } of elements) {
    nodes[id] ??= freePlace(nodes, neighborOf(id, nodes, relations), previous);
  }

  const routes = new Map<string, EdgeRoute[]>();
  for (const edge of previous.edges) {
    const key = routeKey(edge);
    routes.set(key, [...(routes.get(key) ?? []), edge]);
  }
  return {
    direction,
    nodeWidth,
    nodes,
    edges: relations.map(({ from, to }) => {
      const known = routes.get(routeKey({ from, to }))?.shift();
      return (
        known ?? directRoute({ from, to }, nodes[from], nodes[to], previous)
      );
    }),
  };
}

/** Whether so little is left of the previous layout that a new one is better. */
export function isAnotherGraph(
  previous: GraphLayout,
  { elements }: Pick<LayoutInput, 'elements'>,
): boolean {
  const kept = elements.filter(({ id }) => previous.nodes[id]).length;
  return kept * 2 < elements.length;
}

function routeKey({ from, to }: Pick<EdgeRoute, 'from' | 'to'>) {
  return JSON.stringify([from, to]);
}

function neighborOf(
  id: string,
  nodes: Record<string, Point>,
  relations: LayoutInput['relations'],
): Point | undefined {
  const relation = relations.find(
    ({ from, to }) => (from === id && nodes[to]) || (to === id && nodes[from]),
  );
  return relation && (nodes[relation.from] ?? nodes[relation.to]);
}

/** The first place without a node below the neighbor, or below everything. */
function freePlace(
  nodes: Record<string, Point>,
  neighbor: Point | undefined,
  { direction, nodeWidth }: NodeSides,
): Point {
  const taken = Object.values(nodes);
  const step =
    direction === 'LR'
      ? { x: 0, y: NODE_HEIGHT + GAP }
      : { x: nodeWidth + GAP, y: 0 };
  const bottom = taken.reduce((max, { y }) => Math.max(max, y), -NODE_HEIGHT);
  const place = neighbor
    ? { x: neighbor.x + step.x, y: neighbor.y + step.y }
    : { x: 16, y: bottom + NODE_HEIGHT + GAP };
  const isTaken = () =>
    taken.some(
      ({ x, y }) =>
        Math.abs(x - place.x) < nodeWidth + GAP / 2 &&
        Math.abs(y - place.y) < NODE_HEIGHT + GAP / 2,
    );
  while (isTaken()) {
    place.x += step.x;
    place.y += step.y;
  }
  return place;
}

function directRoute(
  ends: Pick<EdgeRoute, 'from' | 'to'>,
  from: Point,
  to: Point,
  layout: NodeSides,
): EdgeRoute {
  const level = layout.direction === 'LR';
  const { start, end } = endsOf({ from, to }, layout);
  if (ends.from === ends.to) {
    // Out at the one side and in at the other, around the node.
    const away = level
      ? { x: (start.x + end.x) / 2, y: from.y - GAP }
      : { x: from.x - GAP, y: (start.y + end.y) / 2 };
    return { ...ends, points: [start, away, end], label: away };
  }
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  return { ...ends, points: [start, middle, end], label: middle };
}
