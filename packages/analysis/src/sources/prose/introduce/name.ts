import type { ProseContext } from '../context';
import type { Grammar } from '../grammar';
import { nounTries, technologyTrie } from '../matcher';
import type { Token } from '../tokens';
import type { Definition } from './evidence';
import type { Clauses, SubjectWords } from './subject';
import { NO_PARTS } from './words';

const ENGLISH_AGENT = /[^aeiou]?(?:er|or)$/;
const SPANISH_AGENT = /(?:d|t|s)ora?$/;

/** The word of a name that says what it is. */
export function headOf(grammar: Grammar, words: readonly Token[]): Token {
  if (grammar.language === 'es') return words[0];
  const of = words.findIndex(({ low }) => low === 'of');
  return words[(of > 0 ? of : words.length) - 1];
}

/** Whether a name is one of those that ordinary sentences are about: "the goal", "the team's day". */
export function isNoPart(words: readonly Token[], grammar: Grammar): boolean {
  const { low } = headOf(grammar, words);
  const known = NO_PARTS[grammar.language];
  return [low, low.replace(/s$/, ''), low.replace(/es$/, '')].some(word =>
    known.has(word),
  );
}

export function isAgentive({ grammar }: ProseContext, { low }: Token): boolean {
  return grammar.language === 'es'
    ? SPANISH_AGENT.test(low)
    : ENGLISH_AGENT.test(low);
}

/** No product, no name that is known, and no noun that names parts anyway. */
export function mayBeName(
  context: ProseContext,
  { tokens, grammar }: Clauses,
  { from, to, determiner }: SubjectWords,
  words: readonly Token[],
  definition: Definition | undefined,
): boolean {
  const isMarked = words.every(({ code }) => code);
  const isProper = (words[0].capital && words[0].low !== 'i') || isMarked;
  const hasAgentNoun =
    words.length === 1 && isBareAgent(tokens, from, grammar.language);
  if (determiner === 'none' && !isProper && !hasAgentNoun) return false;
  if (context.entities.named(words.map(({ text }) => text).join(' '))) {
    return false;
  }
  for (let i = from; i < to; i++) {
    if (technologyTrie.longest(tokens, i)) return false;
    const noun = nounTries[grammar.language].longest(tokens, i);
    if (!noun) continue;
    const isHead = grammar.language === 'es' ? i === from : noun.to === to;
    if (noun.value.noun.bare === 'system') return false;
    const isOrdinary =
      definition?.technologies.length &&
      noun.value.noun.bare === 'anaphor' &&
      /^(?:site|storage)$/.test(noun.value.noun.family);
    if (isHead && !hasAgentNoun && !isOrdinary) return false;
  }
  return true;
}

/** "mailer": a noun of the vocabulary that means a part only where something is said of it. */
function isBareAgent(
  tokens: readonly Token[],
  index: number,
  language: 'en' | 'es',
): boolean {
  const noun = nounTries[language].longest(tokens, index);
  return Boolean(
    noun &&
      noun.to === index + 1 &&
      noun.value.noun.bare === 'anaphor' &&
      /^(?:engine|worker)$/.test(noun.value.noun.family) &&
      !noun.value.plural,
  );
}

/** "the notifier", where the text has "the SMS notifier": it is that one. */
export function hasFullerName(
  { grammar }: ProseContext,
  sentences: ReadonlyArray<readonly Token[]>,
  { low }: Token,
): boolean {
  const isName = (token: Token | undefined) =>
    token?.isWord &&
    !grammar.stops.has(token.low) &&
    !grammar.roles.has(token.low) &&
    !grammar.plainAdjectives.has(token.low) &&
    !grammar.verbs.has(token.low);
  return sentences.some(tokens =>
    tokens.some(
      (token, i) =>
        token.low === low &&
        (grammar.language === 'en'
          ? isName(tokens[i - 1])
          : /^del?$/.test(tokens[i + 1]?.low ?? '') && isName(tokens[i + 2])),
    ),
  );
}
