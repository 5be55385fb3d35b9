import { namespaceOf, specOf, type FoundEntity } from './entity';
import { canonicalRef, REF_FIELDS } from './refs';

/** Entities that still refer to ones that go: a person wrote these references, so a person has to take them out. */
export function danglingRefs(
  entities: FoundEntity[],
  removed: ReadonlySet<string>,
): string[] {
  return entities.flatMap(({ ref, entity }) => {
    const spec = specOf(entity);
    return Object.entries(REF_FIELDS).flatMap(([field, kind]) =>
      [spec[field]]
        .flat()
        .filter(value => typeof value === 'string')
        .map(value => canonicalRef(value, kind, namespaceOf(entity)))
        .filter(target => removed.has(target))
        .map(
          target =>
            `${ref}: spec.${field} still refers to ${target}, which is removed`,
        ),
    );
  });
}
