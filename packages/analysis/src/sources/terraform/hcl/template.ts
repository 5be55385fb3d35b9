/** A piece of a template: text, or an expression. */
export interface Piece {
  start: number;
  text: string;
  /** Set for `${…}`; for `%{if …}` and `%{for … in …}` the expression inside. */
  expression?: string;
}

/** Splits the content of a quoted string or heredoc at its `${…}` and `%{…}`. */
export function splitTemplate(raw: string, escapes: boolean): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const flush = (to: number) => {
    if (to > from) {
      const text = raw.slice(from, to);
      pieces.push({ start: from, text: escapes ? unescape(text) : text });
    }
  };
  for (let i = 0; i < raw.length; i++) {
    const c = raw[i];
    if (escapes && c === '\\') i++;
    else if (
      (c === '$' || c === '%') &&
      raw[i + 1] === c &&
      raw[i + 2] === '{'
    ) {
      i += 2;
    } else if ((c === '$' || c === '%') && raw[i + 1] === '{') {
      flush(i);
      const end = endOfInterpolation(raw, i + 2);
      const inside = raw.slice(i + 2, end).replace(/^~|~$/g, ' ');
      const directive =
        c === '%'
          ? /^\s*(?:if\s+|for\s[\w\s,]{1,300}\sin\s+)([\s\S]*)$/.exec(inside)
          : undefined;
      const expression = c === '$' ? inside : directive?.[1];
      if (expression?.trim()) {
        pieces.push({
          start: i + 2 + (inside.length - expression.length),
          text: '',
          expression,
        });
      }
      i = end;
      from = end + 1;
    }
  }
  flush(raw.length);
  return pieces;
}

function endOfInterpolation(raw: string, from: number): number {
  let braces = 0;
  let quoted = false;
  const outer: number[] = [];
  for (let i = from; i < raw.length; i++) {
    const c = raw[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
      else if ((c === '$' || c === '%') && raw[i + 1] === '{') {
        outer.push(braces);
        braces = 0;
        quoted = false;
        i++;
      }
    } else if (c === '"') quoted = true;
    else if (c === '{') braces++;
    else if (c === '}') {
      if (braces > 0) braces--;
      else if (outer.length) {
        braces = outer.pop()!;
        quoted = true;
      } else return i;
    }
  }
  return raw.length;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function unescape(text: string): string {
  return text
    .replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g, (_, code: string) =>
      code.length > 1
        ? String.fromCodePoint(Math.min(parseInt(code.slice(1), 16), 0x10ffff))
        : ESCAPES[code] ?? code,
    )
    .replace(/([$%])\1\{/g, '$1{');
}
