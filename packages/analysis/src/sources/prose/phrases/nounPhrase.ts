import type { Technology } from '../../../vocabulary';
import { stem } from '../entities';
import type { Token } from '../tokens';
import type { NounMatch } from './head';
import { leftOf } from './english';
import { nameAfter, nameOf } from './name';
import { determinerOf, surfaceOf, type Phrase, type Sentence } from './phrase';
import { isSameThing } from './sameThing';
import { rightOf } from './spanish';

/** What stands around a noun and belongs to its phrase. */
export interface Side {
  /** The token where the phrase begins, or the one behind its end. */
  at: number;
  words: Token[];
  technologies: Technology[];
}

/** The phrase around a noun: its modifiers before it in English, behind it in Spanish. */
export function nounPhrase(
  sentence: Sentence,
  noun: NounMatch,
  floor: number,
): Phrase {
  const { tokens, grammar } = sentence;
  const left = leftOf(sentence, noun, floor);
  const right =
    grammar.language === 'es'
      ? rightOf(sentence, noun)
      : called(sentence, noun);
  const from = left.at;
  const to = right.at;
  const technologies = [
    ...(noun.product ? [noun.product] : []),
    ...left.technologies,
    ...right.technologies,
  ];
  const same = technologies.find(technology =>
    isSameThing(noun.value.noun, technology),
  );
  if (same) dropProduct(sentence, same, left.words, right.words);
  const words = [...left.words, ...right.words].filter(
    word => word.strong || !grammar.plainAdjectives.has(word.low),
  );
  const modifiers = [
    ...words
      .filter(word => !grammar.stops.has(word.low))
      .flatMap(({ parts }) => parts),
    ...(noun.before ?? []),
  ];
  const isProduct = same !== undefined && modifiers.length === 0;
  return {
    from,
    to,
    start: tokens[from].start,
    end: tokens[to - 1].end,
    noun: noun.value.noun,
    singular: noun.value.form,
    plural: noun.value.plural,
    words,
    ...technologiesOf(technologies, same),
    determiner: determinerOf(tokens[from - 1], grammar),
    demonstrative: /^(?:this|esta|este)$/.test(tokens[from - 1]?.low ?? ''),
    isCalled: grammar.called.has(tokens[to - 2]?.low ?? ''),
    isLocal: isLocal(tokens, from, noun),
    isProduct,
    surface: same && surfaceIn(sentence, same, from, to),
    name: isProduct ? same.name : nameOf(tokens, noun, left.words, right.words),
    modifiers: modifiers.map(stem).join(' '),
    strong: tokens[noun.from].strong,
  };
}

/** "a service called Billing" */
function called({ tokens, grammar }: Sentence, noun: NounMatch): Side {
  const words: Token[] = [];
  return {
    at: nameAfter(tokens, noun.to, grammar, words),
    words,
    technologies: [],
  };
}

/** What a phrase is made with, and the product that it is or uses. */
function technologiesOf(
  technologies: readonly Technology[],
  same: Technology | undefined,
): Pick<Phrase, 'made' | 'product'> {
  return {
    made: technologies
      .filter(({ role }) => role === 'implementation')
      .map(({ name }) => name),
    product:
      same ??
      technologies.find(
        ({ role }) => role === 'product' || role === 'compute',
      ) ??
      technologies.find(({ role }) => role === 'tool'),
  };
}

/** "PostgreSQL orders database": the product is no part of the name. */
function dropProduct(
  { tokens, techAt, grammar }: Sentence,
  product: Technology,
  before: Token[],
  behind: Token[],
): void {
  const isKept = (word: Token) =>
    techAt.get(tokens.indexOf(word))?.value !== product;
  before.splice(0, before.length, ...before.filter(isKept));
  behind.splice(0, behind.length, ...behind.filter(isKept));
  while (behind.length && grammar.stops.has(behind[behind.length - 1].low)) {
    behind.pop();
  }
}

function surfaceIn(
  { tokens, techAt }: Sentence,
  product: Technology,
  from: number,
  to: number,
): string | undefined {
  return surfaceOf(
    tokens,
    [...techAt.values()].find(
      hit => hit.value === product && hit.from >= from - 1 && hit.to <= to + 1,
    ),
  );
}

/** "a local cache", "una caché interna" */
function isLocal(
  tokens: readonly Token[],
  from: number,
  noun: NounMatch,
): boolean {
  return (
    tokens
      .slice(from, noun.from)
      .some(({ low }) => /^(?:local|internal|in-process|interna)$/.test(low)) ||
    /^(?:local|interna)$/.test(tokens[noun.to]?.low ?? '')
  );
}
