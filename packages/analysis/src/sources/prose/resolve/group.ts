import type { Entities, Entity } from '../entities';
import type { Phrase } from '../phrases';
import type { Meaning } from './meaning';

const isFront = (entity: Entity) =>
  ['gateway', 'proxy', 'registry', 'bot'].includes(entity.noun?.family ?? '') ||
  entity.product?.role === 'product';

/** "the services", "all databases": those that are named so. */
export function groupOf(phrase: Phrase, entities: Entities): Meaning {
  const noun = phrase.noun!;
  const members = entities.all.filter(entity => {
    if (entity.kind !== noun.kind) return false;
    if (['service', 'module', 'app'].includes(noun.family)) {
      return ['service', 'worker'].includes(entity.type) && !isFront(entity);
    }
    return (
      entity.noun?.family === noun.family ||
      (entity.type === noun.type && noun.type !== 'service')
    );
  });
  // "each of the services": the ones that were introduced before
  const before = members.filter(({ ranges }) =>
    ranges.some(({ start }) => start < phrase.start),
  );
  const chosen = before.length > 1 ? before : members;
  const defined = chosen.filter(entity => entity.defined);
  return {
    entities: defined.length > 1 ? defined : chosen,
    isGroup: true,
    isSystem: false,
  };
}
