import { nounTries } from '../matcher';
import type { NounMatch } from './head';
import type { Side } from './nounPhrase';
import { isAdverb, type Sentence } from './phrase';
import { keepsInName } from './sameThing';

const MAX_WORDS = 5;
/** People whose name often stands in that of a service: "customer portal". */
const PERSON_IN_NAME =
  /^(?:customer|user|client|partner|driver|admin|merchant|member|patient|student|employee|tenant|subscriber|seller|buyer)s?$/;

/** Modifiers before a noun, in English order: "the PostgreSQL orders database". */
export function leftOf(
  sentence: Sentence,
  noun: NounMatch,
  floor: number,
): Side {
  const { tokens, grammar } = sentence;
  const side: Side = { at: noun.from, words: [], technologies: [] };
  for (let count = 0; side.at > floor && count < MAX_WORDS; count++) {
    const tech = sentence.techEnding.get(side.at);
    if (tech && tech.from >= floor) {
      side.technologies.unshift(tech.value);
      if (keepsInName(tech.value)) {
        side.words.unshift(...tokens.slice(tech.from, tech.to));
      }
      side.at = tech.from;
    } else if (isModifier(sentence, side.at - 1)) {
      side.at--;
      side.words.unshift(tokens[side.at]);
    } else break;
  }
  while (
    side.words.length &&
    !side.words[0].strong &&
    grammar.plainAdjectives.has(side.words[0].low)
  ) {
    side.words.shift();
  }
  return side;
}

function isModifier(sentence: Sentence, index: number): boolean {
  const { tokens, grammar, isVerb } = sentence;
  const token = tokens[index];
  if (!token.isWord || token.possessive || token.text.length > 40) {
    return false;
  }
  if (grammar.stops.has(token.low) || grammar.roles.has(token.low)) {
    return false;
  }
  const isPlural = /s$/.test(token.low) && !PERSON_IN_NAME.test(token.low);
  if (grammar.persons.has(token.low) && isPlural) {
    return false;
  }
  if (grammar.language === 'es') {
    // Spanish puts its adjectives behind; what stands before a noun is a name
    return (
      token.code ||
      (token.capital && index > 0 && !grammar.verbs.has(token.low)) ||
      (token.capital && /^[A-Z]{2,}/.test(token.text))
    );
  }
  if (/^\d+$/.test(token.text) || isAdverb(token.low)) return false;
  if (token.strong) return true;
  if (isVerb(index)) return false;
  const readings = grammar.verbs.get(token.low);
  if (readings?.some(({ form }) => form === 'participle')) {
    return grammar.plainAdjectives.has(token.low);
  }
  return !isUnknownVerb(sentence, index);
}

/** "frobnicates the ledger service": unknown verbs end in -s behind a name. */
function isUnknownVerb({ tokens, grammar }: Sentence, index: number): boolean {
  const token = tokens[index];
  const previous = tokens[index - 1];
  return Boolean(
    /[^su]s$/.test(token.low) &&
      !token.capital &&
      previous?.isWord &&
      (nounTries.en.longest(tokens, index - 1) ||
        grammar.pronouns.has(previous.low) ||
        grammar.relatives.has(previous.low)),
  );
}
