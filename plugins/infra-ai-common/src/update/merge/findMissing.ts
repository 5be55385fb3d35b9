import type { Entity } from '@backstage/catalog-model';
import type { EntityChange } from '../types';
import { isEqual } from '../source/plain';
import { text, type FoundEntity } from './entity';
import type { Match } from './matchEntities';

/** Entities that this plugin published and the analysis no longer has. */
export interface Missing {
  removed: FoundEntity[];
  changes: EntityChange[];
  notes: string[];
}

/**
 * Finds them. An entity is this plugin's when it still has the reference that it was published under; it is only taken out
 * when it also still says what was published: a person's words in it are worth more than a tidy file.
 */
export function findMissing(options: {
  theirs: FoundEntity[];
  /** Those that the analysis has. */
  kept: ReadonlySet<FoundEntity>;
  baseOf: ReadonlyMap<FoundEntity, Entity>;
  baseMatches: Match[];
  /** Canonical references that the analysis points at: what a person chose as an entity that is there already stays. */
  referenced: ReadonlySet<string>;
  removeMissing: boolean;
}): Missing {
  const { theirs, kept, baseOf, baseMatches, referenced, removeMissing } =
    options;
  const published = baseMatches
    .filter(({ reason }) => reason === 'ref')
    .map(match => match.theirs);
  const gone = theirs.filter(
    one =>
      published.includes(one) && !kept.has(one) && !referenced.has(one.ref),
  );
  const removed = gone.filter(
    one => removeMissing && isUntouched(one.entity, baseOf.get(one)!),
  );
  const changes = gone.map((one): EntityChange => {
    const title = text(one.entity.metadata.title);
    return {
      entityRef: one.ref,
      ...(title ? { title } : {}),
      kind: removed.includes(one) ? 'removed' : 'missing',
      fields: [],
    };
  });
  const notes = gone
    .filter(one => removeMissing && !removed.includes(one))
    .map(
      ({ ref }) =>
        `${ref} is no longer found, but was edited since it was published; left`,
    );
  return { removed, changes, notes };
}

function isUntouched(theirs: Entity, base: Entity): boolean {
  return isEqual(comparable(theirs), comparable(base));
}

/** Without this plugin's own annotations, which later runs rewrite. Lists in any order. */
function comparable(entity: Entity): unknown {
  const annotations = Object.fromEntries(
    Object.entries(entity.metadata.annotations ?? {}).filter(
      ([key]) => !key.startsWith('infra-ai/'),
    ),
  );
  const { tags, ...metadata } = entity.metadata;
  return {
    ...entity,
    metadata: { ...metadata, annotations, tags: sorted(tags ?? []) },
    spec: Object.fromEntries(
      Object.entries(entity.spec ?? {}).map(([key, value]) => [
        key,
        sorted(value),
      ]),
    ),
  };
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort() : value;
}
