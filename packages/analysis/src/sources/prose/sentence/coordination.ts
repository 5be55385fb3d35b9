import type { Grammar } from '../grammar';
import type { Phrase } from '../phrases';
import type { Token } from '../tokens';
import type { SentenceState } from './state';

/** Phrases joined by commas and "and". */
export interface Group {
  phrases: Phrase[];
  from: number;
  to: number;
}

const JOINING = /^(?:,|\/|&|\+|and|or|y|e|o|u|ni|nor|plus)$/;
const MAX_JOIN = 5;

/** "tanto la web como la app" */
const isBehindSo = (tokens: readonly Token[], index: number): boolean =>
  tokens
    .slice(Math.max(0, index - 3), index)
    .some(({ low }) => low === 'tanto');

/** Puts phrases together that are listed: "A, B and the C". */
export function groupsOf(
  phrases: readonly Phrase[],
  tokens: readonly Token[],
  grammar: Grammar,
  isAside: (phrase: Phrase) => boolean = () => false,
): Group[] {
  const groups: Group[] = [];
  for (const phrase of phrases) {
    const group = groups[groups.length - 1];
    if (
      group &&
      isJoin(
        tokens.slice(group.to, phrase.from),
        grammar,
        isBehindSo(tokens, group.from),
      ) &&
      !isAside(phrase) &&
      !isNewKind(group, phrase) &&
      !isBehindAs(group, phrase, tokens) &&
      !isApposition(group, phrase, tokens)
    ) {
      group.phrases.push(phrase);
      group.to = phrase.to;
    } else {
      groups.push({ phrases: [phrase], from: phrase.from, to: phrase.to });
    }
  }
  return groups;
}

/** Whether nothing but "and", commas and articles stands between two phrases. */
function isJoin(
  between: readonly Token[],
  grammar: Grammar,
  behindSo: boolean,
): boolean {
  const words = between.map(token => token.low).join(' ');
  const isAsWell =
    /^(?:, )?(?:as well as|asi como)\b/.test(words) ||
    (behindSo && /^como\b/.test(words));
  return (
    between.length > 0 &&
    between.length <= MAX_JOIN &&
    (isAsWell || between.some(token => JOINING.test(token.low))) &&
    between.every(
      ({ low }) =>
        JOINING.test(low) ||
        (isAsWell && /^(?:as|well)$/.test(low)) ||
        grammar.determiners.has(low) ||
        grammar.possessives.has(low) ||
        grammar.plainAdjectives.has(low) ||
        /^(?:also|optionally|asi|como)$/.test(low),
    )
  );
}

/** "Flutter and a dashboard": a framework and a building block are no list. */
function isNewKind(group: Group, phrase: Phrase): boolean {
  return (
    isTechnologyOnly(group.phrases[group.phrases.length - 1]) !==
    isTechnologyOnly(phrase)
  );
}

/** "uses MySQL as the main store, Redis as …": the store is MySQL, and Redis another one. */
function isBehindAs(
  { from, phrases }: Group,
  phrase: Phrase,
  tokens: readonly Token[],
): boolean {
  const before = tokens.slice(Math.max(0, from - 3), from);
  return (
    phrase.isProduct === true &&
    phrases.every(({ isProduct, entity }) => !isProduct && !entity) &&
    before.some(({ low }) => /^(?:as|como)$/.test(low))
  );
}

/** A language or a framework, not something made with it. */
export function isTechnologyOnly({ made, noun, entity }: Phrase): boolean {
  return made.length > 0 && !noun && !entity;
}

/** "the customer database, an Oracle instance": two names of one thing, not a list. */
function isApposition(
  group: Group,
  phrase: Phrase,
  tokens: readonly Token[],
): boolean {
  const between = tokens.slice(group.to, phrase.from);
  if (between.length !== 2 || between[0].text !== ',') return false;
  if (phrase.determiner !== 'indefinite' || group.phrases.length > 1) {
    return false;
  }
  const [first] = group.phrases;
  const isNamed = first.entity && phrase.noun && !phrase.isProduct;
  if (
    first.determiner === 'indefinite' ||
    (!isNamed && !first.noun === !first.product)
  ) {
    return false;
  }
  const next = tokens[phrase.to]?.low ?? '';
  const afterNext = tokens[phrase.to + 1]?.low ?? '';
  if (/^(?:and|or|y|o|e)$/.test(next)) return false;
  return !(next === ',' && /^(?:and|or|y|o|an?|una?)$/.test(afterNext));
}

/** Whether an "and" or a comma stands before a phrase, with at most articles between. */
export function followsJoin(state: SentenceState, index: number): boolean {
  const { determiners, plainAdjectives } = state.context.grammar;
  let i = index - 1;
  while (
    i > 0 &&
    (/^(?:either|also|tambien|bien)$/.test(state.low(i)) ||
      determiners.has(state.low(i)) ||
      plainAdjectives.has(state.low(i)))
  ) {
    i--;
  }
  return i > 0 && /^(?:and|y|e|,)$/.test(state.low(i));
}
