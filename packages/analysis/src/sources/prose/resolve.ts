import { keyOf } from '../../vocabulary';
import { isMessaging, type Entities, type Entity } from './entities';
import type { Phrase } from './phrases';

/** What a phrase means here. */
export interface Meaning {
  entities: Entity[];
  /** "the services", "all workers": every one of a kind, named elsewhere. */
  isGroup: boolean;
  /** "the system": the whole. */
  isSystem: boolean;
}

const NOTHING: Meaning = { entities: [], isGroup: false, isSystem: false };

const one = (entity: Entity): Meaning => ({
  entities: [entity],
  isGroup: false,
  isSystem: false,
});

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

const isFront = (entity: Entity) =>
  ['gateway', 'proxy', 'registry', 'bot'].includes(entity.noun?.family ?? '') ||
  entity.product?.role === 'product';

export function addTechnology(entity: Entity, name: string): void {
  if (!entity.technologies.includes(name)) entity.technologies.push(name);
}

function find(
  phrase: Phrase,
  entities: Entities,
  { create, sentence }: { create: boolean; sentence: readonly Entity[] },
): Meaning {
  if (phrase.entity) return one(phrase.entity);
  const { noun, product } = phrase;
  if (phrase.isProduct && product) {
    if (product.role === 'platform' || product.role === 'tool') return NOTHING;
    const known = entities.ofProduct(product) ?? entities.named(product.name);
    if (known) return one(known);
    // "the database … the PostgreSQL database": the product is what the bare noun meant
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
    return create ? one(createProduct(phrase, entities)) : NOTHING;
  }
  if (!noun) return NOTHING;
  if (noun.family === 'endpoint') return NOTHING;
  if (
    noun.family === 'module' &&
    phrase.determiner === 'indefinite' &&
    !phrase.isProduct &&
    !phrase.words.some(({ capital, strong }) => capital || strong)
  ) {
    return NOTHING;
  }
  if (noun.family === 'pipeline' && product?.role === 'tool') return NOTHING;
  if (noun.bare === 'system') {
    return {
      entities: [],
      isGroup: false,
      isSystem: !phrase.modifiers && !phrase.plural,
    };
  }
  const named = phrase.name && entities.named(phrase.name);
  if (named && phrase.modifiers) return one(named);
  if (!phrase.modifiers) {
    // "the Django API": told apart by what it is made with
    const [made] = phrase.made;
    const by =
      made && phrase.determiner !== 'indefinite'
        ? entities.all.filter(
            entity =>
              entity.technologies.includes(made) && entity.kind === noun.kind,
          )
        : [];
    if (by.length === 1) return one(by[0]);
    return bare(phrase, entities, create, sentence);
  }

  if (
    /^(?:interfaz|interface|web interface|web ui|ui)\b/.test(
      phrase.singular ?? '',
    )
  ) {
    // "the web interface of X" is X, seen from outside
    const owner = entities.withModifiers(phrase.modifiers);
    if (owner) return one(owner);
  }
  const known = entities.phrase(phrase.modifiers, noun);
  if (
    known &&
    !(sentence.includes(known) && known.noun?.family !== noun.family)
  ) {
    return one(known);
  }
  const signed =
    noun.kind === 'component' && !phrase.plural
      ? entities.signed(phrase.name)
      : undefined;
  if (signed && !sentence.includes(signed)) return one(signed);
  if (
    phrase.plural &&
    noun.kind === 'resource' &&
    !phrase.words.some(({ capital, strong }) => capital || strong)
  ) {
    return NOTHING;
  }
  if (phrase.plural && noun.bare === 'anaphor' && noun.family !== 'device') {
    // "los paneles de Tableau"
    if (create && noun.family === 'site' && product?.role === 'product') {
      return one(createNamed(phrase, entities));
    }
    if (
      phrase.words.some(word => word.capital || word.code) &&
      create &&
      noun.kind === 'component' &&
      phrase.words.length < 3 &&
      phrase.words[0]?.strong
    ) {
      return one(createNamed(phrase, entities));
    }
    return NOTHING;
  }
  if (
    phrase.determiner === 'quantified' &&
    !phrase.plural &&
    noun.bare === 'anaphor' &&
    !phrase.strong
  ) {
    return group(phrase, entities);
  }
  return create ? one(createNamed(phrase, entities)) : NOTHING;
}

/** "the **collector**", "a Python service", "Celery workers": enough to be told apart, though no name stands there. */
function nameless(
  phrase: Phrase,
  entities: Entities,
  create: boolean,
): Entity | undefined {
  const noun = phrase.noun!;
  if (!create || noun.kind !== 'component') return undefined;
  const known = (name: string) => entities.named(name);
  const isNamed =
    phrase.strong &&
    noun.bare === 'anaphor' &&
    noun.family === 'engine' &&
    !phrase.plural;
  const isPlural =
    phrase.plural &&
    noun.family === 'worker' &&
    noun.bare === 'element' &&
    phrase.determiner === 'none';
  if (isNamed || isPlural) {
    return known(phrase.name) ?? createNamed(phrase, entities);
  }
  const [made] = phrase.made;
  const canBeMade = ['service', 'worker', 'device', 'job', 'app', 'site'];
  if (
    !made ||
    noun.bare !== 'anaphor' ||
    phrase.plural ||
    phrase.determiner === 'none' ||
    !canBeMade.includes(noun.family)
  ) {
    return undefined;
  }
  const isSpanish =
    phrase.name.toLowerCase().startsWith('serv') && /io$/.test(phrase.name);
  const word = phrase.name.charAt(0).toLowerCase() + phrase.name.slice(1);
  const name =
    isSpanish ||
    /^(?:dispositivo|aplicaci|proceso|tarea|panel|consola|sitio|pagina|página|tienda)/.test(
      word,
    )
      ? `${phrase.name} ${made}`
      : `${made} ${word}`;
  return (
    known(name) ??
    createNamed({ ...phrase, name, modifiers: keyOf(made) }, entities)
  );
}

function bare(
  phrase: Phrase,
  entities: Entities,
  create: boolean,
  sentence: readonly Entity[],
): Meaning {
  const noun = phrase.noun!;
  if (phrase.demonstrative && noun.family === 'app') {
    return { entities: [], isGroup: false, isSystem: true };
  }
  const named = nameless(phrase, entities, create);
  if (named) return one(named);
  if (
    noun.bare === 'anaphor' &&
    phrase.determiner === 'none' &&
    !phrase.plural &&
    !phrase.strong
  )
    return NOTHING;
  if (noun.family === 'cache' && phrase.isLocal) return NOTHING;
  if (phrase.plural && phrase.determiner === 'none' && noun.family !== 'device')
    return NOTHING;
  if (
    phrase.plural ||
    (phrase.determiner === 'quantified' && noun.bare === 'anaphor')
  ) {
    if (noun.family === 'device' && noun.bare === 'element' && create) {
      const known = entities.named(phrase.name);
      return one(known ?? createNamed(phrase, entities));
    }
    return group(phrase, entities);
  }
  const sameFamily = (entity: Entity) => entity.noun?.family === noun.family;
  const sameType = (entity: Entity) =>
    (entity.type === noun.type &&
      (noun.kind === 'resource' ||
        /^(?:website|mobile-app)$/.test(noun.type))) ||
    (entity.kind === 'resource' &&
      noun.kind === 'resource' &&
      ['queue', 'broker', 'topic', 'stream'].includes(noun.family) &&
      isMessaging(entity));
  if (phrase.determiner === 'indefinite') {
    const generic = entities.all.find(
      entity =>
        sameFamily(entity) &&
        ((entity.generic && keyOf(entity.name) === keyOf(phrase.name)) ||
          entity.ranges.length === 0) &&
        !sentence.includes(entity),
    );
    if (generic) return one(generic);
    const alike = entities.all.find(
      entity =>
        sameFamily(entity) &&
        entity.generic &&
        !sentence.includes(entity) &&
        noun.family === 'provider' &&
        sharesWord(entity.name, phrase.name),
    );
    if (alike) return one(alike);
    return create && noun.bare === 'element'
      ? one(createNamed(phrase, entities))
      : NOTHING;
  }
  const own = entities.named(phrase.name);
  if (own && (sameFamily(own) || own.kind === noun.kind)) return one(own);
  const before =
    entities.lastBefore(phrase.start, sameFamily) ??
    (noun.bare === 'element'
      ? entities.lastBefore(phrase.start, sameType)
      : undefined) ??
    ((noun.bare === 'anaphor' ||
      /^(?:backend|api|worker|web|frontend|dashboard)$/.test(noun.family)) &&
    noun.kind === 'component'
      ? entities.lastBefore(phrase.start, entity =>
          relatedTo(noun.family, entity),
        )
      : undefined);
  if (before) return one(before);
  const websites = ['web', 'site', 'dashboard', 'frontend'].includes(
    noun.family,
  )
    ? entities.all.filter(({ type }) => type === 'website')
    : [];
  if (websites.length === 1) return one(websites[0]);
  const later = entities.all.filter(
    entity =>
      sameFamily(entity) ||
      (noun.bare === 'element' && noun.kind === 'resource' && sameType(entity)),
  );
  if (later.length === 1) return one(later[0]);
  return create && noun.bare === 'element'
    ? one(createNamed(phrase, entities))
    : NOTHING;
}

function sharesWord(a: string, b: string): boolean {
  const words = new Set(a.toLowerCase().split(/\s+/));
  return b
    .toLowerCase()
    .split(/\s+/)
    .some(
      word =>
        word.length > 4 &&
        !/^(?:servicio|service|provider|proveedor|sistema|system|externo|external)$/.test(
          word,
        ) &&
        words.has(word),
    );
}

/** What "the app", "the site", "the server" may point back at. */
function relatedTo(family: string, entity: Entity): boolean {
  const other = entity.noun?.family ?? '';
  switch (family) {
    case 'app':
      return (
        [
          'web',
          'frontend',
          'mobile',
          'desktop',
          'backend',
          'site',
          'dashboard',
        ].includes(other) || entity.type === 'website'
      );
    case 'site':
      return (
        ['web', 'frontend', 'dashboard'].includes(other) ||
        entity.type === 'website'
      );
    case 'service':
    case 'module':
      return (
        entity.kind === 'component' &&
        [
          'api',
          'backend',
          'service',
          'auth',
          'engine',
          'registry',
          'worker',
        ].includes(other)
      );
    case 'backend':
      return other === 'api';
    case 'api':
      return other === 'backend';
    case 'worker':
      return other === 'worker' || other === 'job';
    case 'function':
      return entity.type === 'function';
    case 'provider':
      return entity.type === 'external-service';
    case 'storage':
      return entity.type === 'storage';
    default:
      return false;
  }
}

/** "the services", "all databases": those that are named so. */
function group(phrase: Phrase, entities: Entities): Meaning {
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

function createProduct(phrase: Phrase, entities: Entities): Entity {
  const product = phrase.product!;
  const entity = entities.create({
    name: product.name,
    kind: product.kind,
    type: product.type,
    noun: phrase.noun,
    modifiers: '',
    product,
    generic: false,
    confidence: 0.9,
  });
  return entity;
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
