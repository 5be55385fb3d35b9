import type { Extraction, SourceText } from '../../source';
import { extractD2, isD2 } from '../d2';
import { extractDot, isDot } from '../dot';
import { extractDrawio, isDrawio } from '../drawio';
import { extractExcalidraw, isExcalidraw } from '../excalidraw';
import { fencedBlocks } from '../mermaid/blocks';
import { extractMermaid, isMermaid } from '../mermaid';
import { extractPlantUml, isPlantUml } from '../plantuml';
import { extractStructurizr, isStructurizr } from '../structurizr';
import { extractSvg, isSvg } from '../svg';

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

interface Reader {
  title: string;
  is(text: string): boolean;
  extract(source: SourceText): Extraction;
  /** Names of its files, where the text does not say what it is. */
  names?: RegExp;
  /** Languages of its blocks in Markdown. */
  fences?: string[];
}

/** Surest first: what starts with its own mark, then what only looks like it. */
const READERS = new Map<DiagramFormat, Reader>([
  [
    'drawio',
    {
      title: 'the draw.io diagram',
      is: isDrawio,
      extract: extractDrawio,
      names: /\.(?:drawio|dio)(?:\.xml)?$/i,
    },
  ],
  [
    'svg',
    {
      title: 'the SVG picture',
      is: isSvg,
      extract: extractSvg,
      names: /\.svg$/i,
    },
  ],
  [
    'excalidraw',
    {
      title: 'the Excalidraw scene',
      is: isExcalidraw,
      extract: extractExcalidraw,
      names: /\.excalidraw(?:\.json)?$/i,
    },
  ],
  [
    'plantuml',
    {
      title: 'the PlantUML diagram',
      is: isPlantUml,
      extract: extractPlantUml,
      names: /\.(?:puml|plantuml|pu|iuml|wsd)$/i,
      fences: ['plantuml', 'puml', 'uml', 'c4plantuml'],
    },
  ],
  [
    'structurizr',
    {
      title: 'the Structurizr workspace',
      is: isStructurizr,
      extract: extractStructurizr,
      names: /\.dsl$/i,
    },
  ],
  [
    'mermaid',
    {
      title: 'the Mermaid diagram',
      is: isMermaid,
      extract: extractMermaid,
      names: /\.(?:mmd|mermaid)$/i,
      fences: ['mermaid', 'mmd'],
    },
  ],
  [
    'dot',
    {
      title: 'the Graphviz graph',
      is: isDot,
      extract: extractDot,
      names: /\.(?:dot|gv)$/i,
      fences: ['dot', 'graphviz', 'gv'],
    },
  ],
  [
    'd2',
    {
      title: 'the D2 diagram',
      is: isD2,
      extract: extractD2,
      names: /\.d2$/i,
      fences: ['d2'],
    },
  ],
]);

/** @public */
export const diagramFormats: readonly DiagramFormat[] = [...READERS.keys()];

/** How a format is spoken of while it is read. */
export const titleOf = (format: DiagramFormat): string =>
  READERS.get(format)!.title;

export const isDiagramFormat = (format: string): format is DiagramFormat =>
  READERS.has(format as DiagramFormat);

/** The notation of a text, by what it says first, by its file's name where it says nothing. */
export function detectDiagram(
  text: string,
  path?: string,
): DiagramFormat | undefined {
  for (const [format, { is, names }] of READERS) {
    // D2 has no mark of its own: a file of another name is not taken for it
    if (
      format === 'd2' &&
      path &&
      !names!.test(path) &&
      !/\.(?:md|markdown|mdx|txt)$/i.test(path)
    )
      continue;
    if (is(text)) return format;
  }
  return diagramFormats.find(
    format => path !== undefined && READERS.get(format)!.names?.test(path),
  );
}

/** Enough to be what a page is about, so that the text around it only tells it again. */
const isWhole = ({ elements, relations }: Extraction) =>
  elements.length >= 3 && relations.length >= 2;

/**
 * Reads a diagram. A Markdown page may hold several notations, and says more than its diagrams where they are small:
 * `aroundIt` is then true, and the text wants to be read too.
 *
 * @throws InputError when the file cannot be read at all
 */
export function extractDiagram(
  format: DiagramFormat,
  source: SourceText,
): { extractions: Extraction[]; aroundIt: boolean } {
  const inPage = [...READERS.values()].filter(
    ({ fences }) => fences && fencedBlocks(source.text, new Set(fences)).length,
  );
  if (!inPage.length) {
    return {
      extractions: [READERS.get(format)!.extract(source)],
      aroundIt: false,
    };
  }
  const extractions = inPage.map(({ extract }) => extract(source));
  const aroundIt = !extractions.some(isWhole);
  if (!aroundIt) {
    extractions[0].warnings.push({
      message:
        'The diagrams of this page were read, the text around them was not. If the text says more, analyze it on its own.',
      evidence: source.evidence(0, Math.min(1, source.text.length)),
    });
  }
  return { extractions, aroundIt };
}
