import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isNode, LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { YamlProblem, YamlProblemCode } from './problems';

/** The catalog reads files of up to 10 MB; a person does not edit one in a page. */
const MAX_LENGTH = 3_000_000;
const MAX_ALIASES = 100;

type Path = ReadonlyArray<string | number>;

/** One entity as it stands in an edited file; its values may be anything. */
export class EntityDocument {
  /** Of the whole document. */
  readonly value: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly spec: Record<string, unknown>;
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(options: {
    document: Document;
    value: Record<string, unknown>;
    lines: LineCounter;
  }) {
    this.#document = options.document;
    this.#lines = options.lines;
    this.value = options.value;
    this.metadata = isObject(this.value.metadata) ? this.value.metadata : {};
    this.spec = isObject(this.value.spec) ? this.value.spec : {};
  }

  /** In lower case, as references are compared. */
  get kind(): string {
    return String(this.value.kind).toLowerCase();
  }

  get name(): string {
    return String(this.metadata.name);
  }

  get namespace(): string {
    const { namespace } = this.metadata;
    return typeof namespace === 'string' && namespace ? namespace : 'default';
  }

  /** `kind:namespace/name` in lower case. */
  get ref(): string {
    const { kind, namespace, name } = this;
    return stringifyEntityRef({ kind, namespace, name });
  }

  /** A reference in this document, with everything that it leaves out; undefined for what is none. */
  refAt(value: unknown, defaultKind?: string): string | undefined {
    try {
      return stringifyEntityRef(
        parseEntityRef(value as string, {
          defaultKind,
          defaultNamespace: this.namespace,
        }),
      );
    } catch {
      return undefined;
    }
  }

  /** Where a value stands, or what it would be in. */
  lineOf(path: Path = []): number {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        return this.#lines.linePos(node.range[0]).line;
      }
    }
    return 1;
  }

  problem(
    code: YamlProblemCode,
    path: Path,
    what: string = path.join('.'),
    severity: YamlProblem['severity'] = 'error',
  ): YamlProblem {
    return { severity, line: this.lineOf(path), code, what };
  }
}

/** Reads the documents of a file; what cannot be read is a problem. Empty documents are left out. */
export function readDocuments(text: string): {
  documents: EntityDocument[];
  problems: YamlProblem[];
} {
  if (text.length > MAX_LENGTH) {
    const problem = { line: 1, code: 'tooLong', what: '' } as const;
    return { documents: [], problems: [{ ...problem, severity: 'error' }] };
  }
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  const documents: EntityDocument[] = [];
  const problems: YamlProblem[] = [];
  const error = (line: number, code: YamlProblemCode, what: string) =>
    problems.push({ severity: 'error', line, code, what });
  for (const document of Array.isArray(parsed) ? parsed : []) {
    for (const { pos, message } of document.errors) {
      // The rest of the message draws the place, which the editor shows.
      error(
        lines.linePos(pos[0]).line,
        'syntax',
        message.split(/ at line \d|\n/)[0],
      );
    }
    if (document.errors.length > 0) {
      continue;
    }
    try {
      const value = document.toJS({ maxAliasCount: MAX_ALIASES });
      if (isObject(value)) {
        documents.push(new EntityDocument({ document, value, lines }));
      } else if (value !== null && value !== undefined) {
        const start = document.contents?.range?.[0] ?? 0;
        error(lines.linePos(start).line, 'notEntity', '');
      }
    } catch (reason) {
      const start = document.range?.[0] ?? 0;
      error(lines.linePos(start).line, 'syntax', (reason as Error).message);
    }
  }
  return { documents, problems };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
