import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Box } from './geometry';

export type { Box };

/** What the outline of a node says about it, whatever notation drew it. */
export type NodeShape =
  | 'person'
  | 'database'
  | 'queue'
  | 'storage'
  | 'interface'
  | 'website'
  | 'mobile-app'
  | 'text';

/** Offsets into the source text, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A box, an icon or a participant, as drawn. */
export interface DiagramNode {
  key: string;
  /** As written, with markup and line breaks. */
  label: string;
  /** Said apart from the label, as in C4 notation. */
  technology?: string;
  description?: string;
  /** Name of its icon or library macro: `aws/application_load_balancer`, `azure/Azure_Cosmos_DB`. */
  icon?: string;
  shape?: NodeShape;
  /** Belongs to somebody else. */
  external?: boolean;
  /** The notation says that it is a software component, so no name makes it a person. */
  declared?: boolean;
  tags?: string[];
  /** Names by which other files may mean it. */
  aliases?: string[];
  /** Key of the group that it is drawn in. */
  group?: string;
  span: Span;
  /** Where it is drawn: in the coordinates of the drawing, after `showOn` in fractions of the picture. */
  box?: Box;
}

/** Which ends of a line have a head. */
export type Heads = 'forward' | 'backward' | 'both' | 'none';

/** A line between two nodes or groups, from the end that is written first. */
export interface DiagramEdge {
  /** What the file calls it, where it calls it anything. */
  key?: string;
  from: string;
  to: string;
  label?: string;
  heads: Heads;
  span: Span;
  /** Where it is drawn, as for a node. */
  box?: Box;
  /** Below 1 where the ends were found by geometry. */
  confidence?: number;
}

/** A boundary: context of elements, never an element. */
export interface DiagramGroup {
  key: string;
  label: string;
  parent?: string;
}

/** A part that could not be read, or not for sure. */
export interface DiagramWarning {
  message: string;
  span?: Span;
  /** Where on the drawing, as for a node. */
  box?: Box;
}

/** What a reader of one notation found, before it is known what each node is. */
export interface Diagram {
  format: string;
  system?: InfrastructureModel['system'];
  nodes: DiagramNode[];
  edges: DiagramEdge[];
  groups: DiagramGroup[];
  warnings: DiagramWarning[];
}

/** More than this in one diagram is not drawn by people. */
export const MAX_NODES = 5000;
export const MAX_EDGES = 20_000;

export function emptyDiagram(format: string): Diagram {
  return { format, nodes: [], edges: [], groups: [], warnings: [] };
}

const MAX_WARNINGS = 100;

/** Notes that a line could not be read; after {@link MAX_WARNINGS} they are no help. */
export function warnUnread(
  diagram: Diagram,
  what: string,
  text: string,
  span: Span,
): void {
  if (diagram.warnings.length >= MAX_WARNINGS) return;
  const shown = text.trim().slice(0, 150);
  diagram.warnings.push({
    message: `This line of the ${what} could not be read: ${shown}`,
    span,
  });
}
