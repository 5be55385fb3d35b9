import { isSeq, Lexer, parseDocument, type Document } from 'yaml';
import { applyToPlain, type Edit } from './edits';
import { appendItems, cutItem } from './listSplices';
import { deletePair, locate, setValue } from './mapSplices';
import { isEqual, toPlain, valueAt, type Plain } from './plain';
import { applySplice, type Splice } from './positions';
import type { TextStyle } from './style';

export const PARSE_OPTIONS = {
  keepSourceTokens: true,
  merge: true,
  // People read the catalog's answer about such warnings, not ours.
  logLevel: 'error',
} as const;

/** A document: its text, what the parser made of it, and what it says. */
export interface ParsedText {
  text: string;
  document: Document;
  plain: Plain;
}

/** @throws what the parser throws for aliases that cannot be resolved */
export function parseText(text: string): ParsedText {
  const document = parseDocument(text, PARSE_OPTIONS);
  return { text, document, plain: toPlain(document) };
}

/**
 * Changes the text of one document at one place. The result is parsed again and has to mean what was asked, with every
 * comment still there; an anchor that would carry the change elsewhere, for one, fails this.
 *
 * @returns undefined when the text cannot be changed so on its own lines
 */
export function editDocument(
  before: ParsedText,
  edit: Edit,
  style: TextStyle,
): ParsedText | undefined {
  const { text, document, plain } = before;
  const wanted = applyToPlain(plain, edit);
  if (wanted === undefined) {
    return undefined;
  }
  if (isEqual(plain, wanted)) {
    return before;
  }
  const edited = splice(text, document, plain, edit, style);
  const after = edited === undefined ? undefined : tryParse(edited);
  const isSafe =
    after &&
    isEqual(after.plain, wanted) &&
    (edit.op === 'remove' ||
      edit.op === 'delete' ||
      keepsComments(text, after.text));
  return isSafe ? after : undefined;
}

function tryParse(text: string): ParsedText | undefined {
  try {
    const parsed = parseText(text);
    return parsed.document.errors.length === 0 ? parsed : undefined;
  } catch {
    // An alias without its anchor shows only when it is resolved.
    return undefined;
  }
}

function splice(
  text: string,
  document: Document,
  plain: Plain,
  edit: Edit,
  style: TextStyle,
): string | undefined {
  const place = locate(document.contents, edit.path);
  if (!place) {
    return undefined;
  }
  const apply = (change: Splice | undefined) =>
    change && applySplice(text, change);
  const list = place.found === 'pair' ? place.pair.value : undefined;
  switch (edit.op) {
    case 'set':
      return apply(setValue(text, place, edit.value, style));
    case 'delete':
      return place.found === 'pair'
        ? apply(deletePair(text, place.map, place.pair))
        : undefined;
    case 'add':
      return apply(
        isSeq(list)
          ? appendItems(text, list, edit.items, style)
          : setValue(text, place, edit.items, style),
      );
    default: {
      if (place.found !== 'pair' || !isSeq(list)) {
        return undefined;
      }
      const values = valueAt(plain, edit.path) as Plain[];
      const doomed = values.flatMap((value, index) =>
        typeof value === 'string' && edit.items.includes(value) ? [index] : [],
      );
      if (doomed.length === values.length) {
        return apply(deletePair(text, place.map, place.pair));
      }
      // Back to front, so that the positions in front stay true.
      let result: string = text;
      for (const index of doomed.reverse()) {
        const cut = cutItem(result, list, index);
        if (!cut) {
          return undefined;
        }
        result = applySplice(result, cut);
      }
      return result;
    }
  }
}

function keepsComments(before: string, after: string): boolean {
  const left = commentsOf(after);
  return commentsOf(before).every(comment => {
    const index = left.indexOf(comment);
    if (index >= 0) {
      left.splice(index, 1);
    }
    return index >= 0;
  });
}

/** Comments of a text, in order. */
export function commentsOf(text: string): string[] {
  const comments: string[] = [];
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!scalar && token.startsWith('#')) {
      comments.push(token.trimEnd());
    }
    // The lexer announces the text of a scalar, which may look like a comment.
    scalar = token === '\u001f';
  }
  return comments;
}
