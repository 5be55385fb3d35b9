import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Background,
  BackgroundVariant,
  Controls,
  MiniMap,
  ReactFlow,
  type NodeMouseHandler,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback, useMemo, useState } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { ElementNode } from './ElementNode';
import styles from './Graph.module.css';
import type { GraphPanelProps } from './GraphPanel';
import { Legend } from './Legend';
import { RelationEdge } from './RelationEdge';
import { useGraph, type ElementFlowNode } from './useGraph';

/** From so many elements on an overview map helps. */
const MAP_FROM = 20;
/** Narrower than this (pixels) the graph runs from top to bottom. */
const NARROW = 640;

const nodeTypes = { element: ElementNode };
const edgeTypes = { relation: RelationEdge };
const fitViewOptions = { padding: 0.08, maxZoom: 1.1 };

/** The graph itself, with zoom, legend and overview map. */
export function GraphView(props: GraphPanelProps) {
  const { model, selected, highlighted, onSelect, onHighlight } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [direction] = useState<'LR' | 'TB'>(() =>
    window.innerWidth < NARROW ? 'TB' : 'LR',
  );
  const { nodes, edges } = useGraph(model, direction, {
    selected,
    highlighted,
  });
  const ariaLabelConfig = useMemo(
    () => ({
      'node.a11yDescription.default': t('graph.help'),
      'controls.ariaLabel': t('graph.controls'),
      'controls.zoomIn.ariaLabel': t('graph.zoomIn'),
      'controls.zoomOut.ariaLabel': t('graph.zoomOut'),
      'controls.fitView.ariaLabel': t('graph.fit'),
      'minimap.ariaLabel': t('graph.map'),
    }),
    [t],
  );
  const select: NodeMouseHandler<ElementFlowNode> = useCallback(
    (_, node) => onSelect(node.id),
    [onSelect],
  );
  return (
    <div
      className={styles.graph}
      // The nodes take the focus, and the graph library tells nobody.
      onFocus={event => onHighlight(nodeId(event.target))}
      onBlur={() => onHighlight(undefined)}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodeClick={select}
        onNodeMouseEnter={(_, node) => onHighlight(node.id)}
        onNodeMouseLeave={() => onHighlight(undefined)}
        onPaneClick={() => onSelect(undefined)}
        // A node chosen with the keyboard is reported as a change only.
        onNodesChange={changes => {
          const chosen = changes.find(
            change => change.type === 'select' && change.selected,
          );
          if (chosen?.type === 'select') {
            onSelect(chosen.id);
          }
        }}
        ariaLabelConfig={ariaLabelConfig}
        nodesDraggable={false}
        nodesConnectable={false}
        deleteKeyCode={null}
        onlyRenderVisibleElements={nodes.length > 150}
        minZoom={0.05}
        fitView
        fitViewOptions={fitViewOptions}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} />
        <Controls showInteractive={false} fitViewOptions={fitViewOptions} />
        {nodes.length >= MAP_FROM && <MiniMap pannable zoomable />}
      </ReactFlow>
      <Legend model={model} />
    </div>
  );
}

/** The element whose node that is, or is in. */
function nodeId(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id
    : undefined;
}
