import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useBreakpoint } from '@backstage/ui';
import { RiMindMap } from '@remixicon/react';
import {
  Background,
  BackgroundVariant,
  ControlButton,
  Controls,
  MiniMap,
  ReactFlow,
  type NodeMouseHandler,
  type ReactFlowInstance,
  type Viewport,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
} from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { ElementNode } from './ElementNode';
import { FitOnResize } from './FitOnResize';
import styles from './Graph.module.css';
import type { GraphPanelProps } from './GraphPanel';
import { NODE_HEIGHT, NODE_WIDTH } from './layoutGraph';
import { Legend } from './Legend';
import { Overview } from './Overview';
import { RelationBar } from './RelationBar';
import { RelationEdge } from './RelationEdge';
import {
  useGraph,
  type ElementFlowNode,
  type RelationFlowEdge,
} from './useGraph';
import { useGraphEdits } from './useGraphEdits';
import { ZoomStep, type Zoom } from './ZoomStep';

/** From so many elements on an overview map helps. */
const MAP_FROM = 20;
/** From so many elements on the browser cannot draw them all in full while they move. */
const LARGE = 150;
/** Some thousand pixels wide and high, a graph still fits. */
const MIN_ZOOM = 0.01;

const nodeTypes = { element: ElementNode };
const edgeTypes = { relation: RelationEdge };
const noEdges: RelationFlowEdge[] = [];
/** The controls have the space below. */
const fitViewOptions = {
  padding: { x: '20px', top: '24px', bottom: '60px' },
  maxZoom: 1.1,
} as const;

/** The graph itself, with zoom, legend and overview map. */
export function GraphView(props: GraphPanelProps) {
  const { model, selected, highlighted, onSelect, onHighlight } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const direction = useBreakpoint().up('sm') ? 'LR' : 'narrow';
  const [zoom, setZoom] = useState<Zoom>({ isReadable: false, pixel: 16 });
  const [isMoving, setMoving] = useState(false);
  const origin = useRef<Viewport>();
  const isLarge = model.elements.length > LARGE;
  const isOverview = isLarge && !zoom.isReadable;
  const edits = useGraphEdits(model, props);
  const { isEditable } = edits;
  const graph = useGraph(
    model,
    direction,
    { selected, highlighted },
    edits,
    isOverview,
  );
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
  const { chooseRelation, renaming } = edits;
  const flow = useRef<ReactFlowInstance<ElementFlowNode, RelationFlowEdge>>();
  const renamed = nodes.find(({ id }) => id === renaming);
  // A name is written at a size at which it can be read.
  useEffect(() => {
    if (renamed && isOverview) {
      const { position, width = NODE_WIDTH } = renamed;
      flow.current?.setCenter(
        position.x + width / 2,
        position.y + NODE_HEIGHT / 2,
        { zoom: 1 },
      );
    }
  }, [renamed, isOverview]);
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
      className={[
        styles.graph,
        isOverview && styles.overview,
        isOverview && isMoving && styles.moving,
      ]
        .filter(Boolean)
        .join(' ')}
      style={{ ...proportions(nodes), ...pixelSize(zoom) }}
      aria-busy={graph.isArranging}
      onKeyDownCapture={edits.onKeyDown}
      // The nodes take the focus, and the graph library tells nobody.
      onFocus={event => onHighlight(nodeId(event.target))}
      onBlur={() => onHighlight(undefined)}
    >
      <ReactFlow
        // Arranged for another width, it is fitted into its frame anew.
        key={graph.arrangedFor}
        nodes={nodes}
        edges={isOverview ? noEdges : edges}
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
        onInit={instance => {
          flow.current = instance;
        }}
        onMoveStart={(_, viewport) => {
          origin.current = viewport;
        }}
        // Not from the start: that is a press of the button too, and the click would miss its element.
        onMove={(_, viewport) =>
          setMoving(isMoving || isElsewhere(origin.current, viewport))
        }
        onMoveEnd={() => setMoving(false)}
        ariaLabelConfig={ariaLabelConfig}
        nodesDraggable={false}
        nodesConnectable={isEditable}
        zoomOnDoubleClick={!isEditable}
        deleteKeyCode={null}
        // In the overview most are in sight, and which ones would be worked out anew at each step.
        onlyRenderVisibleElements={isLarge && !isOverview}
        minZoom={MIN_ZOOM}
        fitView
        fitViewOptions={fitViewOptions}
      >
        <ZoomStep onChange={setZoom} />
        {isOverview ? (
          <Overview nodes={nodes} edges={edges} />
        ) : (
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} />
        )}
        <Controls
          orientation="horizontal"
          showInteractive={false}
          fitViewOptions={fitViewOptions}
        >
          {isEditable && (
            <ControlButton
              title={t('graph.arrange')}
              aria-label={t('graph.arrange')}
              disabled={graph.isArranging}
              onClick={graph.arrange}
            >
              <RiMindMap aria-hidden />
            </ControlButton>
          )}
        </Controls>
        <FitOnResize options={fitViewOptions} />
        <RelationBar model={model} edits={edits} />
        {nodes.length >= MAP_FROM && !isOverview && (
          <MiniMap pannable zoomable />
        )}
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
  const width = span('x', nodes[0]?.width ?? NODE_WIDTH);
  const ratio = `${width} / ${span('y', NODE_HEIGHT)}`;
  return { '--infra-ai-graph-ratio': ratio } as CSSProperties;
}

/** Farther than a hand trembles in a click. */
function isElsewhere(from: Viewport | undefined, to: Viewport): boolean {
  return (
    from !== undefined &&
    (from.zoom !== to.zoom || Math.hypot(to.x - from.x, to.y - from.y) > 2)
  );
}

/** What a pixel of the screen is in the graph, so that outlines and lines can be seen however small the graph is. */
function pixelSize({ pixel }: Zoom): CSSProperties {
  return { '--infra-ai-graph-pixel': `${pixel}px` } as CSSProperties;
}

/** The element whose node that is, or is in. */
function nodeId(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id
    : undefined;
}
