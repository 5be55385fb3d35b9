import type { Technology } from '../../../vocabulary';
import type { ComponentNoun } from '../../../vocabulary/nouns';
import type { Entity } from '../entities';
import type { Grammar, VerbReading } from '../grammar';
import type { Range } from '../markdown';
import { technologyTrie, type Hit } from '../matcher';
import type { Token } from '../tokens';

/** A noun phrase or a name that may mean a building block. Token indexes are those of the sentence. */
export interface Phrase extends Range {
  from: number;
  to: number;
  noun?: ComponentNoun;
  plural: boolean;
  /** Words beside the noun that belong to the name, as written. */
  words: Token[];
  /** Product whose name is part of the phrase. */
  product?: Technology;
  /** The phrase is the product itself: "PostgreSQL", "the Stripe API". */
  isProduct?: boolean;
  /** The noun in the singular. */
  singular?: string;
  /** The product as the text spells it. */
  surface?: string;
  /** Languages and frameworks in or behind the phrase. */
  made: string[];
  determiner: 'definite' | 'indefinite' | 'quantified' | 'none';
  /** The phrase as a name. */
  name: string;
  /** `modifiers` of an entity. */
  modifiers: string;
  strong: boolean;
  /** "this application" */
  demonstrative?: boolean;
  /** "a topic called telemetry" */
  isCalled?: boolean;
  /** "a local cache": inside of something. */
  isLocal?: boolean;
  /** Set where the phrase is the name of an entity that the text defines. */
  entity?: Entity;
}

/** How the token at an index is read as a verb, if it is one. */
export type VerbTest = (index: number) => VerbReading | undefined;

/** A sentence in which phrases are looked for. */
export interface Sentence {
  tokens: readonly Token[];
  grammar: Grammar;
  isVerb: VerbTest;
  /** The technology that a token belongs to. */
  techAt: ReadonlyMap<number, Hit<Technology>>;
  /** The technology that ends before a token. */
  techEnding: ReadonlyMap<number, Hit<Technology>>;
}

/** Marks the technologies of a sentence. */
export function sentenceOf(
  tokens: readonly Token[],
  grammar: Grammar,
  isVerb: VerbTest,
): Sentence {
  const techAt = new Map<number, Hit<Technology>>();
  const techEnding = new Map<number, Hit<Technology>>();
  for (let i = 0; i < tokens.length; ) {
    const hit = tokens[i].isWord
      ? technologyTrie.longest(tokens, i)
      : undefined;
    if (hit) {
      for (let j = hit.from; j < hit.to; j++) techAt.set(j, hit);
      techEnding.set(hit.to, hit);
    }
    i = hit?.to ?? i + 1;
  }
  return { tokens, grammar, isVerb, techAt, techEnding };
}

/** What the word before a phrase says about how definite it is. */
export function determinerOf(
  token: Token | undefined,
  grammar: Grammar,
): Phrase['determiner'] {
  if (!token) return 'none';
  if (grammar.indefinite.has(token.low)) return 'indefinite';
  const isArticle = grammar.language === 'es' && /^l[oa]s$/.test(token.low);
  if (grammar.quantifiers.has(token.low) && !isArticle) return 'quantified';
  const isContracted =
    grammar.language === 'es' && /^(?:al|del)$/.test(token.low);
  return isContracted || grammar.determiners.has(token.low)
    ? 'definite'
    : 'none';
}

/** "quickly", not "assembly". */
export const isAdverb = (word: string): boolean =>
  /ly$/.test(word) &&
  !/^(?:anomaly|supply|assembly|family|reply|fly|ally|monopoly|july)$/.test(
    word,
  );

/** A technology as the text spells it. */
export function surfaceOf(
  tokens: readonly Token[],
  hit: Hit<Technology> | undefined,
): string | undefined {
  if (!hit) return undefined;
  let text = '';
  for (let i = hit.from; i < hit.to; i++) {
    text += (i > hit.from && !tokens[i].glued ? ' ' : '') + tokens[i].text;
  }
  return text;
}
