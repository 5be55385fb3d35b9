import type {
  EntityMapping,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { isSameRelation, type ModelEdit, type RelationKey } from '../edits';
import type { YamlProblem } from './problems';
import { RELATION_FIELDS } from './checkDocument';
import { writtenElements } from './pairDocuments';
import type { EntityDocument } from './readDocuments';

/** A relation as a document says it: this value in this field of this element's entity. */
export interface WantedRelation {
  element: string;
  field: EntityMapping['relations'][number]['field'];
  /** Element at the other end. */
  target: string;
}

interface Known {
  /** Element of each document. */
  ids: ReadonlyMap<EntityDocument, string>;
  /** Before the edit, for references to an entity that has another name now. */
  before: EntityMapping;
  kindOf: (element: string) => string | undefined;
}

/** The relations that documents state, in the fields that they end up in. */
export function wantedRelations(
  documents: readonly EntityDocument[],
  { ids, before, kindOf }: Known,
): { wanted: WantedRelation[]; problems: YamlProblem[] } {
  const wanted: WantedRelation[] = [];
  const problems: YamlProblem[] = [];
  const written = new Set(ids.values());
  const byRef = new Map<string, string>();
  const removed = new Set<string>();
  const writtenBefore = new Set(writtenElements(before).map(({ id }) => id));
  for (const [id, ref] of Object.entries(before.refs)) {
    const isWritten = writtenBefore.has(id);
    if (isWritten && !written.has(id)) {
      removed.add(ref);
    } else if (!byRef.has(ref) || isWritten) {
      byRef.set(ref, id);
    }
  }
  documents.forEach(document => byRef.set(document.ref, ids.get(document)!));

  /** Where the entity mapping says it: an API is consumed, and who depends says so where that is possible. */
  const placed = ({
    element,
    field,
    target,
  }: WantedRelation): WantedRelation => {
    if (field === 'dependencyOf' && written.has(target)) {
      return placed({ element: target, field: 'dependsOn', target: element });
    }
    return field === 'dependsOn' &&
      kindOf(element) === 'component' &&
      kindOf(target) === 'api'
      ? { element, field: 'consumesApis', target }
      : { element, field, target };
  };
  const read = (
    document: EntityDocument,
    field: WantedRelation['field'],
    path: Array<string | number>,
    value: string,
    defaultKind?: string,
  ) => {
    const element = ids.get(document)!;
    const ref = document.refAt(value, defaultKind);
    const target = ref === undefined ? undefined : byRef.get(ref);
    if (target === undefined) {
      problems.push(
        ref !== undefined && removed.has(ref)
          ? document.problem('removedRef', path, value, 'warning')
          : document.problem('unknownRef', path, value),
      );
    } else if (isLegal(field, kindOf(target))) {
      wanted.push(placed({ element, field, target }));
    } else {
      problems.push(document.problem('wrongKind', path, value));
    }
  };
  for (const document of documents) {
    const { spec, kind } = document;
    if (kind === 'component' || kind === 'resource') {
      for (const [field, defaultKind] of Object.entries(RELATION_FIELDS)) {
        if (kind === 'component' || !field.endsWith('Apis')) {
          ((spec[field] ?? []) as string[]).forEach((value, index) =>
            read(
              document,
              field as keyof typeof RELATION_FIELDS,
              ['spec', field, index],
              value,
              defaultKind,
            ),
          );
        }
      }
    }
    const whole = spec.subcomponentOf;
    if (kind === 'component' && typeof whole === 'string') {
      const path = ['spec', 'subcomponentOf'];
      read(document, 'subcomponentOf', path, whole, 'component');
    }
  }
  return { wanted, problems };
}

/** The steps from what a model says to what is wanted. Relations that the file does not tell are left alone. */
export function relationEdits(
  model: InfrastructureModel,
  mapping: EntityMapping,
  wanted: readonly WantedRelation[],
): ModelEdit[] {
  const keyOf = (element: string, field: string, ref: string) =>
    `${element} ${field} ${ref}`;
  const wantedKeys = new Set(
    wanted.map(({ element, field, target }) =>
      keyOf(element, field, mapping.refs[target]),
    ),
  );
  const present = new Set(
    mapping.relations.map(({ element, field, ref }) =>
      keyOf(element, field, ref),
    ),
  );
  const extra = mapping.relations
    .filter(
      ({ element, field, ref }) => !wantedKeys.has(keyOf(element, field, ref)),
    )
    .map(({ relation }) => relation);
  const removed = extra.filter(
    (one, index) =>
      extra.findIndex(other => isSameRelation(one, other)) === index,
  );
  const left = model.relations.filter(
    relation => !removed.some(one => isSameRelation(one, relation)),
  );
  const added: RelationKey[] = [];
  for (const { element, field, target } of wanted) {
    const relation = relationOf({ element, field, target });
    if (
      !present.has(keyOf(element, field, mapping.refs[target])) &&
      relation.from !== relation.to &&
      ![...left, ...added].some(one => isSameRelation(one, relation))
    ) {
      added.push(relation);
    }
  }
  return [
    ...(removed.length
      ? [{ op: 'removeRelations', relations: removed } as const]
      : []),
    ...added.map(relation => ({ op: 'addRelation', relation } as const)),
  ];
}

function relationOf({ element, field, target }: WantedRelation): RelationKey {
  switch (field) {
    case 'providesApis':
      return { from: element, to: target, type: 'providesApi' };
    case 'consumesApis':
      return { from: element, to: target, type: 'consumesApi' };
    case 'subcomponentOf':
      return { from: element, to: target, type: 'partOf' };
    case 'dependencyOf':
      return { from: target, to: element, type: 'dependsOn' };
    default:
      return { from: element, to: target, type: 'dependsOn' };
  }
}

function isLegal(field: WantedRelation['field'], kind: string | undefined) {
  switch (field) {
    case 'providesApis':
    case 'consumesApis':
      return kind === 'api';
    case 'subcomponentOf':
      return kind === 'component';
    case 'dependencyOf':
      return kind !== 'api';
    default:
      return true;
  }
}
