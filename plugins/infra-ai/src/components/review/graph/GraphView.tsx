import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  Background,
  BackgroundVariant,
  Controls,
  MiniMap,
  Panel,
  ReactFlow,
  type NodeMouseHandler,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback, useMemo, useState, type CSSProperties } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { ElementNode } from './ElementNode';
import styles from './Graph.module.css';
import type { GraphPanelProps } from './GraphPanel';
import { NODE_HEIGHT, NODE_WIDTH } from './layoutGraph';
import { Legend } from './Legend';
import { RelationBar } from './RelationBar';
import { RelationEdge } from './RelationEdge';
import { useGraph, type ElementFlowNode } from './useGraph';
import { useGraphEdits } from './useGraphEdits';

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
  const edits = useGraphEdits(model, props);
  const { isEditable } = edits;
  const graph = useGraph(model, direction, { selected, highlighted }, edits);
  const { nodes, edges } = graph;
  const ariaLabelConfig = useMemo(
    () => ({
      'node.a11yDescription.default': t(
        isEditable ? 'graph.editHelp' : 'graph.help',
      ),
      'controls.ariaLabel': t('graph.controls'),
      'controls.zoomIn.ariaLabel': t('graph.zoomIn'),
      'controls.zoomOut.ariaLabel': t('graph.zoomOut'),
      'controls.fitView.ariaLabel': t('graph.fit'),
      'minimap.ariaLabel': t('graph.map'),
    }),
    [t, isEditable],
  );
  const { chooseRelation } = edits;
  const select: NodeMouseHandler<ElementFlowNode> = useCallback(
    (_, node) => {
      chooseRelation(undefined);
      onSelect(node.id);
    },
    [onSelect, chooseRelation],
  );
  if (!graph.isLaidOut) {
    return (
      <div role="status" className={styles.layingOut}>
        {t('graph.layingOut')}
      </div>
    );
  }
  return (
    // The keys act on what has the focus inside, a node or an edge.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.graph}
      style={proportions(nodes)}
      aria-busy={graph.isArranging}
      onKeyDownCapture={edits.onKeyDown}
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
        onPaneClick={() => {
          chooseRelation(undefined);
          onSelect(undefined);
        }}
        onEdgeClick={(_, edge) => chooseRelation(Number(edge.id))}
        onNodeDoubleClick={(_, node) => edits.startRenaming(node.id)}
        onConnect={edits.connect}
        // A node chosen with the keyboard is reported as a change only.
        onNodesChange={changes => {
          const chosen = changes.find(
            change => change.type === 'select' && change.selected,
          );
          if (chosen?.type === 'select') {
            chooseRelation(undefined);
            onSelect(chosen.id);
          }
        }}
        onEdgesChange={changes => {
          const chosen = changes.find(
            change => change.type === 'select' && change.selected,
          );
          if (chosen?.type === 'select') {
            chooseRelation(Number(chosen.id));
          }
        }}
        ariaLabelConfig={ariaLabelConfig}
        nodesDraggable={false}
        nodesConnectable={isEditable}
        zoomOnDoubleClick={!isEditable}
        deleteKeyCode={null}
        onlyRenderVisibleElements={nodes.length > 150}
        minZoom={0.05}
        fitView
        fitViewOptions={fitViewOptions}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} />
        <Controls showInteractive={false} fitViewOptions={fitViewOptions} />
        <RelationBar model={model} edits={edits} />
        {isEditable && (
          <Panel position="top-right">
            <Button
              size="small"
              variant="secondary"
              isPending={graph.isArranging}
              onPress={graph.arrange}
            >
              {t('graph.arrange')}
            </Button>
          </Panel>
        )}
        {nodes.length >= MAP_FROM && <MiniMap pannable zoomable />}
      </ReactFlow>
      <Legend model={model} />
    </div>
  );
}

/** Width and height of what is drawn, so that a narrow frame need not be taller than the graph in it. */
function proportions(nodes: ElementFlowNode[]): CSSProperties {
  const span = (axis: 'x' | 'y', size: number) => {
    const places = nodes.map(({ position }) => position[axis]);
    return Math.max(...places) - Math.min(...places) + size;
  };
  const ratio = `${span('x', NODE_WIDTH)} / ${span('y', NODE_HEIGHT)}`;
  return { '--infra-ai-graph-ratio': ratio } as CSSProperties;
}

/** The element whose node that is, or is in. */
function nodeId(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id
    : undefined;
}
