import type {
  CatalogUse,
  Element,
  Relation,
  RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** What of an element a person sets; `undefined` takes the value away. */
export type ElementChange = Partial<
  Pick<
    Element,
    | 'kind'
    | 'type'
    | 'name'
    | 'title'
    | 'description'
    | 'technology'
    | 'tags'
    | 'owner'
    | 'lifecycle'
    | 'definition'
  >
>;

/** What of the system a person sets. */
export interface SystemChange {
  name?: string;
  title?: string;
  description?: string;
  owner?: string;
  domain?: string;
  tags?: string[];
}

/** A relation has no id of its own: its ends and type say which it is. */
export interface RelationKey {
  from: string;
  to: string;
  type: RelationType;
}

/** True when both name the same relation. */
export function isSameRelation(a: RelationKey, b: RelationKey): boolean {
  return a.from === b.from && a.to === b.to && a.type === b.type;
}

/** One step that a person takes in the review; the unit of undo. Refused (it throws) when it does not fit the model. */
export type ModelEdit =
  | { op: 'setElement'; id: string; change: ElementChange }
  /** `id` is chosen by who adds; the evidence says that a person did. */
  | {
      op: 'addElement';
      element: Pick<Element, 'id' | 'kind' | 'type' | 'name'> & ElementChange;
    }
  /** With their relations. */
  | { op: 'removeElements'; ids: string[] }
  /** `into` stays and takes over the relations and the evidence of the others. */
  | { op: 'mergeElements'; into: string; ids: string[] }
  /** A second element beside one, with a name of its own; the relations named go over to it. */
  | {
      op: 'splitElement';
      id: string;
      newId: string;
      name: string;
      relations: RelationKey[];
    }
  /** What to do with the catalog's entity; without `use` the element is one of its own again. */
  | { op: 'useCatalog'; id: string; use?: CatalogUse }
  | { op: 'addRelation'; relation: RelationKey; description?: string }
  | {
      op: 'setRelation';
      relation: RelationKey;
      change: Partial<Pick<Relation, 'type' | 'description'>>;
    }
  | { op: 'reverseRelation'; relation: RelationKey }
  | { op: 'removeRelations'; relations: RelationKey[] }
  /** Accepts uncertain findings: they are no longer marked. */
  | { op: 'confirm'; elements: string[]; relations: RelationKey[] }
  | { op: 'setSystem'; change: SystemChange }
  /** Several that are one step for the person. */
  | { op: 'all'; edits: ModelEdit[] };
