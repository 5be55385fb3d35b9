import type { Span } from '../diagram';

export type ElementKeyword =
  | 'person'
  | 'softwareSystem'
  | 'container'
  | 'component'
  | 'infrastructureNode'
  | 'element';

/** What an archetype gives to the elements made from it. */
export interface Archetype {
  base: string;
  technology?: string;
  description?: string;
  tags: string[];
}

export interface WorkspaceElement extends Archetype {
  key: string;
  keyword: ElementKeyword;
  name: string;
  /** The element that it is a part of. */
  parent?: WorkspaceElement;
  group?: string;
  span: Span;
}

export interface WorkspaceRelation {
  from: string;
  to: string;
  description?: string;
  technology?: string;
  span: Span;
}

export interface Workspace {
  name?: string;
  description?: string;
  elements: WorkspaceElement[];
  relations: WorkspaceRelation[];
  /** Shape that the styles give to a tag, lower case. */
  shapes: Map<string, string>;
  groups: Array<{ key: string; label: string; parent?: string }>;
  warnings: Array<{ message: string; span: Span }>;
}

/** Arguments behind the name, by keyword. */
export const ARGUMENTS: Record<string, string[]> = {
  person: ['description', 'tags'],
  softwareSystem: ['description', 'tags'],
  container: ['description', 'technology', 'tags'],
  component: ['description', 'technology', 'tags'],
  infrastructureNode: ['description', 'technology', 'tags'],
  deploymentNode: ['description', 'technology', 'tags'],
  element: ['metadata', 'description', 'tags'],
};

const CANONICAL = new Map(
  [
    ...Object.keys(ARGUMENTS),
    'group',
    'enterprise',
    'softwareSystemInstance',
    'containerInstance',
    'deploymentEnvironment',
    'deploymentGroup',
    'instanceOf',
  ].map(keyword => [keyword.toLowerCase(), keyword]),
);

/** Keywords are written in any case. */
export const canonical = (word: string): string | undefined =>
  CANONICAL.get(word.toLowerCase());
