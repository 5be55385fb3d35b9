const MAX_HEAD = 200_000;

/** Comments that may stand before the first statement of a notation: how they open and close. */
export type CommentStyle = readonly [open: string, close: string];

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
    const comment = comments.find(([open]) => text.startsWith(open, at));
    if (!comment || at >= MAX_HEAD) return text.slice(at, at + length);
    const end = text.indexOf(comment[1], at + comment[0].length);
    if (end < 0) return '';
    at = end + comment[1].length;
  }
}

/** Comments, declarations and processing instructions before the root of an XML document. */
export const XML_PROLOG: readonly CommentStyle[] = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!DOCTYPE', '>'],
  ['<!doctype', '>'],
];
