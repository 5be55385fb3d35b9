import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  matchElements,
  type InfrastructureModel,
  type MatchElementsOptions,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** What is only alike is for a person to decide; a wrong pair would be two wrong differences. */
const SURE = 0.7;

/**
 * The entity of the catalog that each element is: one to one, the surest first.
 *
 * @returns element id → entity; elements that the catalog does not have are left out
 */
export function assignEntities(
  model: InfrastructureModel,
  entities: Entity[],
  options: MatchElementsOptions,
): Map<string, Entity> {
  const byRef = new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const pairs = Object.entries(matchElements(model, entities, options))
    .flatMap(([id, matches]) => matches.map(match => ({ id, ...match })))
    .filter(({ reason, score }) => reason !== 'similar' && score >= SURE)
    .sort((a, b) => b.score - a.score);
  const assigned = new Map<string, Entity>();
  const taken = new Set<string>();
  for (const { id, entityRef } of pairs) {
    const entity = byRef.get(entityRef);
    if (entity && !assigned.has(id) && !taken.has(entityRef)) {
      assigned.set(id, entity);
      taken.add(entityRef);
    }
  }
  return assigned;
}
