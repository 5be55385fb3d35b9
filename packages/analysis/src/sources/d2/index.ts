import type { Extraction, SourceText } from '../../source';
import {
  combineDiagrams,
  emptyDiagram,
  toExtraction,
  warnUnread,
  type Diagram,
} from '../diagram';
import { fencedBlocks } from '../mermaid/blocks';
import { readDocument } from './document';
import { BoardReader } from './board';

const LANGUAGES = new Set(['d2']);

/** Whether a text holds D2. Files of it are known by their name: the language has no first line of its own. */
export function isD2(text: string): boolean {
  return fencedBlocks(text, LANGUAGES).length > 0 || looksLikeD2(text);
}

/** Connections and shapes at line starts, and nothing that is prose. */
function looksLikeD2(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .map(line => line.slice(0, 300).trim())
    .filter(line => line && !line.startsWith('#'));
  const connections = lines.filter(line =>
    /^[\w."' -]{1,80}\s(?:->|<->|<-|--)\s[\w."' -]{1,80}(?::|\{|$)/.test(line),
  ).length;
  const marks = lines.filter(line =>
    /^(?:[\w.]{1,80}\.)?(?:shape|direction|icon|near|style(?:\.\w+)?):\s*\S|\{\s{0,10}(?:shape|icon|class):\s/.test(
      line,
    ),
  ).length;
  const others = lines.filter(line =>
    /[.!?;]$|^(?:@|<|workspace\b|graph\b|digraph\b|subgraph\b)/.test(line),
  ).length;
  return (
    others === 0 &&
    connections > 0 &&
    (marks > 0 || connections >= lines.length / 2)
  );
}

/** Reads D2: containers, shapes, icons, connections, classes. */
export function extractD2(source: SourceText): Extraction {
  const fenced = fencedBlocks(source.text, LANGUAGES);
  const blocks = fenced.length ? fenced : [{ text: source.text, start: 0 }];
  return toExtraction(combineDiagrams('d2', blocks.map(readBlock)), source);
}

function readBlock({ text, start }: { text: string; start: number }): Diagram {
  const diagram = emptyDiagram('d2');
  const { entries, unread } = readDocument(text);
  new BoardReader(diagram, start).read(entries);
  for (const span of unread) {
    const line = text.slice(span.start, span.end);
    if (line.trim())
      warnUnread(diagram, 'D2 diagram', line, {
        start: span.start + start,
        end: span.end + start,
      });
  }
  return diagram;
}
