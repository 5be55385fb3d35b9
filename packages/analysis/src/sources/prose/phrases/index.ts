import type { Entity } from '../entities';
import type { Grammar } from '../grammar';
import { nounTries, type Hit, type WordTrie } from '../matcher';
import type { Token } from '../tokens';
import { isHead, nounAt } from './head';
import { listOf } from './list';
import { nameAt, namePhrase, technologyPhrase } from './name';
import { nounPhrase } from './nounPhrase';
import {
  sentenceOf,
  type Phrase,
  type Sentence,
  type VerbTest,
} from './phrase';

export type { Phrase, VerbTest };

/** Finds the phrases of a sentence, left to right, without overlaps. */
export function phrasesOf(
  tokens: readonly Token[],
  grammar: Grammar,
  isVerb: VerbTest,
  names: WordTrie<Entity>,
  shortNames: WordTrie<Entity> = names,
  isCommonName: (index: number) => boolean = () => false,
): Phrase[] {
  const sentence = sentenceOf(tokens, grammar, isVerb);
  const phrases: Phrase[] = [];
  let afterNoun = 0;
  for (let i = 0; i < tokens.length; ) {
    const tech = sentence.techAt.get(i);
    const list = nounPhrasesAt(sentence, i, afterNoun);
    const named = list && names.longest(tokens, list[0].from);
    if (named && isDefined(named, list)) {
      phrases.push(namePhrase(tokens, named, grammar));
      i = named.to;
      afterNoun = i;
      continue;
    }
    if (list) {
      // a product just before it was taken into the phrase
      while (phrases.length && phrases[phrases.length - 1].to > list[0].from) {
        phrases.pop();
      }
      phrases.push(...list);
      i = list[list.length - 1].to;
      afterNoun = i;
      continue;
    }
    const name = nameAt(tokens, i, names, shortNames, isCommonName);
    if (name && !(tech && tech.to > name.to)) {
      phrases.push(namePhrase(tokens, name, grammar));
      i = name.to;
    } else if (tech?.from === i) {
      phrases.push(technologyPhrase(tokens, tech, grammar));
      i = tech.to;
    } else i++;
  }
  return phrases;
}

/** The text introduced just these words as a name, so they are no noun with its modifiers. */
function isDefined(name: Hit<Entity>, [first, ...others]: Phrase[]): boolean {
  return name.value.introduced && !others.length && name.to >= first.to;
}

/** The phrases around a noun at `index`, several where they share it. */
function nounPhrasesAt(
  sentence: Sentence,
  index: number,
  floor: number,
): Phrase[] | undefined {
  const { tokens, grammar } = sentence;
  const tech = sentence.techAt.get(index);
  const noun = nounAt(tokens, index, nounTries[grammar.language]);
  if (!noun) return undefined;
  // "the clients", "los despachadores": people
  if (
    noun.value.plural &&
    !noun.before &&
    grammar.persons.has(tokens[noun.to - 1].low)
  )
    return undefined;
  // "REST API" is a noun as well, `FastAPI` is none
  const isBoth =
    tech &&
    noun.from === tech.from &&
    noun.to === tech.to &&
    !noun.before &&
    tech.value.role === 'implementation';
  if (tech && noun.to <= tech.to && !isBoth) return undefined;
  if (!isHead(sentence, noun)) return undefined;
  const phrase = nounPhrase(sentence, noun, floor);
  return phrase.plural ? listOf(sentence, phrase, floor) : [phrase];
}
