import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  InfrastructureModel,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  MarkerType,
  Position,
  type Edge,
  type Node,
  type NodeHandle,
} from '@xyflow/react';
import { useMemo } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { confidenceLevel, needsCheck } from '../confidence';
import type { ElementFocus } from '../ElementFocus';
import { edgePath } from './edgePath';
import type { ElementNodeData } from './ElementNode';
import {
  NODE_HEIGHT,
  type GraphLayout,
  type LayoutInput,
  type Point,
} from './layoutGraph';
import { sidesOf } from './sides';
import type { RelationEdgeData } from './RelationEdge';
import type { GraphEdits } from './useGraphEdits';
import { useLayout } from './useLayout';

/** Average width of a label's letter and its padding, in pixels. */
const LETTER = 6.2;
const LABEL_PADDING = 18;

/**
 * Where relations end at a node. Sizes and ends are known, so the graph has nothing to measure: it is complete at the first paint, and its observers do
 * not write while the browser lays out, which browsers report as an error.
 */
function handlesOf(layout: GraphLayout): NodeHandle[] {
  const { target, source } = sidesOf(layout);
  const level = layout.direction === 'LR';
  return [
    handle('target', level ? Position.Left : Position.Top, target),
    handle('source', level ? Position.Right : Position.Bottom, source),
  ];
}

export type ElementFlowNode = Node<ElementNodeData, 'element'>;
export type RelationFlowEdge = Edge<RelationEdgeData, 'relation'>;

/** Nodes and edges of a model, arranged. */
export function useGraph(
  model: InfrastructureModel,
  direction: LayoutInput['direction'],
  { selected, highlighted }: Pick<ElementFocus, 'selected' | 'highlighted'>,
  { isEditable, relationIndex, renaming, rename }: GraphEdits,
  isOverview: boolean,
) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const input = useMemo(
    () =>
      // Only what the layout needs: the worker is sent a copy.
      ({
        elements: model.elements.map(({ id }) => ({ id })),
        relations: model.relations.map(({ from, to }) => ({ from, to })),
        labelWidths: model.relations.map(relation => {
          const { length } = labelOf(relation, t(`relation.${relation.type}`));
          return length > 0 ? length * LETTER + LABEL_PADDING : 0;
        }),
        direction,
      }),
    [model, direction, t],
  );
  const { layout, arrangedFor, arrange, isArranging } = useLayout(input);

  const graph = useMemo(() => {
    if (!layout) {
      return { nodes: [], edges: [] };
    }
    const near = neighbors(model, selected);
    const size = { width: layout.nodeWidth, height: NODE_HEIGHT };
    const handles = handlesOf(layout);
    const nodes = model.elements.map((element): ElementFlowNode => {
      const { id, kind, name, title, type, technology } = element;
      const level = confidenceLevel(element);
      const label = {
        kind: t(`kind.${kind}`),
        name: title ?? name,
        type:
          technology && technology !== name ? `${type}, ${technology}` : type,
      };
      return {
        id,
        type: 'element',
        position: layout.nodes[id],
        ...size,
        measured: size,
        handles,
        selected: id === selected,
        ariaLabel: needsCheck(element)
          ? t('graph.nodeUncertain', {
              ...label,
              confidence: t(`confidence.${level}`),
            })
          : t('graph.node', label),
        data: {
          element,
          direction: layout.direction,
          isFaded: near !== undefined && !near.has(id),
          isHighlighted: false,
          isOverview,
          isEditable,
          isRenaming: isEditable && id === renaming,
          onRename: rename,
        },
      };
    });
    const names = new Map(
      model.elements.map(({ id, name, title }) => [id, title ?? name]),
    );
    const edges = model.relations.map((relation, index): RelationFlowEdge => {
      const { from, to, type } = relation;
      const { points, label } = layout.edges[index];
      const isChosen = index === relationIndex;
      const isNear = from === selected || to === selected || isChosen;
      return {
        id: String(index),
        source: from,
        target: to,
        type: 'relation',
        focusable: isEditable,
        selectable: isEditable,
        selected: isChosen,
        ariaLabel: t('graph.edge', {
          from: names.get(from) ?? from,
          to: names.get(to) ?? to,
          type: t(`relation.${type}`),
        }),
        zIndex: isNear ? 1 : 0,
        markerEnd: {
          type: MarkerType.ArrowClosed,
          width: 16,
          height: 16,
          color: isNear
            ? 'var(--bui-fg-announcement)'
            : 'var(--infra-ai-edge, var(--bui-fg-secondary))',
        },
        data: {
          path: edgePath(
            points,
            { from: layout.nodes[from], to: layout.nodes[to] },
            layout,
          ),
          label,
          text: labelOf(relation, t(`relation.${relation.type}`)),
          type,
          isNear,
          isUncertain: needsCheck(relation),
          isChosen,
          isFaded: selected !== undefined && !isNear,
        },
      };
    });
    return { nodes, edges };
  }, [
    model,
    layout,
    selected,
    relationIndex,
    isOverview,
    isEditable,
    renaming,
    rename,
    t,
  ]);

  // Pointing at something changes one node; the others stay the objects they are, so they are not drawn again.
  return useMemo(
    () => ({
      isLaidOut: layout !== undefined,
      arrangedFor,
      isArranging,
      arrange,
      edges: graph.edges,
      nodes: graph.nodes.map(node =>
        node.id === highlighted
          ? { ...node, data: { ...node.data, isHighlighted: true } }
          : node,
      ),
    }),
    [graph, highlighted, layout, arrangedFor, isArranging, arrange],
  );
}

/** A plain arrow says "depends on", as the legend tells; the same words on most lines would hide the others. */
function labelOf(relation: Relation, name: string): string {
  const shown = relation.type === 'dependsOn' ? '' : name;
  return needsCheck(relation) ? `${shown} ?`.trim() : shown;
}

function handle(
  type: NodeHandle['type'],
  position: Position,
  place: Point,
): NodeHandle {
  return { type, position, ...place, width: 1, height: 1 };
}

/** The selected element and all that it is related to; undefined when nothing is selected. */
function neighbors(model: InfrastructureModel, selected: string | undefined) {
  if (selected === undefined) {
    return undefined;
  }
  return new Set([
    selected,
    ...model.relations.flatMap(({ from, to }) =>
      from === selected || to === selected ? [from, to] : [],
    ),
  ]);
}
