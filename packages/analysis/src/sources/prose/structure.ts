import { findTechnology } from '../../vocabulary';
import type { ProseContext } from './context';
import type { Entity } from './entities';
import type { Range } from './markdown';
import { phrasesOf, type Phrase } from './phrases';
import { addTechnology, resolve } from './resolve';
import type { Token } from './tokens';
import { verbReader } from './verbs';

const GENERIC_TITLE =
  /^(?:introduction|overview|architecture|components?|services?|microservices|summary|notes?|resumen|arquitectura|componentes?|servicios?|microservicios|introduccion|descripcion|description|objetivos?|goals?|features?|requirements?|requisitos|contenedores|actores|flow|flows|flujos?|communication|comunicacion|usage|setup|deployment|despliegue|security|seguridad|monitoring|testing|conclusion|references|data ?flow|workflow|details|technologies|tecnologias|stack|infrastructure|infraestructura|frontend technologies|api reference|api documentation|api endpoints?|endpoints?|database schema|data model|modelo de datos)$/;

/** The entity that a title, a list lead or a table cell names as a whole, made when it is not known. */
export function defineWhole(
  context: ProseContext,
  tokens: readonly Token[],
  options: { anyName: boolean; strong?: boolean },
): Entity | undefined {
  const open = tokens.findIndex(({ text }) => text === '(');
  const main = withoutNumber(open > 0 ? tokens.slice(0, open) : tokens).filter(
    ({ isWord, text }) =>
      isWord || text === '-' || text === '/' || text === '.',
  );
  const words = main.filter(({ isWord }) => isWord);
  if (!words.length || words.length > 7) return undefined;
  const range: Range = {
    start: words[0].start,
    end: words[words.length - 1].end,
  };
  const title = words.map(({ low }) => low).join(' ');
  if (GENERIC_TITLE.test(title)) return undefined;
  const inside = open > 0 ? tokens.slice(open + 1) : [];
  // "Back end (microservices)": a heading over several
  if (/^(?:micro)?servic(?:es|ios)$/.test(inside[0]?.low ?? ''))
    return undefined;
  const entity =
    wholePhrase(context, main) ??
    (options.anyName || insideNoun(context, inside)
      ? plainName(context, words, inside, range)
      : undefined);
  if (!entity) return undefined;
  entity.defined = true;
  const fillers = phrasesOf(
    inside,
    context.grammar,
    () => undefined,
    context.names,
    context.shortNames,
  );
  becomeProduct(entity, fillers);
  for (const { made, product, isProduct } of fillers) {
    for (const name of made) addTechnology(entity, name);
    if (isProduct && product?.role === 'compute')
      addTechnology(entity, product.name);
    if (
      isProduct &&
      product?.role === 'product' &&
      product !== entity.product
    ) {
      if (entity.kind === product.kind || entity.type.startsWith('external'))
        entity.product ??= product;
      addTechnology(entity, product.name);
    }
  }
  return entity;
}

/** "1. Cloud Run Jobs": the number counts headings. */
function withoutNumber(tokens: readonly Token[]): readonly Token[] {
  const isNumbered =
    /^\d{1,2}$/.test(tokens[0]?.text ?? '') &&
    /^[.)]$/.test(tokens[1]?.text ?? '');
  return isNumbered ? tokens.slice(2) : tokens;
}

/** Words of services that are kept for what they store or pass on. */
const KEEPING =
  /^(?:(?:object|file|blob|data|document|image|media) )?(?:storage|database|db|store|cache|caching|queue|queueing|message|messaging|message queue|event|search|almacenamiento|mensajeria|cola|cache|archivo|busqueda)$/;

/** "Storage Service (S3)": the bucket, not a program in front of it. */
function becomeProduct(entity: Entity, inside: readonly Phrase[]): void {
  const [only, ...others] = inside;
  const product = only?.isProduct ? only.product : undefined;
  if (
    others.length ||
    product?.kind !== 'resource' ||
    product.role !== 'product' ||
    entity.kind !== 'component' ||
    entity.noun?.family !== 'service' ||
    !KEEPING.test(entity.modifiers.replace(/^de /, ''))
  ) {
    return;
  }
  entity.kind = 'resource';
  entity.type = product.type;
  entity.product = product;
}

function wholePhrase(
  context: ProseContext,
  tokens: readonly Token[],
): Entity | undefined {
  const { grammar, names, entities } = context;
  const phrases = phrasesOf(
    tokens,
    grammar,
    verbReader(tokens, grammar),
    names,
    context.shortNames,
  );
  const phrase = phrases.find(
    ({ noun, isProduct, entity }) => noun || isProduct || entity,
  );
  if (!phrase) return undefined;
  const rest = tokens.filter(
    (token, i) =>
      token.isWord &&
      (i < phrase.from || i >= phrase.to) &&
      !grammar.determiners.has(token.low) &&
      !grammar.plainAdjectives.has(token.low) &&
      !phrases.some(
        other =>
          other !== phrase &&
          other.made.length &&
          i >= other.from &&
          i < other.to,
      ),
  );
  if (rest.length || (phrase.plural && !phrase.modifiers)) return undefined;
  if (phrase.noun?.bare === 'system') return undefined;
  if (phrase.plural && phrase.noun?.bare === 'anaphor' && !phrase.isProduct)
    return undefined;
  if (
    !phrase.modifiers &&
    phrase.noun?.bare === 'anaphor' &&
    !phrase.isProduct &&
    !phrase.entity
  )
    return undefined;
  return resolve(
    { ...phrase, determiner: phrase.modifiers ? phrase.determiner : 'none' },
    entities,
    { create: true, sentence: [] },
  ).entities[0];
}

function insideNoun(context: ProseContext, tokens: readonly Token[]) {
  return phrasesOf(
    tokens,
    context.grammar,
    () => undefined,
    context.names,
    context.shortNames,
  ).find(({ noun }) => noun && noun.bare !== 'system')?.noun;
}

const FRONT =
  /^(?:ui|web|website|portal|client|cliente|panel|dashboard|frontend)$/;

/** A name without any noun that says what it is: "Billing" in a table of services. */
function plainName(
  context: ProseContext,
  words: readonly Token[],
  inside: readonly Token[],
  range: Range,
): Entity | undefined {
  const name = words.map(({ text }) => text).join(' ');
  if (words.length > 5 || name.length > 60 || !/\p{L}{2}/u.test(name))
    return undefined;
  if (
    words.some(({ low }) => context.grammar.persons.has(low)) &&
    words.length === 1
  )
    return undefined;
  if (
    /^(?:get|post|put|delete|patch|head|options|yes|no|si|n\/a|none|ninguno|todo|tbd)$/i.test(
      name,
    )
  )
    return undefined;
  const known = context.entities.named(name);
  if (known) {
    known.ranges.push(range);
    return known;
  }
  const technology = findTechnology(name);
  if (technology && technology.role !== 'product') return undefined;
  const noun = insideNoun(context, inside);
  const isFront = words.some(({ low }) => FRONT.test(low));
  const entity = context.entities.create({
    name,
    kind: noun && noun.kind !== 'api' ? noun.kind : 'component',
    type: noun?.type ?? (isFront ? 'website' : 'service'),
    noun,
    modifiers: '',
    generic: false,
    confidence: 0.9,
  });
  entity.ranges.push(range);
  return entity;
}
