import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { needsCheck } from '../confidence';
import styles from './Graph.module.css';
import { NODE_HEIGHT } from './layoutGraph';
import type { ElementFlowNode, RelationFlowEdge } from './useGraph';

interface OverviewProps {
  nodes: ElementFlowNode[];
  edges: RelationFlowEdge[];
}

/**
 * A large graph that is too small to be read: boxes in the colors of their kinds and lines without ends, each sort as
 * one path. Hundreds of elements, each painted for itself, would not move smoothly.
 */
export const Overview = memo(function OverviewView(props: OverviewProps) {
  return (
    <ViewportPortal>
      <svg className={styles.overviewLines} width="1" height="1" aria-hidden>
        {[...edgePaths(props.edges), ...nodePaths(props.nodes)].map(
          ([className, path]) => (
            <path key={className} className={className} d={path} />
          ),
        )}
      </svg>
    </ViewportPortal>
  );
});

/** Paths by their class names; those of the selected element lie over the others. */
function edgePaths(edges: RelationFlowEdge[]) {
  const paths = new Map<string, string>();
  const isNear = (edge: RelationFlowEdge) => Number(edge.data?.isNear);
  for (const { data } of [...edges].sort((a, b) => isNear(a) - isNear(b))) {
    if (data) {
      add(
        paths,
        [styles.edge, data.isNear && styles.near, data.isFaded && styles.faded],
        data.path,
      );
    }
  }
  return [...paths];
}

function nodePaths(nodes: ElementFlowNode[]) {
  const paths = new Map<string, string>();
  for (const { position, data, width } of nodes) {
    add(
      paths,
      [
        styles.box,
        styles[data.element.kind],
        needsCheck(data.element) && styles.uncertain,
        data.isFaded && styles.faded,
      ],
      `M${position.x},${position.y}h${width}v${NODE_HEIGHT}h-${width}z`,
    );
  }
  return [...paths];
}

function add(
  paths: Map<string, string>,
  classNames: (string | false)[],
  path: string,
) {
  const key = classNames.filter(Boolean).join(' ');
  paths.set(key, (paths.get(key) ?? '') + path);
}
