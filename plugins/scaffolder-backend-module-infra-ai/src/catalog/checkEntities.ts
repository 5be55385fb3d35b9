import {
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';

/** How far entities are in the catalog. */
export interface EntityProgress {
  /** References that the catalog does not have (or does not show to the person). */
  missing: string[];
  /** Entities of that name which come from somewhere else. */
  foreign: Array<{ ref: string; location: string }>;
  /** Entities whose relations to the others are not on both sides yet. */
  unrelated: string[];
  /** What the catalog says is wrong with an entity. */
  errors: Array<{ ref: string; message: string }>;
}

/**
 * Compares what the catalog has with what was published.
 *
 * @param found - in the order of `refs`, `undefined` for what is not there
 * @param catalogInfoUrl - where the entities must come from; any place when absent
 */
export function checkEntities(
  refs: string[],
  found: Array<Entity | undefined>,
  catalogInfoUrl?: string,
): EntityProgress {
  const entities = found.filter(entity => entity !== undefined);
  const byRef = new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  return {
    missing: refs.filter((_, index) => !found[index]),
    foreign: catalogInfoUrl ? foreignEntities(entities, catalogInfoUrl) : [],
    unrelated: entities
      .filter(entity => !isRelated(entity, byRef))
      .map(entity => stringifyEntityRef(entity)),
    errors: entities.flatMap(processingErrors),
  };
}

function foreignEntities(
  entities: Entity[],
  catalogInfoUrl: string,
): EntityProgress['foreign'] {
  return entities
    .map(entity => ({
      ref: stringifyEntityRef(entity),
      location:
        entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] ?? 'unknown',
    }))
    .filter(
      // GitHub serves a branch under both words.
      ({ location }) =>
        location.replace('/tree/', '/blob/').toLowerCase() !==
        `url:${catalogInfoUrl.replace('/tree/', '/blob/')}`.toLowerCase(),
    );
}

/** A relation is whole when the entity at its other end has one back. */
function isRelated(entity: Entity, byRef: Map<string, Entity>): boolean {
  const own = stringifyEntityRef(entity);
  return (entity.relations ?? []).every(({ targetRef }) => {
    const target = byRef.get(targetRef);
    return (
      !target ||
      (target.relations ?? []).some(relation => relation.targetRef === own)
    );
  });
}

/** The catalog's own account of what it could not do with an entity. */
export function processingErrors(
  entity: Entity,
): Array<{ ref: string; message: string }> {
  const status = (
    entity as Entity & {
      status?: {
        items?: Array<{
          type: string;
          level: string;
          message: string;
          error?: { message?: string };
        }>;
      };
    }
  ).status;
  return (status?.items ?? [])
    .filter(item => item.level === 'error')
    .map(item => ({
      ref: stringifyEntityRef(entity),
      message: item.error?.message ?? item.message,
    }));
}
