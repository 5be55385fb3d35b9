import { fold } from '../../vocabulary';
import type { Range } from './markdown';

/** A word or a mark of punctuation. */
export interface Token extends Range {
  text: string;
  /** Lower case, no accents. */
  low: string;
  isWord: boolean;
  /** Parts of a compound: `order-service`, `orderService` → order, service. */
  parts: string[];
  capital: boolean;
  strong: boolean;
  code: boolean;
  /** "the worker's" */
  possessive: boolean;
  /** No space before it. */
  glued: boolean;
}

const TOKEN =
  /\.NET\b(?: Core)?|[\p{L}\p{N}]+(?:[-_.&][\p{L}\p{N}]+)*(?:\+\+|#)?(?:['’](?:s|t|re|ll|ve|d|m)\b)?|<?[-=]{1,3}>|[→➡⇒⟶➔↔⇄⬅←⟷]|[^\s]/gu;
const LONGEST_BLOCK = 20_000;

const isFolder = ({ code, low }: Token): boolean =>
  code &&
  /^(?:apps?|services?|packages?|cmd|functions?|lambdas?|workers?|microservices?|servicios|microservicios|funciones)$/.test(
    low,
  );

/** Splits a range of the masked text into tokens. */
export function tokenize(
  masked: string,
  range: Range,
  marks: { strong: RangeIndex; code: RangeIndex },
): Token[] {
  const tokens: Token[] = [];
  const text = masked.slice(
    range.start,
    Math.min(range.end, range.start + LONGEST_BLOCK),
  );
  let previousEnd = -1;
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    const possessive = /['’]s$/.test(raw);
    const clean = possessive ? raw.slice(0, -2) : raw;
    const start = range.start + match.index;
    const isWord = /[\p{L}\p{N}]/u.test(clean);
    tokens.push({
      text: clean,
      low: fold(clean).replace('’', "'"),
      isWord,
      parts: isWord ? partsOf(clean) : [],
      capital: /^\p{Lu}/u.test(clean) || clean.startsWith('.NET'),
      strong: marks.strong.has(start),
      code: marks.code.has(start),
      possessive,
      glued: match.index === previousEnd,
      start,
      end: start + clean.length,
    });
    previousEnd = match.index + raw.length;
  }
  return tokens.some(isFolder) ? joinPaths(tokens) : tokens;
}

/** `services/billing` is one word, and the folder's own name is what it is called. */
function joinPaths(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [folder, slash, name] = tokens.slice(i, i + 3);
    const isPath =
      isFolder(folder) &&
      slash?.text === '/' &&
      name?.isWord &&
      slash.glued &&
      name.glued;
    if (isPath) {
      joined.push({ ...name, start: folder.start, glued: folder.glued });
      i += 2;
    } else joined.push(folder);
  }
  return joined;
}

function partsOf(text: string): string[] {
  return fold(
    text
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1-$2'),
  )
    .split(/[-_]/)
    .filter(Boolean);
}

/** Answers whether an offset lies in one of many ranges. */
export class RangeIndex {
  private readonly ranges: Range[];

  constructor(ranges: readonly Range[]) {
    this.ranges = [...ranges].sort((a, b) => a.start - b.start);
  }

  has(offset: number): boolean {
    return this.at(offset) !== undefined;
  }

  at(offset: number): Range | undefined {
    let low = 0;
    let high = this.ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const range = this.ranges[middle];
      if (offset < range.start) high = middle - 1;
      else if (offset >= range.end) low = middle + 1;
      else return range;
    }
    return undefined;
  }
}

const ABBREVIATIONS = new Set([
  'e.g',
  'i.e',
  'etc',
  'vs',
  'approx',
  'ej',
  'p.ej',
  'no',
  'fig',
  'sec',
  'dr',
  'sr',
  'sra',
  'inc',
]);

/** Cuts tokens into sentences; the marks that end them are dropped. */
export function sentencesOf(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const next = tokens[i + 1];
    const ends =
      !token.isWord &&
      (/^[!?;]$/.test(token.text) ||
        (token.text === '.' &&
          (!next || !next.glued) &&
          !ABBREVIATIONS.has(tokens[i - 1]?.low ?? '')));
    if (ends) {
      if (current.length) sentences.push(current);
      current = [];
    } else {
      current.push(token);
    }
  }
  if (current.length) sentences.push(current);
  return sentences;
}
