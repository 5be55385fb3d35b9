import { InputError } from '@backstage/errors';
import { parseAllDocuments, Parser, visit, type Document } from 'yaml';
import type { Edit } from './edits';
import {
  editDocument,
  PARSE_OPTIONS,
  parseText,
  type ParsedText,
} from './editDocument';
import { isEqual, toPlain, type Plain } from './plain';
import { renderBlock } from './render';
import { detectStyle, type TextStyle } from './style';

/** A person's file is far smaller; the parser takes seconds for more. */
const MAX_LENGTH = 2_000_000;

interface Part {
  text: string;
  plain: Plain;
  /** Of a part that is edited. */
  parsed?: ParsedText;
  removed?: boolean;
}

/**
 * The text of a `catalog-info.yaml` that a person wrote, and its documents. It is only ever changed at single places;
 * {@link CatalogSource.toString} checks that the whole means what the changes were to do.
 */
export class CatalogSource {
  readonly #parts: Part[];
  readonly #added: object[] = [];
  readonly #style: TextStyle;

  private constructor(
    private readonly text: string,
    private readonly path: string,
  ) {
    const documents = readAll(text, path);
    const parts = split(text);
    // The same documents, but for a file of comments, which has a part and no document.
    this.#parts = parts.map((part, index) => ({
      text: part,
      plain: documents[index]?.plain ?? null,
    }));
    this.#style = detectStyle(
      text,
      documents.map(({ document }) => document),
    );
  }

  /** @throws InputError when the text is no YAML, with the line */
  static parse(text: string, path: string): CatalogSource {
    if (text.length > MAX_LENGTH) {
      throw new InputError(
        `${path} is too long to be updated: ${text.length} characters, at most ${MAX_LENGTH} are read.`,
      );
    }
    return new CatalogSource(text, path);
  }

  /** What the documents say, in the file's order. */
  get documents(): readonly Plain[] {
    return this.#parts.map(({ plain }) => plain);
  }

  /** @returns false when the document is written in a way that the edit cannot be made */
  edit(index: number, edit: Edit): boolean {
    const part = this.#parts[index];
    part.parsed ??= parseText(part.text);
    const edited = editDocument(part.parsed, edit, this.#style);
    if (edited === undefined) {
      return false;
    }
    part.parsed = edited;
    part.text = edited.text;
    part.plain = edited.plain;
    return true;
  }

  /** Cuts a document with its separator. */
  remove(index: number): void {
    const part = this.#parts[index];
    part.removed = true;
    part.text = keptComments(part.text, index === 0);
  }

  /** Appends a document. */
  append(document: object): void {
    this.#added.push(document);
  }

  /** @throws Error when the text does not mean what it should: a bug here, and nothing may be written */
  toString(): string {
    const { lineEnding } = this.#style;
    let text = this.#parts.map(part => part.text).join('');
    const endsLine = !this.text || /\n$/.test(this.text);
    for (const document of this.#added) {
      if (text && !text.endsWith('\n')) {
        text += lineEnding;
      }
      const body = renderBlock(document, this.#style);
      // `---` also parts the first document from a line of directives.
      text += hasContent(text) ? `---${lineEnding}` : '';
      text += body.replace(/\n/g, lineEnding);
    }
    if (this.#added.length && !endsLine) {
      text = text.replace(/\r?\n$/, '');
    }
    if (text !== this.text) {
      this.#verify(text);
    }
    return text;
  }

  #verify(text: string): void {
    const wanted = [
      ...this.#parts.filter(part => !part.removed).map(part => part.plain),
      ...this.#added,
    ].filter(document => document !== null);
    const written = readAll(text, this.path)
      .map(({ plain }) => plain)
      .filter(document => document !== null);
    if (!isEqual(written, wanted)) {
      throw new Error(
        `${this.path} cannot be updated safely: the result would not mean what it should. Nothing was written.`,
      );
    }
  }
}

function readAll(
  text: string,
  path: string,
): Array<{ document: Document; plain: Plain }> {
  const documents = [...parseAllDocuments(text, PARSE_OPTIONS)];
  for (const { errors } of documents) {
    if (errors.length) {
      const [{ message, linePos }] = errors;
      throw new InputError(
        `${path} is not valid YAML${
          linePos ? `, line ${linePos[0].line}` : ''
        }: ${message
          .split('\n')[0]
          .replace(
            / at line \d+, column \d+:?$/,
            '',
          )}. Correct the file in the repository first.`,
      );
    }
  }
  return documents.map(document => {
    try {
      return { document, plain: toPlain(document) };
    } catch (error) {
      throw new InputError(
        `${path} cannot be read${unresolvedLine(text, document)}: ${
          error instanceof Error ? error.message : error
        }. Correct the file in the repository first.`,
      );
    }
  });
}

/** An alias without an anchor is no error of syntax for the parser; it shows when it is resolved. */
function unresolvedLine(text: string, document: Document): string {
  let line = '';
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document) && alias.range) {
        line = `, line ${text.slice(0, alias.range[0]).split('\n').length}`;
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return line;
}

/** One text per document, which together are the whole text. Directives go with the document behind them. */
function split(text: string): string[] {
  const cuts: number[] = [];
  let seen = false;
  let directive: number | undefined;
  for (const token of new Parser().parse(text)) {
    if (token.type === 'directive' && seen) {
      directive ??= token.offset;
    }
    if (token.type === 'document') {
      cuts.push(seen ? directive ?? token.offset : 0);
      seen = true;
      directive = undefined;
    }
  }
  // A file of comments only has no document.
  return cuts.length
    ? cuts.map((from, i) => text.slice(from, cuts[i + 1] ?? text.length))
    : [text];
}

/** Comments that stand beside a document more than in it: a heading of the file, what leads to the next document. */
function keptComments(text: string, first: boolean): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const content = lines.findIndex(line => !/^\uFEFF?\s*(#|$)/.test(line));
  const gap = lines
    .slice(0, Math.max(content, 0))
    .findLastIndex(line => line.trim() === '');
  const head = first ? lines.slice(0, gap + 1) : [];
  let tail = lines.length;
  while (tail > content && /^\s*$|^#/.test(lines[tail - 1])) {
    tail--;
  }
  const rest = lines.slice(tail);
  const comment = rest.findIndex(line => line.startsWith('#'));
  return [...head, ...(comment < 0 ? [] : rest.slice(comment))].join('');
}

/** Whether a document is there, be it an empty one behind `---`. */
function hasContent(text: string): boolean {
  return text
    .split('\n')
    .some(line => !/^\uFEFF?\s*(#.*)?$/.test(line.trimEnd()));
}
