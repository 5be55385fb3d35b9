/** A token of the DOT language. `html` text keeps its tags. */
export interface Token {
  kind:
    | 'id'
    | 'html'
    | '->'
    | '--'
    | '{'
    | '}'
    | '['
    | ']'
    | ';'
    | ','
    | '='
    | ':';
  text: string;
  /** Was in quotes, so that no keyword is meant. */
  quoted?: boolean;
  start: number;
  end: number;
}

const MAX_TOKENS = 200_000;
const PUNCTUATION = new Set(['{', '}', '[', ']', ';', ',', '=', ':']);
const WORD =
  /[\p{L}_\u0080-\uffff][\p{L}\p{N}_\u0080-\uffff]*|-?(?:\.\d+|\d+(?:\.\d*)?)/uy;

/** Splits DOT into tokens; what is none is skipped. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length && tokens.length < MAX_TOKENS) {
    const char = text[at];
    const start = at;
    if (/\s/.test(char)) at++;
    else if (
      text.startsWith('//', at) ||
      (char === '#' && isLineStart(text, at))
    ) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (text.startsWith('->', at) || text.startsWith('--', at)) {
      at += 2;
      tokens.push({
        kind: text.slice(start, at) as '->' | '--',
        text: '',
        start,
        end: at,
      });
    } else if (PUNCTUATION.has(char)) {
      at++;
      tokens.push({ kind: char as Token['kind'], text: char, start, end: at });
    } else if (char === '"') {
      const [value, end] = quotedFrom(text, at);
      at = end;
      tokens.push({ kind: 'id', text: value, quoted: true, start, end: at });
    } else if (char === '<') {
      at = htmlEnd(text, at);
      tokens.push({
        kind: 'html',
        text: text.slice(start + 1, at - 1),
        start,
        end: at,
      });
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      at += word?.length ?? 1;
      if (word) tokens.push({ kind: 'id', text: word, start, end: at });
    }
  }
  return tokens;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}

/** A quoted string, with `+` pieces and escaped quotes. */
function quotedFrom(text: string, from: number): [string, number] {
  let value = '';
  let at = from;
  for (;;) {
    at++;
    while (at < text.length && text[at] !== '"') {
      if (text[at] === '\\' && text[at + 1] === '"') at++;
      else if (text[at] === '\\' && text[at + 1] === '\n') at += 2;
      value += text[at] ?? '';
      at++;
    }
    at++;
    const plus = /\s{0,100}\+\s{0,100}(?=")/y;
    plus.lastIndex = at;
    const joint = plus.exec(text);
    if (!joint) return [value, Math.min(at, text.length)];
    at += joint[0].length;
  }
}

function htmlEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '<') depth++;
    else if (text[at] === '>' && --depth === 0) return at + 1;
  }
  return text.length;
}
