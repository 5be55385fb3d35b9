import dagre from '@dagrejs/dagre';
import type {
  Element,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** Pixels of a node. */
export const NODE_WIDTH = 224;
export const NODE_HEIGHT = 68;
/** On a phone more of them, and larger ones, have room beside each other. */
const NARROW_NODE_WIDTH = 168;

/**
 * From so many elements on the layers are found by the quicker ranker, and the order in them is that of a walk along the
 * relations. dagre's search for a better one takes a quarter more time, and of a graph of 500 elements it makes one in
 * which more relations cross and the lines are nearly twice as long.
 */
const LARGE = 300;

export interface Point {
  x: number;
  y: number;
}

/** The way of a relation and the middle of its label. */
export interface EdgeRoute {
  from: string;
  to: string;
  points: Point[];
  label: Point;
}

/** Places of a graph in pixels; nodes by their top left corner, relations by their index in the model. */
export interface GraphLayout {
  direction: 'LR' | 'TB';
  nodeWidth: number;
  nodes: Record<string, Point>;
  edges: EdgeRoute[];
}

/** What is arranged; plain data, so that it can be sent to a worker. */
export interface LayoutInput {
  elements: Pick<Element, 'id'>[];
  relations: Pick<Relation, 'from' | 'to'>[];
  /** Width of each relation's label in pixels, in the relations' order. */
  labelWidths: number[];
  /** `narrow`: whichever of the two can be drawn larger on a phone. */
  direction: GraphLayout['direction'] | 'narrow';
}

/**
 * Arranges a model in layers, callers before what they call. Labels take part in the arrangement, so that none lies on
 * a node or on another label.
 *
 * dagre rather than elkjs: 29 kB against 475 kB gzipped. `yarn bench graph` times it.
 */
export function layoutGraph(input: LayoutInput): GraphLayout {
  const { elements, direction } = input;
  if (direction !== 'narrow') {
    return arrange(input, direction, NODE_WIDTH);
  }
  const level = arrange(input, 'LR', NARROW_NODE_WIDTH);
  // Of many elements there are more in a layer than layers, so this one is the narrow one.
  if (elements.length > LARGE) {
    return level;
  }
  const upright = arrange(input, 'TB', NARROW_NODE_WIDTH);
  return scaleOf(upright) > scaleOf(level) ? upright : level;
}

/** How large a graph can be drawn in a frame of a phone's proportions, compared with another one. */
function scaleOf({ nodes, nodeWidth }: GraphLayout): number {
  const places = Object.values(nodes);
  const width = Math.max(...places.map(({ x }) => x)) + nodeWidth;
  const height = Math.max(...places.map(({ y }) => y)) + NODE_HEIGHT;
  return Math.min(4 / width, 5 / height);
}

function arrange(
  { elements, relations, labelWidths }: LayoutInput,
  direction: GraphLayout['direction'],
  nodeWidth: number,
): GraphLayout {
  const isLarge = elements.length > LARGE;
  const isNarrow = nodeWidth < NODE_WIDTH;
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: direction,
    nodesep: direction === 'LR' || isNarrow ? 24 : 32,
    ranksep: direction === 'LR' && !isNarrow ? 64 : 48,
    edgesep: 16,
    marginx: 16,
    marginy: 16,
    ranker: isLarge ? 'tight-tree' : 'network-simplex',
  });
  for (const { id } of elements) {
    graph.setNode(id, { width: nodeWidth, height: NODE_HEIGHT });
  }
  relations.forEach(({ from, to }, index) => {
    graph.setEdge(
      from,
      to,
      { width: labelWidths[index], height: 20, labelpos: 'c' },
      String(index),
    );
  });
  dagre.layout(graph, { disableOptimalOrderHeuristic: isLarge });
  return {
    direction,
    nodeWidth,
    nodes: Object.fromEntries(
      elements.map(({ id }) => {
        const { x, y } = graph.node(id);
        return [id, { x: x - nodeWidth / 2, y: y - NODE_HEIGHT / 2 }];
      }),
    ),
    edges: relations.map(({ from, to }, index) => {
      const { points, x, y } = graph.edge(from, to, String(index));
      return { from, to, points, label: { x: x ?? 0, y: y ?? 0 } };
    }),
  };
}
