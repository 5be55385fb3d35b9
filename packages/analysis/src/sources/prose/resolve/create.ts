import type { Entities, Entity } from '../entities';
import type { Phrase } from '../phrases';

/** Makes an entity out of a product. */
export function createProduct(phrase: Phrase, entities: Entities): Entity {
  const product = phrase.product!;
  return entities.create({
    name: product.name,
    kind: product.kind,
    type: product.type,
    noun: phrase.noun,
    modifiers: '',
    product,
    generic: false,
    confidence: 0.9,
  });
}

/** Makes an entity out of a noun phrase. */
export function createNamed(phrase: Phrase, entities: Entities): Entity {
  const noun = phrase.noun!;
  return entities.create({
    name: phrase.name.slice(0, 120),
    kind: noun.kind === 'api' ? 'component' : noun.kind,
    type: noun.type,
    noun,
    modifiers: phrase.modifiers,
    product: noun.kind === 'resource' ? phrase.product : undefined,
    generic: !phrase.modifiers,
    confidence: 0.9,
  });
}
