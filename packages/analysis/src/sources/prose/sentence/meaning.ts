import type { Entity } from '../entities';
import type { Phrase } from '../phrases';
import { addTechnology, resolve, type Meaning } from '../resolve';
import type { Group } from './coordination';
import type { SentenceState } from './state';

/** One thing, or several that are each meant. */
export const single = (entities: Meaning['entities']): Meaning => ({
  entities,
  isGroup: false,
  isSystem: false,
});

/** "the jobs of Redis", "Kafka tasks": what lies there, so the place is meant. */
const isLoadOf = ({ noun, plural, product, isProduct }: Phrase): boolean =>
  noun?.family === 'job' &&
  plural &&
  !isProduct &&
  product?.kind === 'resource' &&
  product.role === 'product';

/** What a phrase means in this sentence; `create` allows it to be something new. */
export function meaningOf(
  state: SentenceState,
  phrase: Phrase,
  create: boolean,
): Meaning {
  const { lastPair, hosted, entities, asides } = state.context;
  const named = asides.nouns.get(phrase.end);
  if (named) {
    // "a CMS, Directus": the noun is what the name beside it means
    for (const made of phrase.made) addTechnology(named, made);
    named.ranges.push({ start: phrase.start, end: phrase.end });
    const meaning = single([named]);
    mention(state, phrase, meaning);
    return meaning;
  }
  if (isLoadOf(phrase)) {
    return single(
      resolve({ ...phrase, isProduct: true, modifiers: '' }, entities, {
        create: true,
        sentence: state.mentioned,
      }).entities,
    );
  }
  const isBoth =
    phrase.plural &&
    !phrase.modifiers &&
    /^(?:both|ambos|ambas)$/.test(state.low(phrase.from - 1));
  if (isBoth) {
    // "both servers": the two that are called so
    const alike = entities.all.filter(
      ({ name, noun, ranges }) =>
        noun !== undefined &&
        noun.family === phrase.noun?.family &&
        ranges.length > 0 &&
        name.toLowerCase().endsWith(phrase.singular ?? '\n'),
    );
    if (alike.length === 2) return single(alike);
    if (lastPair.length > 1) return single([...lastPair]);
  }
  const meaning = resolve(phrase, entities, {
    create,
    sentence: state.mentioned,
  });
  if (phrase.product?.role === 'compute' && phrase.isProduct) {
    // where only one thing runs there, the place means it
    const hosts = hosted.get(phrase.product);
    if (hosts?.size === 1) return single([...hosts]);
  }
  if (!meaning.isGroup) mention(state, phrase, meaning);
  const [entity] = meaning.entities;
  if (phrase.isCalled && entity) learnName(state, phrase, entity);
  return meaning;
}

/** Notes that entities occur here; what only plans mention stays as uncertain as they are. */
function mention(
  state: SentenceState,
  phrase: Phrase,
  { entities }: Meaning,
): void {
  for (const entity of entities) {
    if (!state.mentioned.includes(entity)) state.mentioned.push(entity);
    const isKnown = entity.ranges.length > 1;
    const limit = state.certainties[phrase.from] < 1 ? 0.5 : 1;
    entity.confidence = Math.max(
      isKnown ? entity.confidence : 0,
      Math.min(entity.confidence, limit),
    );
  }
}

/** "a bucket called raw-sales": from here on the name alone means it. */
function learnName(
  { context: { names, entities } }: SentenceState,
  { words }: Phrase,
  entity: Entity,
): void {
  const name = words[words.length - 1]?.text;
  if (!name || name.length < 3) return;
  entities.alias(entity, name);
  names.add(name, entity);
}

/** Whether an object may be something that the text has not named before. */
export function mayBeNew(state: SentenceState, phrase: Phrase): boolean {
  const isBareNoun = phrase.noun && !phrase.modifiers && !phrase.isProduct;
  if (
    state.context.grammar.language === 'es' &&
    isBareNoun &&
    phrase.noun!.kind === 'resource' &&
    phrase.determiner === 'none' &&
    !phrase.plural &&
    !phrase.strong
  ) {
    // without an article it is a way of doing things: "con caché"
    return false;
  }
  if (isBehindOf(state, phrase) && isUnspecific(phrase)) return false;
  if (
    state.role === 'via' &&
    phrase.noun?.family === 'api' &&
    !phrase.modifiers
  ) {
    return false;
  }
  if (state.role === 'for' && phrase.plural) return false;
  // "each service has a database": not one of them
  return !(state.groupSubject && isBareNoun);
}

function isBehindOf(state: SentenceState, { from }: Phrase): boolean {
  return (
    state.role === 'of' ||
    state.low(from - 1) === 'of' ||
    state.low(from - 2) === 'of'
  );
}

/** "of services", "of a web service": any one. */
function isUnspecific(phrase: Phrase): boolean {
  return (
    phrase.noun !== undefined &&
    !phrase.isProduct &&
    !phrase.strong &&
    phrase.determiner === (phrase.words.length ? 'indefinite' : 'none')
  );
}

/** "such as A, B and C": named to explain, not as parts of the system. */
export function isExample(state: SentenceState, { from }: Group): boolean {
  let text = '';
  for (let i = from - 1; i >= 0 && from - i < 60; i--) {
    if (state.isVerb(i)?.form === 'finite') break;
    text = `${state.low(i)} ${text}`;
    if (state.tokens[i].text !== '(') continue;
    // an example in parentheses ends with them
    const close = state.tokens.findIndex(
      (token, j) => j > i && token.text === ')',
    );
    if (close >= 0 && close < from) text = text.slice(2);
  }
  return state.context.grammar.examples.test(text);
}
