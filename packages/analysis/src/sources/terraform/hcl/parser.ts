import type { Attribute, Block, Body, SyntaxProblem } from './ast';
import { Unexpected } from './cursor';
import { ExpressionParser } from './expressions';
import { tokenize } from './lexer';

/** What was read, and what could not be. */
export interface ParsedHcl {
  body: Body;
  problems: SyntaxProblem[];
}

/** The grammar of attributes and blocks. */
class Parser extends ExpressionParser {
  parseFile(): Body {
    return this.body(false);
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
