const MAX_HEAD = 200_000;

/** Comments that may stand before the first statement of a notation: how they open and close. */
export type CommentStyle = readonly [open: string, close: string];

function commentAt(
  text: string,
  at: number,
  comments: readonly CommentStyle[],
): CommentStyle | undefined {
  return comments.find(([open]) => text.startsWith(open, at));
}

/**
 * The first `length` characters that are neither blank nor in comments. Looks at each character once, however the
 * text is made.
 */
export function headOf(
  text: string,
  comments: readonly CommentStyle[] = [],
  length = 300,
): string {
  let at = 0;
  for (;;) {
    while (at < text.length && at < MAX_HEAD && /[\s\ufeff]/.test(text[at]))
      at++;
    const comment = commentAt(text, at, comments);
    if (!comment || at >= MAX_HEAD) return text.slice(at, at + length);
    const [open, close] = comment;
    let end = text.indexOf(close, at + open.length);
    // a document type with definitions ends behind them
    if (/^<!doctype$/i.test(open) && text.slice(at, end).includes('[')) {
      end = text.indexOf(']', at);
      end = end < 0 ? end : text.indexOf(close, end);
    }
    if (end < 0) return '';
    at = end + close.length;
  }
}

/** Comments, declarations and processing instructions before the root of an XML document. */
export const XML_PROLOG: readonly CommentStyle[] = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!DOCTYPE', '>'],
  ['<!doctype', '>'],
];
