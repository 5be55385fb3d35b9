import type { Expression, Step, SyntaxProblem } from './ast';
import { Cursor, Unexpected } from './cursor';
import { tokenize, type Token } from './lexer';
import { splitTemplate } from './template';

const BINARY = new Set('+ - * / % == != < > <= >= && ||'.split(' '));

/** The grammar of expressions. */
export class ExpressionParser extends Cursor {
  /** Of a template's `${…}`: one expression and nothing behind it. */
  parseTemplateExpression(): Expression {
    this.anyLine = true;
    this.skipNewlines();
    const expression = this.expression();
    this.skipNewlines();
    if (this.token.kind !== 'end') throw this.unexpected();
    return expression;
  }
  protected expression(): Expression {
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
  protected operation(): Expression {
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

  protected unary(): Expression {
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

  protected postfix(): Expression {
    const base = this.primary();
    const steps = this.steps();
    if (!steps.length) return base;
    const end = this.tokens[this.position - 1].end;
    return base.kind === 'traversal'
      ? { ...base, steps: [...base.steps, ...steps], end }
      : { kind: 'get', base, steps, start: base.start, end };
  }

  protected steps(): Step[] {
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

  protected primary(): Expression {
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
        throw this.unexpected('expected a value');
      default:
        throw this.unexpected('expected a value');
    }
  }

  protected named(): Expression {
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

  protected tuple(): Expression {
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

  protected object(): Expression {
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

  protected objectKey(): Expression {
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

  protected isFor(): boolean {
    return (
      this.isWord('for') &&
      this.tokens[this.position + 1]?.kind === 'identifier'
    );
  }

  protected forExpression(start: number, close: string): Expression {
    this.advance();
    const names = [this.advance().text];
    if (this.take(',')) names.push(this.advance().text);
    if (!this.isWord('in')) throw this.unexpected('expected "in"');
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
    if (this.isWord('if')) {
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
  protected interpolation(
    text: string,
    offset: number,
  ): Expression | undefined {
    const tokens = tokenize(text);
    for (const token of tokens) {
      token.start += offset;
      token.end += offset;
      if (token.inner !== undefined) token.inner += offset;
    }
    const parser = new ExpressionParser(tokens, this.depth + 1);
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
    heredoc: true,
  };
  const parser = new ExpressionParser([token], 0);
  const expression = parser.template(token);
  problems.push(...parser.problems);
  return expression;
}
