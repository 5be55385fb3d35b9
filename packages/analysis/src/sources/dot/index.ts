import type { Extraction, SourceText } from '../../source';
import { combineDiagrams, headOf, toExtraction } from '../diagram';
import { fencedBlocks } from '../mermaid/blocks';
import { readGraph } from './graph';

const LANGUAGES = new Set(['dot', 'graphviz', 'gv']);
const START =
  /^(?:strict\s{1,20})?(?:di)?graph\s{0,20}(?:"[^"\n]{0,200}"|[\w.-]{0,200})\s{0,20}\{/i;
const COMMENTS = [
  ['//', '\n'],
  ['#', '\n'],
  ['/*', '*/'],
] as const;

/** Whether a text is, or holds, a Graphviz graph. */
export function isDot(text: string): boolean {
  return (
    START.test(headOf(text, COMMENTS, 1000)) ||
    fencedBlocks(text, LANGUAGES).length > 0
  );
}

/** Reads Graphviz DOT. */
export function extractDot(source: SourceText): Extraction {
  const fenced = fencedBlocks(source.text, LANGUAGES);
  const blocks = fenced.length ? fenced : [{ text: source.text, start: 0 }];
  const diagrams = blocks.map(({ text, start }) => {
    const diagram = readGraph(text);
    // several lines can share one span
    const spans = new Set(
      [...diagram.nodes, ...diagram.edges].map(({ span }) => span),
    );
    for (const span of spans) {
      span.start += start;
      span.end += start;
    }
    return diagram;
  });
  return toExtraction(combineDiagrams('dot', diagrams), source);
}
