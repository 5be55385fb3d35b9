import { fold, vocabulary, type Technology } from '../../vocabulary';
import type { ComponentNoun } from '../../vocabulary/nouns';
import { englishNouns } from '../../vocabulary/nouns-en';
import { spanishNouns } from '../../vocabulary/nouns-es';
import type { Token } from './tokens';

interface TrieNode<T> {
  next: Map<string, TrieNode<T>>;
  values: Array<{ value: T; exact?: string }>;
}

/** A hit: tokens `from` (inclusive) to `to` (exclusive). */
export interface Hit<T> {
  from: number;
  to: number;
  value: T;
}

const newNode = <T>(): TrieNode<T> => ({ next: new Map(), values: [] });

const squeeze = (text: string) => text.replace(/[\s-]+/g, '');

/** Finds the longest known sequence of words, whatever the hyphens between them. */
export class WordTrie<T> {
  private readonly root = newNode<T>();

  add(phrase: string, value: T, exact = false): void {
    const words = wordsOf(phrase);
    if (!words.length) return;
    let node = this.root;
    for (const word of words) {
      let next = node.next.get(word);
      if (!next) {
        next = newNode<T>();
        node.next.set(word, next);
      }
      node = next;
    }
    node.values.push({ value, exact: exact ? squeeze(phrase) : undefined });
  }

  /** The longest phrase that starts at token `from`. */
  longest(tokens: readonly Token[], from: number): Hit<T> | undefined {
    let node: TrieNode<T> | undefined = this.root;
    let best: Hit<T> | undefined;
    for (let i = from; i < tokens.length; i++) {
      const token = tokens[i];
      if (token.text === '-' && i > from) continue;
      for (const word of wordsOf(token.text)) {
        node = node?.next.get(word);
        if (!node) return best;
      }
      if (!node.values.length) continue;
      let text: string | undefined;
      for (const { value, exact } of node.values) {
        if (exact) {
          text ??= squeeze(
            tokens
              .slice(from, i + 1)
              .map(({ text: part }) => part)
              .join(''),
          );
          if (text !== exact) continue;
        }
        best = { from, to: i + 1, value };
        break;
      }
    }
    return best;
  }
}

const cache = new Map<string, string[]>();
function wordsOf(text: string): string[] {
  const known = cache.get(text);
  if (known) return known;
  const words =
    fold(text).match(
      /\.net\b|[\p{L}\p{N}]+(?:[.&][\p{L}\p{N}]+)*(?:\+\+|#)?|[^\s\-_]/gu,
    ) ?? [];
  if (cache.size < 20_000) cache.set(text, words);
  return words;
}

export const technologyTrie = new WordTrie<Technology>();
for (const technology of vocabulary) {
  for (const alias of technology.aliases) {
    const exact = alias.startsWith('=');
    technologyTrie.add(exact ? alias.slice(1) : alias, technology, exact);
  }
}

/** A component noun, and whether it stood in the plural. */
export interface NounHit {
  noun: ComponentNoun;
  plural: boolean;
  /** The noun in the singular, as listed. */
  form: string;
}

function englishPlural(form: string): string {
  if (/[^aeiou]y$/.test(form)) return `${form.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(form) ? `${form}es` : `${form}s`;
}

const SMALL_WORDS = /^(?:de|en|la|el|del|y|para|una?|sola|web|por)$/;

function spanishPlurals(form: string): string[] {
  const plural = (word: string) => {
    if (SMALL_WORDS.test(word) || word.endsWith('s')) return word;
    if (/z$/.test(word)) return `${word.slice(0, -1)}ces`;
    return /[aeiou]$/.test(word) ? `${word}s` : `${word}es`;
  };
  const [first, ...rest] = form.split(' ');
  const loan = form.split(' ').length === 1 ? [`${form}s`] : [];
  return [
    [plural(first), ...rest].join(' '),
    [`${first}s`, ...rest].join(' '),
    form.split(' ').map(plural).join(' '),
    ...loan,
  ];
}

function nounTrie(lists: Array<[ComponentNoun[], 'en' | 'es']>) {
  const trie = new WordTrie<NounHit>();
  for (const [list, language] of lists) {
    for (const noun of list) {
      for (const form of noun.forms) {
        trie.add(form, { noun, plural: false, form });
        const plurals =
          language === 'en' ? [englishPlural(form)] : spanishPlurals(form);
        for (const plural of plurals)
          trie.add(plural, { noun, plural: true, form });
      }
    }
  }
  return trie;
}

export const nounTries = {
  en: nounTrie([[englishNouns, 'en']]),
  es: nounTrie([
    [spanishNouns, 'es'],
    [englishNouns, 'en'],
  ]),
};
