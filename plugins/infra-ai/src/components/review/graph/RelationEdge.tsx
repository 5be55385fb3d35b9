import type { RelationType } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  BaseEdge,
  EdgeLabelRenderer,
  type Edge,
  type EdgeProps,
} from '@xyflow/react';
import { memo } from 'react';
import styles from './Graph.module.css';
import type { Point } from './layoutGraph';

export interface RelationEdgeData extends Record<string, unknown> {
  path: string;
  label: Point;
  /** Empty for the commonest type. */
  text: string;
  type: RelationType;
  /** Touches the selected element. */
  isNear: boolean;
  isUncertain: boolean;
  isChosen: boolean;
  isFaded: boolean;
}

/** A relation as the graph draws it: the type is told by the pattern of the line and by its label. */
export const RelationEdge = memo(function RelationEdgeView(
  props: EdgeProps<Edge<RelationEdgeData, 'relation'>>,
) {
  const { id, data, markerEnd } = props;
  if (!data) {
    return null;
  }
  const { path, label, text, type, isNear, isFaded } = data;
  const state = [
    isNear && styles.near,
    isFaded && styles.faded,
    data.isUncertain && styles.uncertainEdge,
    data.isChosen && styles.chosen,
  ];
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={markerEnd}
        className={[styles.edge, styles[type], ...state]
          .filter(Boolean)
          .join(' ')}
      />
      {text && (
        <EdgeLabelRenderer>
          <span
            className={[styles.edgeLabel, ...state].filter(Boolean).join(' ')}
            style={{
              transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)`,
            }}
          >
            {text}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
