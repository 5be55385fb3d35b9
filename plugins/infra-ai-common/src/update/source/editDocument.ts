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

/**
 * Changes the text of one document at one place. The result is parsed again and has to mean what was asked, with every
 * comment still there; an anchor that would carry the change elsewhere, for one, fails this.
 *
 * @returns undefined when the text cannot be changed so on its own lines
 */
export function editDocument(
  text: string,
  edit: Edit,
  style: TextStyle,
): string | undefined {
  const document = parseDocument(text, PARSE_OPTIONS);
  const before = toPlain(document);
  const wanted = applyToPlain(before, edit);
  if (wanted === undefined) {
    return undefined;
  }
  if (isEqual(before, wanted)) {
    return text;
  }
  const edited = splice(text, document, before, edit, style);
  return edited !== undefined && means(edited, wanted, text, edit)
    ? edited
    : undefined;
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

function means(text: string, wanted: Plain, before: string, edit: Edit) {
  try {
    const document = parseDocument(text, PARSE_OPTIONS);
    return (
      document.errors.length === 0 &&
      isEqual(toPlain(document), wanted) &&
      (edit.op === 'remove' ||
        edit.op === 'delete' ||
        keepsComments(before, text))
    );
  } catch {
    // An alias without its anchor shows only when it is resolved.
    return false;
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
