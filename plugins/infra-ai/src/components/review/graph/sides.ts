import { NODE_HEIGHT, type GraphLayout, type Point } from './layoutGraph';

/** What of a layout says where relations touch a node. */
export type NodeSides = Pick<GraphLayout, 'direction' | 'nodeWidth'>;

/** Where relations enter a node and leave it, from its top left corner: in the middle of opposite sides. */
export function sidesOf({ direction, nodeWidth }: NodeSides): {
  target: Point;
  source: Point;
} {
  return direction === 'LR'
    ? {
        target: { x: 0, y: NODE_HEIGHT / 2 },
        source: { x: nodeWidth, y: NODE_HEIGHT / 2 },
      }
    : {
        target: { x: nodeWidth / 2, y: 0 },
        source: { x: nodeWidth / 2, y: NODE_HEIGHT },
      };
}

/** Ends of a relation between nodes with these top left corners. */
export function endsOf(
  { from, to }: { from: Point; to: Point },
  layout: NodeSides,
): { start: Point; end: Point } {
  const { source, target } = sidesOf(layout);
  return {
    start: { x: from.x + source.x, y: from.y + source.y },
    end: { x: to.x + target.x, y: to.y + target.y },
  };
}
