import { isCollection, isNode, isPair, type Pair } from 'yaml';

/** A stretch of a document's text and what takes its place. */
export interface Splice {
  from: number;
  to: number;
  text: string;
}

export function applySplice(text: string, { from, to, text: by }: Splice) {
  return text.slice(0, from) + by + text.slice(to);
}

/** Where the text of a node ends: behind its last character, or behind the line ending of a block scalar. */
export function endOf(node: unknown): number {
  if (isPair(node)) {
    return endOfPair(node);
  }
  if (isCollection(node) && !node.flow && node.items.length) {
    return endOf(node.items.at(-1));
  }
  return isNode(node) && node.range ? node.range[1] : 0;
}

export function endOfPair({ key, value }: Pair): number {
  return Math.max(endOf(key), endOf(value));
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Start of the line behind the one that `offset` is on; the text's length when there is none. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') {
    return offset;
  }
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Skips lines that hold nothing but a comment further right than `column`: they belong to what is above. */
export function skipInnerComments(
  text: string,
  offset: number,
  column: number,
): number {
  let position = offset;
  for (;;) {
    const end = nextLine(text, position + 1);
    const line = text.slice(position, end);
    const margin = line.match(/^ *(?=#)/);
    if (!margin || margin[0].length <= column) {
      return position;
    }
    position = end;
  }
}

/** Whether nothing but spaces stands on the line before `offset`. */
export function opensLine(text: string, offset: number): boolean {
  return /^\uFEFF? *$/.test(text.slice(lineStart(text, offset), offset));
}

/** New whole lines at the start of a line; behind a last line without line ending that ending comes first. */
export function insertLines(
  text: string,
  at: number,
  lines: string,
  lineEnding: string,
): Splice {
  const atLineStart = at === 0 || text[at - 1] === '\n';
  return {
    from: at,
    to: at,
    text: atLineStart ? lines + lineEnding : lineEnding + lines,
  };
}

/** Cuts whole lines. */
export function cutLines(text: string, from: number, to: number): Splice {
  if (to === text.length && text[to - 1] !== '\n' && from > 0) {
    const before = text[from - 2] === '\r' ? from - 2 : from - 1;
    return { from: before, to, text: '' };
  }
  return { from, to, text: '' };
}
