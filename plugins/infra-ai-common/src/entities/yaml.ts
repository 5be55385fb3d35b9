import type { Entity } from '@backstage/catalog-model';
import { stringify } from 'yaml';

/**
 * Writes entities as one multi-document `catalog-info.yaml`. Key order is that of the entities and long lines are not
 * folded, so that the same entities give the same bytes and a diff shows only what changed.
 *
 * @public
 */
export function entitiesToYaml(entities: Entity[]): string {
  return entities
    .map(entity =>
      stringify(entity, { lineWidth: 0, aliasDuplicateObjects: false }),
    )
    .join('---\n');
}
