import type { Extraction, SourceText } from '../../source';
import {
  combineDiagrams,
  emptyDiagram,
  labelLines,
  layOut,
  toExtraction,
  type Diagram,
  type Heads,
  type Item,
  type Point,
  type Stroke,
} from '../diagram';
import { originOf, readCells, type Cell } from './cells';
import { readFile, type DrawioPage } from './file';
import { toItem } from './items';

export { isDrawio } from './file';

const isLayer = ({ id, parent }: Cell) =>
  id === '0' || parent === undefined || (parent === '0' && id !== '');

/**
 * Reads a draw.io file: every page, plain or compressed; icons by their library, captions, groups and loose lines by
 * where they are drawn.
 *
 * @throws InputError when the file is not readable XML
 */
export function extractDrawio(source: SourceText): Extraction {
  const diagrams = readFile(source.text).map(readPage);
  if (!diagrams.length) {
    const diagram = emptyDiagram('drawio');
    diagram.warnings.push({ message: 'The draw.io file has no page.' });
    diagrams.push(diagram);
  }
  return toExtraction(combineDiagrams('drawio', diagrams), source);
}

function readPage(page: DrawioPage): Diagram {
  const diagram = emptyDiagram('drawio');
  const span = { start: page.start, end: page.end };
  if (!page.graph) {
    const name = page.name ? ` "${page.name.slice(0, 100)}"` : '';
    diagram.warnings.push({
      message: `The page${name} could not be read: ${
        page.error ?? 'it is empty'
      }`,
      span,
    });
    return diagram;
  }
  const cells = readCells(page.graph, page.inPlace ? undefined : span);
  const items: Item[] = [];
  const strokes: Stroke[] = [];
  const labels = edgeLabels(cells);
  for (const cell of cells.values()) {
    if (isLayer(cell) || isEdgeLabel(cell, cells)) continue;
    if (cell.isEdge) strokes.push(toStroke(cell, cells, labels));
    else {
      const item = toItem(cell, cells);
      if (item) items.push(item);
    }
  }
  return layOut(diagram, { items, strokes });
}

function isEdgeLabel(
  { isEdge, parent }: Cell,
  cells: ReadonlyMap<string, Cell>,
): boolean {
  return !isEdge && parent !== undefined && cells.get(parent)?.isEdge === true;
}

function edgeLabels(cells: ReadonlyMap<string, Cell>): Map<string, string> {
  const labels = new Map<string, string>();
  for (const cell of cells.values()) {
    if (!isEdgeLabel(cell, cells) || !labelLines(cell.label).length) continue;
    const known = labels.get(cell.parent!);
    labels.set(cell.parent!, known ? `${known} ${cell.label}` : cell.label);
  }
  return labels;
}

function toStroke(
  cell: Cell,
  cells: ReadonlyMap<string, Cell>,
  labels: ReadonlyMap<string, string>,
): Stroke {
  const origin = originOf(cell, cells);
  const place = (point: Point): Point => ({
    x: origin.x + point.x,
    y: origin.y + point.y,
  });
  const path = [cell.sourcePoint, ...cell.points, cell.targetPoint].flatMap(
    point => (point ? [place(point)] : []),
  );
  const label = [cell.data.c4Description ?? cell.label, labels.get(cell.id)]
    .filter(part => part && labelLines(part).length)
    .join(' ');
  const technology = cell.data.c4Technology;
  return {
    from: cell.source && cells.has(cell.source) ? cell.source : undefined,
    to: cell.target && cells.has(cell.target) ? cell.target : undefined,
    path,
    heads: headsOf(cell),
    label: technology ? `${label} (${technology})` : label || undefined,
    span: cell.span,
  };
}

function headsOf({ style }: Cell): Heads {
  const has = (key: string, preset: boolean) => {
    const value = style.get(key);
    return value === undefined || value === 'default'
      ? preset
      : !/^(?:none|0|)$/.test(value);
  };
  const start = has('startArrow', false);
  const end = has('endArrow', true);
  if (start && end) return 'both';
  if (start) return 'backward';
  return end ? 'forward' : 'none';
}
