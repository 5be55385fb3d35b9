import { isMap, isSeq, Scalar, visit, type Document } from 'yaml';

/** How a person writes YAML. */
export interface TextStyle {
  /** Columns that a nested map is indented by. */
  indent: number;
  /** Whether a list is indented below its key. */
  indentSeq: boolean;
  lineEnding: '\n' | '\r\n';
  singleQuote: boolean;
}

interface Counts {
  indents: Map<number, number>;
  indentedSeqs: number;
  flushSeqs: number;
  singleQuotes: number;
  doubleQuotes: number;
}

/** Reads the style off a file: what it does most often; of what it shows nothing, what this plugin writes. */
export function detectStyle(text: string, documents: Document[]): TextStyle {
  const counts: Counts = {
    indents: new Map(),
    indentedSeqs: 0,
    flushSeqs: 0,
    singleQuotes: 0,
    doubleQuotes: 0,
  };
  documents.forEach(document => count(document, counts));
  const { indents, indentedSeqs, flushSeqs } = counts;
  const [indent] = [...indents].sort((a, b) => b[1] - a[1])[0] ?? [2];
  return {
    indent: Math.min(indent, 10),
    indentSeq: flushSeqs === 0 || indentedSeqs >= flushSeqs,
    lineEnding: /\r\n/.test(text) ? '\r\n' : '\n',
    singleQuote: counts.singleQuotes > counts.doubleQuotes,
  };
}

function count(document: Document, counts: Counts): void {
  visit(document, {
    Scalar(_, { type }) {
      counts.singleQuotes += Number(type === Scalar.QUOTE_SINGLE);
      counts.doubleQuotes += Number(type === Scalar.QUOTE_DOUBLE);
    },
    Map(_, map) {
      const column = blockIndent(map);
      for (const { value } of column === undefined ? [] : map.items) {
        const step = (blockIndent(value) ?? NaN) - column!;
        if (isSeq(value)) {
          counts.indentedSeqs += Number(step > 0);
          counts.flushSeqs += Number(step === 0);
        } else if (step > 0) {
          counts.indents.set(step, (counts.indents.get(step) ?? 0) + 1);
        }
      }
    },
  });
}

/** Column of a collection in block style. */
export function blockIndent(node: unknown): number | undefined {
  if (!isMap(node) && !isSeq(node)) {
    return undefined;
  }
  const token = node.srcToken;
  return token && 'indent' in token && token.type !== 'flow-collection'
    ? token.indent
    : undefined;
}
