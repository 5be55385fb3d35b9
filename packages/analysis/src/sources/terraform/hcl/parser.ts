import type {
  Attribute,
  Block,
  Body,
  Expression,
  Step,
  SyntaxProblem,
} from './ast';
import { tokenize, type Token } from './lexer';

/** Deeper nesting is an attack, not a configuration. */
const MAX_DEPTH = 100;
const MAX_PROBLEMS = 50;
const BINARY = new Set('+ - * / % == != < > <= >= && ||'.split(' '));

class Unexpected extends Error {
  constructor(message: string, readonly offset: number) {
    super(message);
  }
}

/** What was read, and what could not be. */
export interface ParsedHcl {
  body: Body;
  problems: SyntaxProblem[];
}

/**
 * Parses HCL's native syntax. A statement that cannot be read is reported and skipped; the rest is still read.
 *
 * Own code because the WebAssembly builds of HashiCorp's parser (`@cdktn/hcl2json`) give no positions, and evidence
 * needs a line for everything, refuse a whole file for one bad line, take 2 s to start, and are asynchronous. They
 * serve the tests as the reference that this parser has to agree with.
 */
export function parseHcl(text: string): ParsedHcl {
  const parser = new Parser(tokenize(text), 0);
  const body = parser.parseFile();
  return { body, problems: parser.problems };
}

/** Parses a string with `${…}` in it that another format holds; `offset` is where it stands. */
export function parseTemplate(
  text: string,
  offset: number,
  problems: SyntaxProblem[],
): Expression {
  const end = offset + text.length;
  const token: Token = {
    kind: 'template',
    text,
    start: offset,
    end,
    inner: offset,
  };
  const parser = new Parser([{ ...token, heredoc: true }], 0);
  const expression = parser.template(parser.tokens[0]);
  problems.push(...parser.problems);
  return expression;
}

class Parser {
  readonly problems: SyntaxProblem[] = [];
  private position = 0;
  /** Inside parentheses and brackets a line break means nothing. */
  private anyLine = false;

  constructor(readonly tokens: Token[], private depth: number) {}

  parseFile(): Body {
    return this.body(false);
  }

  /** Of a template's `${…}`: one expression and nothing behind it. */
  parseTemplateExpression(): Expression {
    this.anyLine = true;
    this.skipNewlines();
    const expression = this.expression();
    this.skipNewlines();
    if (this.token.kind !== 'end') throw this.unexpected();
    return expression;
  }

  private get token(): Token {
    return this.tokens[this.position];
  }

  private advance(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  private is(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  private take(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.advance();
    return true;
  }

  private expect(symbol: string): Token {
    if (!this.is(symbol)) throw this.unexpected(`expected "${symbol}"`);
    return this.advance();
  }

  private unexpected(expected = 'not understood'): Unexpected {
    const { kind, text, start } = this.token;
    const what =
      kind === 'end'
        ? 'the end of the file'
        : JSON.stringify(text.slice(0, 40));
    return new Unexpected(`${expected} at ${what}`, start);
  }

  private skipNewlines(): void {
    while (this.token.kind === 'newline') this.advance();
  }

  private skipIgnored(): void {
    if (this.anyLine) this.skipNewlines();
  }

  /** Runs `read` inside brackets (`anyLine`) or braces, where line breaks end a statement again. */
  private within<T>(anyLine: boolean, read: () => T): T {
    const outer = this.anyLine;
    this.anyLine = anyLine;
    const result = read();
    this.anyLine = outer;
    return result;
  }

  private enter(): void {
    if (++this.depth > MAX_DEPTH) {
      throw new Unexpected(
        `nested deeper than ${MAX_DEPTH} levels`,
        this.token.start,
      );
    }
  }

  private body(nested: boolean): Body {
    const body: Body = { attributes: [], blocks: [] };
    for (;;) {
      this.skipNewlines();
      const { token, position, depth } = this;
      if (token.kind === 'end') {
        if (nested) this.report(this.unexpected('expected "}"'));
        return body;
      }
      if (nested && this.is('}')) return body;
      if (nested && this.startsBlock(position)) {
        this.report(this.unexpected('a "}" is missing'));
        return body;
      }
      try {
        this.statement(body);
      } catch (error) {
        if (!(error instanceof Unexpected)) throw error;
        this.report(error);
        this.depth = depth;
        this.anyLine = false;
        this.recover(position);
      }
    }
  }

  private report({ message, offset }: Unexpected): void {
    if (this.problems.length < MAX_PROBLEMS) {
      this.problems.push({ message, offset });
    }
  }

  /**
   * Goes on behind the statement that failed: behind its line, or behind the brackets that were open when it failed,
   * unless a line starts like a block at the top, which means that a bracket is missing.
   */
  private recover(statement: number): void {
    const failed = this.position;
    let open = 0;
    this.position = statement;
    while (this.token.kind !== 'end') {
      const { kind, text } = this.token;
      if (kind === 'symbol') {
        if ('{[('.includes(text) && text.length === 1) open++;
        else if ('}])'.includes(text) && text.length === 1) {
          if (open === 0) break;
          open--;
        }
      }
      if (
        kind === 'newline' &&
        ((open === 0 && this.position >= failed) ||
          this.startsBlock(this.position + 1))
      ) {
        break;
      }
      this.advance();
    }
    // always forward, or the same token would fail forever
    if (this.position === statement) this.advance();
  }

  /** Whether a line without indentation starts like a block of the top level. */
  private startsBlock(position: number): boolean {
    const before = this.tokens[position - 1];
    const [a, b] = [this.tokens[position], this.tokens[position + 1]];
    return (
      before?.kind === 'newline' &&
      before.end === a?.start &&
      a.kind === 'identifier' &&
      (/^(?:resource|data|module|variable|output|provider)$/.test(a.text)
        ? b?.kind === 'template'
        : a.text === 'locals' && b?.text === '{')
    );
  }

  private statement(body: Body): void {
    const start = this.token;
    if (start.kind !== 'identifier' && start.kind !== 'template') {
      throw this.unexpected('expected a name');
    }
    const name = this.advance();
    if (name.kind === 'identifier' && this.take('=')) {
      const value = this.expression();
      this.endOfStatement();
      body.attributes.push({
        name: name.text,
        value,
        start: start.start,
        end: value.end,
      } satisfies Attribute);
      return;
    }
    const labels: string[] = [];
    while (this.token.kind === 'identifier' || this.token.kind === 'template') {
      labels.push(this.advance().text);
    }
    this.expect('{');
    this.enter();
    const block: Block = {
      type: name.text,
      labels,
      body: { attributes: [], blocks: [] },
      start: start.start,
      end: start.end,
    };
    // known before it is read: a block whose end is missing still counts
    body.blocks.push(block);
    block.body = this.body(true);
    block.end = this.token.end;
    this.take('}');
    this.depth--;
    this.endOfStatement();
  }

  private endOfStatement(): void {
    if (this.token.kind === 'newline') this.advance();
    // `a = 1, b = 2` and `a = 1 }` on one line
    else if (this.token.kind !== 'end' && !this.is('}') && !this.take(',')) {
      throw this.unexpected('expected the end of the line');
    }
  }

  private expression(): Expression {
    this.enter();
    const start = this.token.start;
    let left = this.operation();
    this.skipIgnored();
    if (this.take('?')) {
      this.skipNewlines();
      const yes = this.expression();
      this.skipNewlines();
      this.expect(':');
      this.skipNewlines();
      const no = this.expression();
      left = {
        kind: 'conditional',
        condition: left,
        yes,
        no,
        start,
        end: no.end,
      };
    }
    this.depth--;
    return left;
  }

  /** Operators in a row, without precedence: only the operands matter. */
  private operation(): Expression {
    const first = this.unary();
    const operands = [first];
    let operator = '';
    for (;;) {
      this.skipIgnored();
      if (this.token.kind !== 'symbol' || !BINARY.has(this.token.text)) break;
      operator = operands.length === 1 ? this.token.text : 'mixed';
      this.advance();
      this.skipNewlines();
      operands.push(this.unary());
    }
    if (operands.length === 1) return first;
    const end = operands[operands.length - 1].end;
    return { kind: 'operation', operator, operands, start: first.start, end };
  }

  private unary(): Expression {
    const start = this.token.start;
    const operators: string[] = [];
    while (this.is('!') || this.is('-')) operators.push(this.advance().text);
    const operand = this.postfix();
    return operators.length
      ? {
          kind: 'operation',
          operator: operators.join(''),
          operands: [operand],
          start,
          end: operand.end,
        }
      : operand;
  }

  private postfix(): Expression {
    const base = this.primary();
    const steps = this.steps();
    if (!steps.length) return base;
    const end = this.tokens[this.position - 1].end;
    return base.kind === 'traversal'
      ? { ...base, steps: [...base.steps, ...steps], end }
      : { kind: 'get', base, steps, start: base.start, end };
  }

  private steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.is('.')) {
        this.advance();
        const name = this.advance();
        if (name.kind === 'symbol' && name.text === '*') {
          steps.push({ kind: 'splat' });
        } else if (name.kind === 'identifier' || name.kind === 'number') {
          // `list.0.name` lexes as the number 0. and a name
          for (const part of name.text.split('.').filter(Boolean)) {
            steps.push({ kind: 'attribute', name: part });
          }
        } else {
          this.position--;
          throw this.unexpected('expected an attribute');
        }
      } else if (this.is('[')) {
        this.advance();
        this.skipNewlines();
        if (this.is('*')) {
          this.advance();
          steps.push({ kind: 'splat' });
        } else {
          const index = this.within(true, () => this.expression());
          steps.push({ kind: 'index', index });
        }
        this.skipNewlines();
        this.expect(']');
      } else return steps;
    }
  }

  private primary(): Expression {
    const token = this.token;
    const { start, end } = token;
    switch (token.kind) {
      case 'number':
        this.advance();
        return { kind: 'literal', text: token.text, start, end };
      case 'template':
        this.advance();
        return this.template(token);
      case 'identifier':
        return this.named();
      case 'symbol':
        if (token.text === '(') {
          this.advance();
          this.skipNewlines();
          const inner = this.within(true, () => this.expression());
          this.skipNewlines();
          this.expect(')');
          return inner;
        }
        if (token.text === '[') return this.within(true, () => this.tuple());
        if (token.text === '{') {
          return this.within(false, () => this.object());
        }
      // falls through
      default:
        throw this.unexpected('expected a value');
    }
  }

  private named(): Expression {
    const { text, start } = this.advance();
    let { end } = this.tokens[this.position - 1];
    let name = text;
    while (this.is('::')) {
      this.advance();
      name = this.advance().text;
    }
    if (this.is('(')) {
      this.advance();
      const args: Expression[] = [];
      this.skipNewlines();
      while (!this.is(')')) {
        args.push(this.within(true, () => this.expression()));
        this.take('...');
        this.skipNewlines();
        if (!this.take(',')) break;
        this.skipNewlines();
      }
      end = this.expect(')').end;
      return { kind: 'call', name, args, start, end };
    }
    if (name === 'true' || name === 'false') {
      return { kind: 'literal', text: name, start, end };
    }
    if (name === 'null') return { kind: 'null', start, end };
    return { kind: 'traversal', root: name, steps: [], start, end };
  }

  private tuple(): Expression {
    const { start } = this.advance();
    this.skipNewlines();
    if (this.isFor()) return this.forExpression(start, ']');
    const items: Expression[] = [];
    while (!this.is(']')) {
      items.push(this.expression());
      this.skipNewlines();
      if (!this.take(',')) break;
      this.skipNewlines();
    }
    const { end } = this.expect(']');
    return { kind: 'tuple', items, start, end };
  }

  private object(): Expression {
    const { start } = this.advance();
    this.skipNewlines();
    if (this.isFor()) {
      return this.within(true, () => this.forExpression(start, '}'));
    }
    const items: Array<{ key: Expression; value: Expression }> = [];
    while (!this.is('}')) {
      const key = this.objectKey();
      if (!this.take('=') && !this.take(':')) {
        throw this.unexpected('expected "="');
      }
      this.skipNewlines();
      items.push({ key, value: this.expression() });
      const separated =
        this.take(',') || this.token.kind === 'newline' || this.is('}');
      if (!separated) throw this.unexpected('expected ","');
      this.skipNewlines();
    }
    const { end } = this.expect('}');
    return { kind: 'object', items, start, end };
  }

  private objectKey(): Expression {
    const token = this.token;
    const next = this.tokens[this.position + 1];
    if (
      token.kind === 'identifier' &&
      next?.kind === 'symbol' &&
      (next.text === '=' || next.text === ':')
    ) {
      this.advance();
      return {
        kind: 'literal',
        text: token.text,
        start: token.start,
        end: token.end,
      };
    }
    return this.expression();
  }

  private isFor(): boolean {
    return (
      this.token.kind === 'identifier' &&
      this.token.text === 'for' &&
      this.tokens[this.position + 1]?.kind === 'identifier'
    );
  }

  private forExpression(start: number, close: string): Expression {
    this.advance();
    const names = [this.advance().text];
    if (this.take(',')) names.push(this.advance().text);
    if (this.token.text !== 'in') throw this.unexpected('expected "in"');
    this.advance();
    this.skipNewlines();
    const collection = this.expression();
    this.skipNewlines();
    this.expect(':');
    this.skipNewlines();
    let value = this.expression();
    let key: Expression | undefined;
    this.skipNewlines();
    if (this.take('=>')) {
      key = value;
      this.skipNewlines();
      value = this.expression();
      this.take('...');
      this.skipNewlines();
    }
    let condition: Expression | undefined;
    if (this.token.kind === 'identifier' && this.token.text === 'if') {
      this.advance();
      this.skipNewlines();
      condition = this.expression();
      this.skipNewlines();
    }
    const { end } = this.expect(close);
    return {
      kind: 'for',
      names,
      collection,
      key,
      value,
      condition,
      start,
      end,
    };
  }

  template(token: Token): Expression {
    const { start, end } = token;
    const parts: Expression[] = [];
    for (const piece of splitTemplate(token.text, !token.heredoc)) {
      const offset = token.inner! + piece.start;
      if (piece.expression === undefined) {
        parts.push({
          kind: 'literal',
          text: piece.text,
          start: offset,
          end: offset + piece.text.length,
        });
        continue;
      }
      const expression = this.interpolation(piece.expression, offset);
      if (expression) parts.push(expression);
    }
    if (parts.length === 0) return { kind: 'literal', text: '', start, end };
    if (parts.length === 1 && parts[0].kind === 'literal') {
      return { ...parts[0], start, end };
    }
    return { kind: 'template', parts, start, end };
  }

  /** An interpolation that cannot be read costs only itself. */
  private interpolation(text: string, offset: number): Expression | undefined {
    const tokens = tokenize(text);
    for (const token of tokens) {
      token.start += offset;
      token.end += offset;
      if (token.inner !== undefined) token.inner += offset;
    }
    const parser = new Parser(tokens, this.depth + 1);
    try {
      const expression = parser.parseTemplateExpression();
      this.problems.push(...parser.problems);
      return expression;
    } catch (error) {
      if (!(error instanceof Unexpected)) throw error;
      this.report(error);
      return undefined;
    }
  }
}

interface Piece {
  start: number;
  text: string;
  /** Set for `${…}`; for `%{if …}` and `%{for … in …}` the expression inside. */
  expression?: string;
}

function splitTemplate(raw: string, escapes: boolean): Piece[] {
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
          ? /^\s*(?:if\s+|for\s+[\w\s,]+\sin\s+)([\s\S]*)$/.exec(inside)
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
