import { keyOf } from '../../../vocabulary';
import type { ComponentNoun } from '../../../vocabulary/nouns';
import { isMessaging, type Entities, type Entity } from '../entities';
import type { Phrase } from '../phrases';
import { createNamed } from './create';
import { groupOf } from './group';
import { NOTHING, one, type Meaning } from './meaning';

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

/** "the database", "a queue", "the services": a noun without a name. */
export function bareNoun(
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
  if (noun.family === 'cache' && phrase.isLocal) return NOTHING;
  if (isTooVague(phrase)) return NOTHING;
  const isMany =
    phrase.plural ||
    (phrase.determiner === 'quantified' && noun.bare === 'anaphor');
  const isDevice = noun.family === 'device' && noun.bare === 'element';
  if (isMany && !(isDevice && create)) return groupOf(phrase, entities);
  const find = phrase.determiner === 'indefinite' ? introduced : meantBefore;
  const known = isMany
    ? entities.named(phrase.name)
    : find(phrase, entities, sentence);
  if (known) return one(known);
  if (create && isOnlyApp(phrase, entities)) {
    return one(createNamed(phrase, entities));
  }
  return create && noun.bare === 'element'
    ? one(createNamed(phrase, entities))
    : NOTHING;
}

/** "the app", where the text has told of no other part: it is all that is written. */
function isOnlyApp(
  { noun, determiner, plural, singular }: Phrase,
  entities: Entities,
): boolean {
  return (
    noun!.family === 'app' &&
    determiner === 'definite' &&
    !plural &&
    /^(?:app|application|aplicacion)$/.test(singular ?? '') &&
    !entities.all.some(
      ({ kind, type, product, ranges }) =>
        kind === 'component' &&
        ranges.length > 0 &&
        !type.startsWith('external') &&
        product?.role !== 'product',
    )
  );
}

/** "service", "databases": any one or all of the world. */
function isTooVague({ noun, determiner, plural, strong }: Phrase): boolean {
  if (determiner !== 'none') return false;
  return plural
    ? noun!.family !== 'device'
    : noun!.bare === 'anaphor' && !strong;
}

/** "a database" that was spoken of as "the database" before, or that a title introduced. */
function introduced(
  { noun, name }: Phrase,
  entities: Entities,
  sentence: readonly Entity[],
): Entity | undefined {
  const others = entities.all.filter(
    entity =>
      entity.noun?.family === noun!.family && !sentence.includes(entity),
  );
  return (
    others.find(
      entity =>
        (entity.generic && keyOf(entity.name) === keyOf(name)) ||
        entity.ranges.length === 0,
    ) ??
    others.find(
      entity =>
        entity.generic &&
        noun!.family === 'provider' &&
        sharesWord(entity.name, name),
    )
  );
}

/** "the database": the one of its kind that was spoken of last, or that is the only one there will be. */
function meantBefore(phrase: Phrase, entities: Entities): Entity | undefined {
  const noun = phrase.noun!;
  const isElement = noun.bare === 'element';
  const sameFamily = (entity: Entity) => entity.noun?.family === noun.family;
  const sameType = (entity: Entity) => isOfType(entity, noun);
  const own = entities.named(phrase.name);
  if (own && (sameFamily(own) || own.kind === noun.kind)) return own;
  const mayBeRelated =
    noun.kind === 'component' &&
    (noun.bare === 'anaphor' ||
      /^(?:backend|api|worker|web|frontend|dashboard)$/.test(noun.family));
  const before =
    entities.lastBefore(phrase.start, sameFamily) ??
    (isElement ? entities.lastBefore(phrase.start, sameType) : undefined) ??
    (mayBeRelated
      ? entities.lastBefore(phrase.start, entity =>
          relatedTo(noun.family, entity),
        )
      : undefined);
  if (before) return before;
  const websites = /^(?:web|site|dashboard|frontend)$/.test(noun.family)
    ? entities.all.filter(({ type }) => type === 'website')
    : [];
  if (websites.length === 1) return websites[0];
  const gateways =
    noun.family === 'api'
      ? entities.all.filter(({ type }) => type === 'api-gateway')
      : [];
  if (gateways.length === 1) return gateways[0];
  const later = entities.all.filter(
    entity =>
      sameFamily(entity) ||
      (isElement && noun.kind === 'resource' && sameType(entity)),
  );
  return later.length === 1 ? later[0] : undefined;
}

function isOfType(entity: Entity, noun: ComponentNoun): boolean {
  const isTelling =
    noun.kind === 'resource' || /^(?:website|mobile-app)$/.test(noun.type);
  const isChannel = /^(?:queue|broker|topic|stream)$/.test(noun.family);
  return (
    (entity.type === noun.type && isTelling) ||
    (entity.kind === 'resource' &&
      noun.kind === 'resource' &&
      isChannel &&
      isMessaging(entity))
  );
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
