import type { Technology } from '../../../vocabulary';
import type { Entity } from '../entities';
import type { Grammar } from '../grammar';
import type { Hit, WordTrie } from '../matcher';
import type { Token } from '../tokens';
import type { NounMatch } from './head';
import { determinerOf, surfaceOf, type Phrase } from './phrase';

/** A name that the text defines elsewhere. A single common word counts only where it is written as a name. */
export function nameAt(
  tokens: readonly Token[],
  index: number,
  names: WordTrie<Entity>,
  shortNames: WordTrie<Entity>,
  isCommonName: (index: number) => boolean,
): Hit<Entity> | undefined {
  const token = tokens[index];
  if (!token.isWord) return undefined;
  const hit = names.longest(tokens, index);
  if (!hit) {
    // `reservas`, in code, where there is one "API de reservas"
    const isAlone = !tokens[index - 1]?.strong && !tokens[index + 1]?.strong;
    return token.strong && isAlone
      ? shortNames.longest(tokens, index)
      : undefined;
  }
  const isPlain =
    hit.to - hit.from === 1 &&
    !token.capital &&
    !token.strong &&
    token.parts.length < 2;
  return isPlain && !isCommonName(index) ? undefined : hit;
}

/** A phrase that is the name of an entity. */
export function namePhrase(
  tokens: readonly Token[],
  { from, to, value }: Hit<Entity>,
  grammar: Grammar,
): Phrase {
  return {
    from,
    to,
    start: tokens[from].start,
    end: tokens[to - 1].end,
    plural: false,
    words: [],
    made: [],
    determiner: determinerOf(tokens[from - 1], grammar),
    name: value.name,
    modifiers: value.modifiers,
    strong: tokens[from].strong,
    entity: value,
  };
}

/** A phrase that is the name of a product, a language or a framework. */
export function technologyPhrase(
  tokens: readonly Token[],
  hit: Hit<Technology>,
  grammar: Grammar,
): Phrase {
  const isMade = hit.value.role === 'implementation';
  return {
    from: hit.from,
    to: hit.to,
    start: tokens[hit.from].start,
    end: tokens[hit.to - 1].end,
    plural: false,
    words: [],
    isProduct: !isMade,
    surface: surfaceOf(tokens, hit),
    product: isMade ? undefined : hit.value,
    made: isMade ? [hit.value.name] : [],
    determiner: determinerOf(tokens[hit.from - 1], grammar),
    name: hit.value.name,
    modifiers: '',
    strong: tokens[hit.from].strong,
  };
}

/** "a service called Billing", "the database `orders`": adds the name to `words` and tells where it ends. */
export function nameAfter(
  tokens: readonly Token[],
  to: number,
  grammar: Grammar,
  words: Token[],
): number {
  const isCalled = tokens[to] && grammar.called.has(tokens[to].low);
  if (!isCalled && !tokens[to]?.code) return to;
  const at = isCalled ? to + 1 : to;
  const first = tokens[at];
  if (isCalled && isPlainName(first, grammar)) {
    words.push(first);
    return at + 1;
  }
  if (!first?.isWord || !(first.capital || first.code || first.strong)) {
    return to;
  }
  const goesOn = (token: Token | undefined) =>
    token?.isWord &&
    (token.code || (token.capital && !grammar.stops.has(token.low)));
  let end = at;
  while (end - at < 4 && goesOn(tokens[end])) {
    words.push(tokens[end++]);
    if (tokens[end - 1].code && !tokens[end]?.code) break;
  }
  return end;
}

/** "a topic called telemetry" */
function isPlainName(token: Token | undefined, grammar: Grammar): boolean {
  return (
    token !== undefined &&
    token.isWord &&
    !token.capital &&
    !token.code &&
    !grammar.stops.has(token.low) &&
    !grammar.roles.has(token.low)
  );
}

/** What a noun phrase is called: its words around the noun, or the name that it is given. */
export function nameOf(
  tokens: readonly Token[],
  noun: NounMatch,
  words: readonly Token[],
  afterNoun: readonly Token[],
): string {
  const isAlone = !words.length && !afterNoun.length;
  if (noun.before && isAlone) return tokens[noun.from].text;
  const head = textOf(tokens.slice(noun.from, noun.to));
  if (isAlone && /[-_]/.test(head) && !head.includes(' ')) return head;
  const isName =
    afterNoun.length > 0 &&
    afterNoun[0].code &&
    afterNoun.every(({ code, capital }) => code || capital);
  if (isName) return textOf(afterNoun);
  if (isGivenName(tokens, noun, afterNoun)) {
    return textOf(afterNoun.filter(({ low }) => !/^del?$/.test(low)));
  }
  const name = [textOf(words), head, textOf(afterNoun)]
    .filter(Boolean)
    .join(' ')
    .trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "a topic called telemetry": that is its whole name, where it is one of a store or a channel. */
function isGivenName(
  tokens: readonly Token[],
  { value }: NounMatch,
  afterNoun: readonly Token[],
): boolean {
  const [first] = afterNoun.slice(-1);
  const before = first && tokens[tokens.indexOf(first) - 1];
  return (
    value.noun.kind === 'resource' &&
    !first?.capital &&
    /^(?:called|named|llamad[oa]|denominad[oa])$/.test(before?.low ?? '')
  );
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join(' ');
}
