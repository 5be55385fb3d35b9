import type { Notes } from './notes';

/**
 * What a verb says about its subject S and object O.
 *
 * - `use`: S needs O (calls, uses, queries)
 * - `send`: S hands something to O (publishes, forwards); what a broker sends, O takes from it
 * - `receive`: S takes something from O (consumes, reads, subscribes)
 * - `store`: S keeps something in O
 * - `serve`: S does something for O (serves, protects, fronts)
 * - `host`: S is run by O when passive (is deployed on)
 * - `make`: S is made with O when passive (is written in)
 * - `have`: S has O as a part or as its own
 * - `be`: S is O
 * - `sit`: says where S stands (sits behind O)
 * - `none`: says nothing about other building blocks
 */
export type VerbClass =
  | 'use'
  | 'send'
  | 'receive'
  | 'store'
  | 'serve'
  | 'host'
  | 'make'
  | 'have'
  | 'be'
  | 'sit'
  | 'replace'
  | 'none';

export type VerbForm = 'finite' | 'participle' | 'gerund' | 'infinitive';

/** A reading of a word as a verb. */
export interface VerbReading {
  class: VerbClass;
  form: VerbForm;
  lemma: string;
}

/** What a word before an object says about its role. */
export type Role =
  | 'to'
  | 'from'
  | 'in'
  | 'via'
  | 'by'
  | 'behind'
  | 'before'
  | 'for'
  | 'as'
  | 'like'
  | 'of'
  | 'between'
  | 'instead'
  | 'without';

/** Everything about a language that the extraction needs. Words are lower case without accents. */
export interface Grammar {
  language: 'en' | 'es';
  notes: Notes;
  verbs: Map<string, VerbReading[]>;
  /** Auxiliaries of the passive: is, was, been; es, son, ser. */
  passives: Set<string>;
  determiners: Set<string>;
  indefinite: Set<string>;
  possessives: Set<string>;
  quantifiers: Set<string>;
  pronouns: Set<string>;
  relatives: Set<string>;
  conjunctions: Set<string>;
  negations: Set<string>;
  /** Negates only the noun phrase after it. */
  without: Set<string>;
  modals: Set<string>;
  futures: Set<string>;
  roles: Map<string, Role>;
  /** Words that begin or end a noun phrase without belonging to it. */
  stops: Set<string>;
  /** Adjectives that are no part of a name. */
  plainAdjectives: Set<string>;
  /** People, who are no elements. */
  persons: Set<string>;
  /** Words of which nothing is a building block but all of them together are. */
  everything: Set<string>;
  /** What a caller sends to the called. */
  requests: Set<string>;
  alternatives: RegExp;
  examples: RegExp;
  called: Set<string>;
}

const set = (words: string) => new Set(words.trim().split(/\s+/));
export { set as wordSet };

/** Adds readings; the first one of a form wins. */
export function addReading(
  verbs: Map<string, VerbReading[]>,
  word: string,
  reading: VerbReading,
): void {
  const known = verbs.get(word);
  if (!known) verbs.set(word, [reading]);
  else if (!known.some(({ form }) => form === reading.form)) {
    known.push(reading);
  }
}
