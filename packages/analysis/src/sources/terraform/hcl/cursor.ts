import type { SyntaxProblem } from './ast';
import type { Token } from './lexer';

/** Deeper nesting is an attack, not a configuration. */
const MAX_DEPTH = 100;
const MAX_PROBLEMS = 50;

/** That a token stands where it cannot. */
export class Unexpected extends Error {
  constructor(message: string, readonly offset: number) {
    super(message);
  }
}

/** A place in a list of tokens, and what the grammar asks about it. */
export class Cursor {
  readonly problems: SyntaxProblem[] = [];
  protected position = 0;
  /** Inside parentheses and brackets a line break means nothing. */
  protected anyLine = false;

  constructor(readonly tokens: Token[], protected depth: number) {}

  protected get token(): Token {
    return this.tokens[this.position];
  }

  protected advance(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  protected is(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  protected isWord(word: string): boolean {
    return this.token.kind === 'identifier' && this.token.text === word;
  }

  protected take(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.advance();
    return true;
  }

  protected expect(symbol: string): Token {
    if (!this.is(symbol)) throw this.unexpected(`expected "${symbol}"`);
    return this.advance();
  }

  protected unexpected(expected = 'not understood'): Unexpected {
    const { kind, text, start } = this.token;
    const what =
      kind === 'end'
        ? 'the end of the file'
        : JSON.stringify(text.slice(0, 40));
    return new Unexpected(`${expected} at ${what}`, start);
  }

  protected skipNewlines(): void {
    while (this.token.kind === 'newline') this.advance();
  }

  protected skipIgnored(): void {
    if (this.anyLine) this.skipNewlines();
  }

  /** Runs `read` inside brackets (`anyLine`) or braces, where line breaks end a statement again. */
  protected within<T>(anyLine: boolean, read: () => T): T {
    const outer = this.anyLine;
    this.anyLine = anyLine;
    const result = read();
    this.anyLine = outer;
    return result;
  }

  protected enter(): void {
    if (++this.depth > MAX_DEPTH) {
      throw new Unexpected(
        `nested deeper than ${MAX_DEPTH} levels`,
        this.token.start,
      );
    }
  }

  protected report({ message, offset }: Unexpected): void {
    if (this.problems.length < MAX_PROBLEMS) {
      this.problems.push({ message, offset });
    }
  }
}
