import type { Entities, Entity } from '../entities';
import type { Phrase } from '../phrases';
import { bareNoun } from './bare';
import { createNamed, createProduct } from './create';
import { groupOf } from './group';
import { NOTHING, one, type Meaning } from './meaning';

export type { Meaning };

/** Finds the entity that a phrase means, or makes one where the phrase is enough to name it. */
export function resolve(
  phrase: Phrase,
  entities: Entities,
  options: { create: boolean; sentence: readonly Entity[] },
): Meaning {
  const meaning = find(phrase, entities, options);
  for (const entity of meaning.isGroup ? [] : meaning.entities) {
    entity.ranges.push({ start: phrase.start, end: phrase.end });
    for (const made of phrase.made) addTechnology(entity, made);
    if (phrase.surface) {
      entity.surfaces.set(
        phrase.surface,
        (entity.surfaces.get(phrase.surface) ?? 0) + 1,
      );
    }
    if (phrase.product && !entity.product && !phrase.entity) {
      if (entity.kind === 'resource' || phrase.isProduct) {
        entity.product = phrase.product;
      }
    }
  }
  return meaning;
}

/** Notes that an entity is made with or runs on this. */
export function addTechnology(entity: Entity, name: string): void {
  if (!entity.technologies.includes(name)) entity.technologies.push(name);
}

interface Options {
  /** Whether it may be something new. */
  create: boolean;
  /** What the sentence has named already. */
  sentence: readonly Entity[];
}

function find(phrase: Phrase, entities: Entities, options: Options): Meaning {
  if (phrase.entity) return one(phrase.entity);
  const { noun, product, modifiers } = phrase;
  if (phrase.isProduct && product)
    return findProduct(phrase, entities, options);
  if (!noun || isPartOfOther(phrase)) return NOTHING;
  if (noun.bare === 'system') {
    return {
      entities: [],
      isGroup: false,
      isSystem: !modifiers && !phrase.plural,
    };
  }
  if (modifiers) return findNamed(phrase, entities, options);
  const made = findByTechnology(phrase, entities);
  return made
    ? one(made)
    : bareNoun(phrase, entities, options.create, options.sentence);
}

function findProduct(
  phrase: Phrase,
  entities: Entities,
  { create }: Options,
): Meaning {
  const product = phrase.product!;
  if (product.role === 'platform' || product.role === 'tool') return NOTHING;
  const known = entities.ofProduct(product) ?? entities.named(product.name);
  if (known) return one(known);
  // "the database … the PostgreSQL database": the product is what the bare noun meant
  const { noun } = phrase;
  const generic =
    noun && phrase.determiner !== 'indefinite'
      ? entities.all.filter(
          entity =>
            entity.generic &&
            !entity.product &&
            entity.noun?.family === noun.family,
        )
      : [];
  if (generic.length === 1) return one(generic[0]);
  const gateways =
    product.type === 'api-gateway'
      ? entities.all.filter(
          entity =>
            entity.generic &&
            !entity.product &&
            entity.noun?.family === 'gateway',
        )
      : [];
  if (gateways.length === 1) return one(gateways[0]);
  return create ? one(createProduct(phrase, entities)) : NOTHING;
}

const isWrittenAsName = ({ words }: Phrase): boolean =>
  words.some(({ capital, strong }) => capital || strong);

/** An endpoint, "a module", "a Jenkins pipeline": nothing that runs by itself. */
function isPartOfOther(phrase: Phrase): boolean {
  const { noun, product, determiner, isProduct } = phrase;
  switch (noun!.family) {
    case 'endpoint':
      return true;
    case 'module':
      return (
        determiner === 'indefinite' && !isProduct && !isWrittenAsName(phrase)
      );
    case 'pipeline':
      return product?.role === 'tool';
    default:
      return false;
  }
}

/** "the Django API": told apart by what it is made with. */
function findByTechnology(
  { made: [made], determiner, noun }: Phrase,
  entities: Entities,
): Entity | undefined {
  if (!made || determiner === 'indefinite') return undefined;
  const by = entities.all.filter(
    ({ technologies, kind }) =>
      technologies.includes(made) && kind === noun!.kind,
  );
  return by.length === 1 ? by[0] : undefined;
}

/** "the orders service": a noun with words of its own. */
function findNamed(
  phrase: Phrase,
  entities: Entities,
  { create, sentence }: Options,
): Meaning {
  const noun = phrase.noun!;
  const known = findKnown(phrase, entities, sentence);
  if (known) return one(known);
  const isQuantified =
    phrase.determiner === 'quantified' &&
    !phrase.plural &&
    noun.bare === 'anaphor' &&
    !phrase.strong;
  if (phrase.plural && !isPluralName(phrase)) return NOTHING;
  if (isQuantified) return groupOf(phrase, entities);
  return create ? one(createNamed(phrase, entities)) : NOTHING;
}

function findKnown(
  phrase: Phrase,
  entities: Entities,
  sentence: readonly Entity[],
): Entity | undefined {
  const noun = phrase.noun!;
  const named = entities.named(phrase.name);
  if (named) return named;
  if (
    /^(?:interfaz|interface|web interface|web ui|ui)\b/.test(
      phrase.singular ?? '',
    )
  ) {
    // "the web interface of X" is X, seen from outside
    const owner = entities.withModifiers(phrase.modifiers);
    if (owner) return owner;
  }
  const known = entities.phrase(phrase.modifiers, noun);
  const isOther =
    known && sentence.includes(known) && known.noun?.family !== noun.family;
  if (known && !isOther) return known;
  const signed =
    noun.kind === 'component' && !phrase.plural
      ? entities.signed(phrase.name)
      : undefined;
  return signed && !sentence.includes(signed) ? signed : undefined;
}

/** Whether several may be one element: "Celery workers", "**Order** services", "los paneles de Tableau". */
function isPluralName(phrase: Phrase): boolean {
  const { noun, product, words } = phrase;
  if (noun!.kind === 'resource') return isWrittenAsName(phrase);
  if (noun!.bare !== 'anaphor' || noun!.family === 'device') return true;
  if (noun!.family === 'site' && product?.role === 'product') return true;
  return (
    words.some(({ capital, code }) => capital || code) &&
    noun!.kind === 'component' &&
    words.length < 3 &&
    words[0].strong
  );
}
