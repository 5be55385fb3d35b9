import type { Extraction, SourceText } from '../../source';
import {
  combineDiagrams,
  emptyDiagram,
  toExtraction,
  type Diagram,
} from '../diagram';
import { readArchitecture } from './architecture';
import { fencedBlocks, type Block } from './blocks';
import { readC4 } from './c4';
import { readFlowchart } from './flowchart';
import { readSequence } from './sequence';

export { fencedBlocks } from './blocks';

const LANGUAGES = new Set(['mermaid', 'mmd']);
const HEADER = /^[ \t]{0,40}([A-Za-z][\w-]{2,30})(?![\w-])([^\n]{0,200})/;
/** What may stand behind the kind on its line; else the word only begins a sentence. */
const BEHIND: Array<[RegExp, RegExp]> = [
  [
    /^(?:graph|flowchart(?:-elk)?)$/,
    /^\s*(?:(?:TB|TD|BT|RL|LR|[v^<>])(?![\w])|;|$)/,
  ],
  [/^(?:architecture(?:-beta)?|sequenceDiagram|C4\w+)$/, /^\s*(?:;|%%|$)/],
];
/** Diagrams of other things than infrastructure. */
const OTHER =
  /^(?:classDiagram(?:-v2)?|stateDiagram(?:-v2)?|erDiagram|journey|gantt|pie|quadrantChart|requirementDiagram|gitGraph|mindmap|timeline|zenuml|sankey(?:-beta)?|xychart(?:-beta)?|block(?:-beta)?|packet(?:-beta)?|kanban|radar(?:-beta)?|treemap(?:-beta)?|info)$/;

const READERS = new Map<string, Reader>(
  Object.entries({
    graph: readFlowchart,
    flowchart: readFlowchart,
    'flowchart-elk': readFlowchart,
    C4Context: readC4,
    C4Container: readC4,
    C4Component: readC4,
    C4Dynamic: readC4,
    C4Deployment: readC4,
    architecture: readArchitecture,
    'architecture-beta': readArchitecture,
    sequenceDiagram: readSequence,
  }),
);

/** Whether a text is, or holds, a Mermaid diagram that is read. */
export function isMermaid(text: string): boolean {
  const fenced = fencedBlocks(text, LANGUAGES);
  const blocks = fenced.length ? fenced : [{ text, start: 0 }];
  return blocks.some(block => {
    const { header } = start(block);
    return header !== undefined && READERS.has(header);
  });
}

/** Reads Mermaid: a file of it, or every Mermaid block of a Markdown page. */
export function extractMermaid(source: SourceText): Extraction {
  const fenced = fencedBlocks(source.text, LANGUAGES);
  const blocks = fenced.length ? fenced : [{ text: source.text, start: 0 }];
  const diagrams = blocks.map(readBlock);
  return toExtraction(combineDiagrams('mermaid', diagrams), source);
}

type Reader = (block: Block) => Diagram;

/** Skips front matter, directives and comments; the body starts behind the header line. */
function start({ text, start: offset }: Block): {
  header?: string;
  body: Block;
} {
  let at = 0;
  const front = /^\s{0,100}---[ \t]{0,20}\r?\n/.exec(text);
  if (front) {
    const end = text.indexOf('\n---', front[0].length - 1);
    if (end >= 0) at = text.indexOf('\n', end + 1) + 1 || text.length;
  }
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end + 1;
    const line = text.slice(at, Math.min(stop, at + 300));
    const opening = /^[ \t]*%%\{/.exec(line);
    if (opening && !line.includes('}%%')) {
      const close = text.indexOf('}%%', at);
      at = close < 0 ? text.length : close + 3;
      continue;
    }
    const header = /^\s*(?:%%|$)/.test(line) ? undefined : HEADER.exec(line);
    const behind = BEHIND.find(([kind]) => header && kind.test(header[1]));
    if (header && (!behind || behind[1].test(header[2].trimEnd()))) {
      const from = at + header[0].length - header[2].length;
      return {
        header: header[1],
        body: { text: text.slice(from), start: offset + from },
      };
    }
    if (/\S/.test(line) && !/^\s*%%/.test(line)) break;
    at = stop;
  }
  return { body: { text: text.slice(at), start: offset + at } };
}

function readBlock(block: Block): Diagram {
  const { header, body } = start(block);
  const reader = header ? READERS.get(header) : undefined;
  if (reader) return reader(body);
  const diagram = emptyDiagram('mermaid');
  diagram.warnings.push({
    message:
      header && OTHER.test(header)
        ? `A Mermaid ${header} does not draw infrastructure and was left out. Flowcharts, C4, architecture and sequence diagrams are read.`
        : 'A Mermaid diagram starts with its kind (flowchart, C4Container, architecture-beta, sequenceDiagram); none that is read was found.',
    span: { start: block.start, end: block.start + block.text.length },
  });
  return diagram;
}
