import type { Span } from '../diagram';

/** One line of the language: its words, and whether a block opens or closes with it. */
export interface Statement {
  words: string[];
  opens: boolean;
  closes: boolean;
  span: Span;
}

const MAX_WORDS = 60;

/** Splits a workspace into statements, without comments. Text in quotes is one word; `"""` spans lines. */
export function readStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let current: Statement | undefined;
  const add = (start: number) =>
    (current ??= {
      words: [],
      opens: false,
      closes: false,
      span: { start, end: start },
    });
  const finish = (end: number) => {
    if (current) {
      current.span.end = end;
      statements.push(current);
    }
    current = undefined;
  };
  const line = /[^\s"{}]+/y;
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '\n') {
      finish(at);
      at++;
    } else if (
      char === '\\' &&
      /^\\[ \t]*\r?\n/.test(text.slice(at, at + 20))
    ) {
      at = text.indexOf('\n', at) + 1;
    } else if (/\s/.test(char)) {
      at++;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (text.startsWith('//', at) || (char === '#' && !current)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === '"') {
      const triple = text.startsWith('"""', at);
      const from = at + (triple ? 3 : 1);
      let end = text.indexOf(triple ? '"""' : '"', from);
      while (!triple && end > 0 && text[end - 1] === '\\')
        end = text.indexOf('"', end + 1);
      const newline = text.indexOf('\n', from);
      // a quote that is not closed ends with its line
      if (!triple && (end < 0 || (newline >= 0 && newline < end))) {
        end = newline < 0 ? text.length : newline;
      }
      if (end < 0) end = text.length;
      const statement = add(at);
      if (statement.words.length < MAX_WORDS) {
        statement.words.push(text.slice(from, end).replace(/\\"/g, '"').trim());
      }
      at = text[end] === '\n' ? end : end + (triple ? 3 : 1);
    } else if (char === '{') {
      add(at).opens = true;
      at++;
      finish(at);
    } else if (char === '}') {
      finish(at);
      add(at).closes = true;
      at++;
      finish(at);
    } else {
      line.lastIndex = at;
      const word = line.exec(text)![0];
      // ${constants} keep their braces
      const constant =
        /^\$$/.test(word[word.length - 1]) && text[at + word.length] === '{';
      if (constant) {
        const close = text.indexOf('}', at);
        const end =
          close < 0 || close - at > 200 ? at + word.length + 1 : close + 1;
        add(at).words.push(text.slice(at, end));
        at = end;
      } else {
        const statement = add(at);
        if (statement.words.length < MAX_WORDS) statement.words.push(word);
        at += word.length;
      }
    }
  }
  finish(text.length);
  return statements;
}
