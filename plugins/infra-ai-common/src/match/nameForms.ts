import { qualifyEntityName, toEntityName } from '../entities';
import { GENERIC_WORDS } from '../update/merge/names';

/** Other ways to write a word of a name. */
const SPELLINGS: Record<string, string> = {
  auth: 'authentication',
  authn: 'authentication',
  cfg: 'config',
  configuration: 'config',
  gw: 'gateway',
  k8s: 'kubernetes',
  mgmt: 'management',
  mongo: 'mongodb',
  msg: 'message',
  notif: 'notification',
  pg: 'postgresql',
  postgres: 'postgresql',
  psql: 'postgresql',
};

/** The forms in which the name of a thing is compared. */
export interface NameForms {
  /** Legal names, with and without that of the system in front. */
  names: Set<string>;
  /** The words that tell it from others, in one spelling; empty for "Database". */
  telling: string;
  /** The same before the words that say what it is are taken out, by the first that it is called. */
  words: string[];
  /** Whether it is called an API, whatever its kind. */
  isCalledApi: boolean;
}

/**
 * @param called - what it is called: name, title
 * @param system - name of the system's entity
 * @param kinds - words that say what it is: its type and its product
 */
export function nameForms(
  called: string[],
  system: string | undefined,
  kinds: string[] = [],
): NameForms {
  const names = called.map(toEntityName);
  const bare = names.map(name =>
    system && name.startsWith(`${system}-`)
      ? name.slice(system.length + 1)
      : name,
  );
  const kindWords = new Set(kinds.flatMap(wordsOf));
  const words = wordsOf(bare[0]).filter(word => !GENERIC_WORDS.has(word));
  return {
    names: new Set([
      ...bare,
      ...(system ? bare.map(name => qualifyEntityName(system, name)) : names),
    ]),
    telling: words.filter(word => !kindWords.has(word)).join('-'),
    words,
    isCalledApi: called.some(name => wordsOf(name).includes('api')),
  };
}

/** The words of a name in one spelling and the singular. */
export function wordsOf(name: string): string[] {
  return toEntityName(name)
    .split('-')
    .filter(Boolean)
    .map(word => (Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : word))
    .map(word =>
      word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word,
    );
}
