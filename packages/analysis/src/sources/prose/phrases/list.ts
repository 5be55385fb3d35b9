import { stem } from '../entities';
import { nounTries } from '../matcher';
import type { Token } from '../tokens';
import type { Phrase, Sentence } from './phrase';

/**
 * "the orders, payments and shipping services", "los servicios de pedidos, pagos y envíos": one phrase for each. The
 * phrases do not overlap; the noun belongs to the one beside it.
 */
export function listOf(
  sentence: Sentence,
  phrase: Phrase,
  floor: number,
): Phrase[] {
  if (!phrase.noun || phrase.isProduct || !phrase.words.length) return [phrase];
  if (sentence.grammar.language === 'en') {
    return englishList(sentence, phrase, floor);
  }
  return /^del?$/.test(phrase.words[0].low)
    ? spanishList(sentence, phrase)
    : [phrase];
}

/** Walks left over "A, B and". */
function englishList(
  sentence: Sentence,
  phrase: Phrase,
  floor: number,
): Phrase[] {
  const { tokens } = sentence;
  const items: Phrase[] = [];
  let i = phrase.from - 1;
  let sawAnd = false;
  while (i >= floor && isSeparator(tokens[i])) {
    sawAnd ||= /^(?:and|&)$/.test(tokens[i].low);
    while (i >= floor && isSeparator(tokens[i])) i--;
    let from = i + 1;
    while (from - 1 >= floor && i + 1 - from < 2 && isItem(sentence, from - 1))
      from--;
    if (from > i) break;
    items.unshift(
      item(sentence, phrase, tokens.slice(from, i + 1), from, i + 1),
    );
    i = from - 1;
  }
  if (!items.length || !sawAnd) return [phrase];
  const own = item(sentence, phrase, phrase.words, phrase.from, phrase.to);
  return [...withSharedWords(sentence, phrase, items), own];
}

/** "the Orders and Payments Core services": "Core" belongs to both. */
function withSharedWords(
  sentence: Sentence,
  phrase: Phrase,
  items: readonly Phrase[],
): readonly Phrase[] {
  const tail = phrase.words.slice(1);
  const isShared =
    tail.length > 0 &&
    items.every(({ words }) => words.length === 1) &&
    tail.every(({ capital }) => capital);
  return isShared
    ? items.map(({ words, from, to }) =>
        item(sentence, phrase, [...words, ...tail], from, to),
      )
    : items;
}

/** Walks right over "de A, B y C". */
function spanishList(sentence: Sentence, phrase: Phrase): Phrase[] {
  const { tokens, grammar } = sentence;
  const first = phrase.words
    .slice(1)
    .filter(({ low }) => !grammar.stops.has(low));
  const items = [item(sentence, phrase, first, phrase.from, phrase.to)];
  let i = phrase.to;
  let sawAnd = false;
  while (isSeparator(tokens[i]) && !sawAnd) {
    let j = i;
    while (isSeparator(tokens[j])) {
      sawAnd ||= /^[ye&]$/.test(tokens[j].low);
      j++;
    }
    if (/^del?$/.test(tokens[j]?.low ?? '')) j++;
    if (!isItem(sentence, j)) return items.length > 1 ? items : [phrase];
    items.push(item(sentence, phrase, [tokens[j]], j, j + 1));
    i = j + 1;
  }
  return items.length > 1 && sawAnd ? items : [phrase];
}

function isSeparator(token: Token | undefined): boolean {
  return /^(?:,|and|y|e|&|or|\/)$/.test(token?.low ?? '');
}

/** Whether a word may stand for "… service". */
function isItem(
  { tokens, grammar, isVerb, techAt }: Sentence,
  index: number,
): boolean {
  const token = tokens[index];
  return (
    token?.isWord &&
    !grammar.stops.has(token.low) &&
    !grammar.roles.has(token.low) &&
    !techAt.has(index) &&
    !/^\d/.test(token.text) &&
    (!isVerb(index) || grammar.language === 'es') &&
    !nounTries[grammar.language].longest(tokens, index)
  );
}

/** One of the list, with the noun that it shares. */
function item(
  { tokens, grammar }: Sentence,
  phrase: Phrase,
  words: Token[],
  from: number,
  to: number,
): Phrase {
  const own = words.map(({ text }) => text).join(' ');
  const noun = phrase.singular ?? '';
  const name =
    grammar.language === 'es'
      ? `${noun} de ${own}`
      : `${own} ${noun === 'api' ? 'API' : noun}`;
  return {
    ...phrase,
    from,
    to,
    start: tokens[from].start,
    end: tokens[to - 1].end,
    plural: false,
    determiner: 'definite',
    words,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    modifiers: words
      .flatMap(({ parts }) => parts)
      .map(stem)
      .join(' '),
  };
}
