import {
  ANNOTATION_LOCATION,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_ELEMENT_ID,
  ANNOTATION_SOURCE,
  toEntities,
  type DriftChange,
  type Element,
  type Evidence,
  type InfrastructureModel,
  type RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { modelLinks, type Link } from './modelLinks';

/** Below it is a guess, and a guess is no difference. */
const CERTAIN = 0.5;

const TYPES: Record<string, RelationType> = {
  [RELATION_DEPENDS_ON]: 'dependsOn',
  [RELATION_PROVIDES_API]: 'providesApi',
  [RELATION_CONSUMES_API]: 'consumesApi',
  [RELATION_PART_OF]: 'partOf',
};

/** What the repository says, what the catalog has, and how to tell whose word counts. */
export interface DriftInput {
  /** Of the repository as it is now. */
  model: InfrastructureModel;
  systemName: string;
  owner: string;
  /** Element id → the entity it is. */
  assigned: ReadonlyMap<string, Entity>;
  /** Entities that the catalog has from this repository; those of others are none of its business. */
  fromRepository: Entity[];
  /** Whether the model was read from what the catalog reads; else from what defines the infrastructure. */
  isCatalogFile: boolean;
  /** What was published last, where it is known: what a person changed since then is meant. */
  published?: InfrastructureModel;
}

/**
 * The differences between the catalog and a repository, in elements and relations. Pure. Only what the repository states
 * counts as added; only what was once found in such files, and no longer is, counts as removed: a person may describe what no
 * file says.
 */
export function findDrift(input: DriftInput): DriftChange[] {
  const { model, assigned } = input;
  const { refs } = toEntities(model, {
    owner: input.owner,
    systemName: input.systemName,
  });
  const refOf = (id: string) => {
    const entity = assigned.get(id);
    return entity ? stringifyEntityRef(entity) : refs[id];
  };
  return [
    ...model.elements.flatMap(element => {
      const entity = assigned.get(element.id);
      return entity
        ? typeChange(element, entity, input)
        : addition(element, refs[element.id]);
    }),
    ...removals(input, new Set(model.elements.map(({ id }) => refOf(id)))),
    ...relationChanges(input, refOf),
  ];
}

function addition(element: Element, entityRef: string): DriftChange[] {
  const { name, title = name, confidence } = element;
  const evidence = inFiles(element.evidence);
  return evidence.length > 0 && confidence >= CERTAIN
    ? [{ kind: 'added', entityRef, title, evidence }]
    : [];
}

function typeChange(
  element: Element,
  entity: Entity,
  input: DriftInput,
): DriftChange[] {
  const before = entity.spec?.type;
  const base = input.published?.elements.find(
    ({ id }) => id === entity.metadata.annotations?.[ANNOTATION_ELEMENT_ID],
  );
  if (
    typeof before !== 'string' ||
    same(before, element.type) ||
    !isSpokenFor(entity, input) ||
    (base && !same(base.type, before))
  ) {
    return [];
  }
  return [
    {
      kind: 'changed',
      ...about(entity),
      fields: [{ path: 'spec.type', before, after: element.type }],
      evidence: inFiles(element.evidence),
    },
  ];
}

function removals(
  input: DriftInput,
  found: ReadonlySet<string>,
): DriftChange[] {
  return input.fromRepository
    .filter(({ kind }) => kind.toLocaleLowerCase('en-US') !== 'system')
    .filter(entity => isSpokenFor(entity, input))
    .filter(entity => !found.has(stringifyEntityRef(entity)))
    .map(entity => {
      const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
      return {
        kind: 'removed',
        ...about(entity),
        evidence: [],
        ...(location ? { sourceLocation: location.replace(/^url:/, '') } : {}),
      };
    });
}

function relationChanges(
  input: DriftInput,
  refOf: (id: string) => string,
): DriftChange[] {
  const { model, assigned, published } = input;
  const links = modelLinks(model).filter(
    ({ from, to }) => refOf(from) !== refOf(to),
  );
  const stated = new Set(
    links.map(({ from, to }) => key(refOf(from), refOf(to))),
  );
  const before = published && toKeys(published, input);
  const changes = new Map<string, DriftChange>();

  for (const { from, to, type, evidence } of links) {
    const source = assigned.get(from);
    const target = assigned.get(to);
    const places = inFiles(evidence);
    // What is new itself brings its relations with it.
    if (!source || !target || places.length === 0) {
      continue;
    }
    const targetRef = stringifyEntityRef(target);
    const pair = key(stringifyEntityRef(source), targetRef);
    // Who took out what was published meant it.
    if (!isThere(source, targetRef) && !before?.has(pair)) {
      changes.set(pair, {
        kind: 'added',
        ...about(source),
        relation: { type, targetRef },
        evidence: places,
      });
    }
  }

  const known = new Map(
    [...assigned.values()].map(entity => [stringifyEntityRef(entity), entity]),
  );
  for (const entity of known.values()) {
    for (const { type, targetRef } of entity.relations ?? []) {
      const target = known.get(targetRef);
      const pair = key(stringifyEntityRef(entity), targetRef);
      if (
        type in TYPES &&
        target &&
        isSpokenFor(entity, input) &&
        isSpokenFor(target, input) &&
        !stated.has(pair) &&
        (!before || before.has(pair))
      ) {
        changes.set(pair, {
          kind: 'removed',
          ...about(entity),
          relation: { type: TYPES[type], targetRef },
          evidence: [],
        });
      }
    }
  }
  return [...changes.values()];
}

/** Relations of what was published, between the entities that it became. */
function toKeys(
  published: InfrastructureModel,
  { assigned }: DriftInput,
): Set<string> {
  const byElement = new Map(
    [...assigned.values()].map(entity => [
      entity.metadata.annotations?.[ANNOTATION_ELEMENT_ID],
      stringifyEntityRef(entity),
    ]),
  );
  return new Set(
    modelLinks(published).flatMap(({ from, to }: Link) => {
      const source = byElement.get(from);
      const target = byElement.get(to);
      return source && target ? [key(source, target)] : [];
    }),
  );
}

/** Whether the material that was read is where this entity was found. */
function isSpokenFor(
  entity: Entity,
  { isCatalogFile, fromRepository }: DriftInput,
): boolean {
  return (
    fromRepository.includes(entity) &&
    (isCatalogFile ||
      entity.metadata.annotations?.[ANNOTATION_SOURCE]?.startsWith('files') ===
        true)
  );
}

function isThere(source: Entity, targetRef: string): boolean {
  return (source.relations ?? []).some(
    relation => relation.type in TYPES && relation.targetRef === targetRef,
  );
}

function about(entity: Entity): Pick<DriftChange, 'entityRef' | 'title'> {
  const { title } = entity.metadata;
  return {
    entityRef: stringifyEntityRef(entity),
    ...(title ? { title } : {}),
  };
}

function inFiles(evidence: Evidence[]): Evidence[] {
  return evidence.filter(({ kind }) => kind === 'file');
}

function same(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}

function key(from: string, to: string): string {
  return `${from} ${to}`;
}
