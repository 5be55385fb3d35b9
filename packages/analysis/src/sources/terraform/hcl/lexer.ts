/** A token; `template` holds the raw content of a quoted or heredoc string, to be read on demand. */
export interface Token {
  kind: 'identifier' | 'number' | 'template' | 'symbol' | 'newline' | 'end';
  text: string;
  start: number;
  end: number;
  /** Offset of `text` for a template, whose quotes are not part of it. */
  inner?: number;
  heredoc?: boolean;
}

const SPACE = /[ \t\r\uFEFF]*/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;
const SYMBOL = /\.\.\.|&&|\|\||==|!=|<=|>=|=>|::|[{}[\]()=,.:?!+\-*/%<>]/y;

/**
 * Splits HCL into tokens, in one pass. Never throws: a character that starts no token is skipped as a symbol of its
 * own, for the parser to complain about.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const push = (kind: Token['kind'], end: number) => {
    tokens.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  };
  while (at < text.length) {
    at += match(SPACE)![0].length;
    if (at >= text.length) break;
    const c = text[at];
    if (c === '\n') {
      push('newline', at + 1);
    } else if (c === '#' || text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (c === '"') {
      const end = endOfQuoted(text, at + 1);
      tokens.push({
        kind: 'template',
        text: text.slice(at + 1, end),
        start: at,
        end: Math.min(end + 1, text.length),
        inner: at + 1,
      });
      // a string that never ends stops at its line, so that the lines below are still read
      at = text[end] === '"' ? end + 1 : end;
    } else {
      const heredoc = match(HEREDOC);
      const word = heredoc ? null : match(IDENTIFIER);
      const number = heredoc || word ? null : match(NUMBER);
      if (heredoc) {
        at = readHeredoc(text, at, heredoc, tokens);
      } else if (word) push('identifier', at + word[0].length);
      else if (number) push('number', at + number[0].length);
      else push('symbol', at + (match(SYMBOL)?.[0].length ?? 1));
    }
  }
  tokens.push({
    kind: 'end',
    text: '',
    start: text.length,
    end: text.length,
  });
  return tokens;
}

/** Offset of the closing quote; quotes inside `${…}` belong to the expression there. */
function endOfQuoted(text: string, from: number): number {
  let depth = 0;
  // what each open level is in: a template's text, or an expression with its count of open braces
  const braces: number[] = [];
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    const inText = depth % 2 === 0;
    if (inText) {
      if (c === '\\') i++;
      else if (c === '"') {
        if (depth === 0) return i;
        depth--;
      } else if (c === '\n') {
        return i;
      } else if (
        (c === '$' || c === '%') &&
        text[i + 1] === c &&
        text[i + 2] === '{'
      ) {
        i += 2;
      } else if ((c === '$' || c === '%') && text[i + 1] === '{') {
        depth++;
        braces.push(0);
        i++;
      }
    } else if (c === '"') {
      depth++;
    } else if (c === '{') {
      braces[braces.length - 1]++;
    } else if (c === '}') {
      if (braces[braces.length - 1] === 0) {
        braces.pop();
        depth--;
      } else braces[braces.length - 1]--;
    }
  }
  return text.length;
}

function readHeredoc(
  text: string,
  start: number,
  opening: RegExpExecArray,
  tokens: Token[],
): number {
  const inner = start + opening[0].length;
  const marker = opening[2];
  let line = inner;
  while (line < text.length) {
    let end = text.indexOf('\n', line);
    if (end < 0) end = text.length;
    if (text.slice(line, end).trim() === marker) {
      tokens.push({
        kind: 'template',
        text: text.slice(inner, line),
        start,
        end,
        inner,
        heredoc: true,
      });
      return end;
    }
    line = end + 1;
  }
  tokens.push({
    kind: 'template',
    text: text.slice(inner),
    start,
    end: text.length,
    inner,
    heredoc: true,
  });
  return text.length;
}
