import type { Extraction, SourceText } from '../../source';
import { extractD2, isD2 } from '../d2';
import { extractDot, isDot } from '../dot';
import { extractDrawio, isDrawio } from '../drawio';
import { extractExcalidraw, isExcalidraw } from '../excalidraw';
import { fencedBlocks } from '../mermaid/blocks';
import { extractMermaid, isMermaid } from '../mermaid';
import { extractPlantUml, isPlantUml } from '../plantuml';
import { extractProse } from '../prose';
import { extractStructurizr, isStructurizr } from '../structurizr';
import { extractSvg, isSvg } from '../svg';
import type { Source } from '..';

/** Notations of diagrams that are read exactly. @public */
export type DiagramFormat =
  | 'd2'
  | 'dot'
  | 'drawio'
  | 'excalidraw'
  | 'mermaid'
  | 'plantuml'
  | 'structurizr'
  | 'svg';

interface Reader extends Pick<Source, 'label' | 'is' | 'names'> {
  extract(source: SourceText): Extraction;
  /** Set where files include each other. */
  extractAll?(sources: readonly SourceText[]): Extraction[];
  /** Languages of its blocks in Markdown. */
  fences?: string[];
}

/** Surest first: what starts with its own mark, then what only looks like it. */
const READERS = new Map<DiagramFormat, Reader>([
  [
    'drawio',
    {
      label: 'the draw.io diagram',
      is: isDrawio,
      extract: extractDrawio,
      names: /\.(?:drawio|dio)(?:\.xml)?$/i,
    },
  ],
  [
    'svg',
    {
      label: 'the SVG picture',
      is: isSvg,
      extract: extractSvg,
      names: /\.svg$/i,
    },
  ],
  [
    'excalidraw',
    {
      label: 'the Excalidraw scene',
      is: isExcalidraw,
      extract: extractExcalidraw,
      names: /\.excalidraw(?:\.json)?$/i,
    },
  ],
  [
    'plantuml',
    {
      label: 'the PlantUML diagram',
      is: isPlantUml,
      extract: extractPlantUml,
      names: /\.(?:puml|plantuml|pu|iuml|wsd)$/i,
      fences: ['plantuml', 'puml', 'uml', 'c4plantuml'],
    },
  ],
  [
    'structurizr',
    {
      label: 'the Structurizr workspace',
      is: isStructurizr,
      extract: source => extractStructurizr([source])[0],
      extractAll: extractStructurizr,
      names: /\.dsl$/i,
    },
  ],
  [
    'mermaid',
    {
      label: 'the Mermaid diagram',
      is: isMermaid,
      extract: extractMermaid,
      names: /\.(?:mmd|mermaid)$/i,
      fences: ['mermaid', 'mmd'],
    },
  ],
  [
    'dot',
    {
      label: 'the Graphviz graph',
      is: isDot,
      extract: extractDot,
      names: /\.(?:dot|gv)$/i,
      fences: ['dot', 'graphviz', 'gv'],
    },
  ],
  [
    'd2',
    {
      label: 'the D2 diagram',
      // it has no mark of its own: a file of another name is not taken for it
      is: (text, path) =>
        (!path || /\.(?:d2|md|markdown|mdx|txt)$/i.test(path)) && isD2(text),
      extract: extractD2,
      names: /\.d2$/i,
      fences: ['d2'],
    },
  ],
]);

/** Enough to be what a page is about, so that the text around it only tells it again. */
const isWhole = ({ elements, relations }: Extraction) =>
  elements.length >= 3 && relations.length >= 2;

/**
 * Reads a diagram. A Markdown page may hold several notations, and its text is read too where its diagrams are small.
 *
 * @throws InputError when the file cannot be read at all
 */
function extractDiagram(reader: Reader, source: SourceText): Extraction[] {
  const inPage = [...READERS.values()].filter(
    ({ fences }) => fences && fencedBlocks(source.text, new Set(fences)).length,
  );
  if (!inPage.length) return [reader.extract(source)];
  const extractions = inPage.map(({ extract }) => extract(source));
  if (!extractions.some(isWhole)) return [...extractions, extractProse(source)];
  extractions[0].warnings.push({
    message:
      'The diagrams of this page were read, the text around them was not. If the text says more, analyze it on its own.',
    evidence: source.evidence(0, Math.min(1, source.text.length)),
  });
  return extractions;
}

const toSource = (reader: Reader): Source => ({
  label: reader.label,
  is: reader.is,
  names: reader.names,
  ...(reader.extractAll ? { together: 'all' } : {}),
  extract: sources =>
    sources.length > 1 && reader.extractAll
      ? reader.extractAll(sources)
      : extractDiagram(reader, sources[0]),
});

/** The notations as sources of the analyzer. */
export const diagramSources = Object.fromEntries(
  [...READERS].map(([format, reader]) => [format, toSource(reader)]),
) as Record<DiagramFormat, Source>;
