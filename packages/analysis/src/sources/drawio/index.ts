import type { Extraction, Picture, SourceText } from '../../source';
import {
  boundsOf,
  combineDiagrams,
  emptyDiagram,
  extentOf,
  fitFrame,
  grown,
  labelLines,
  layOut,
  showOn,
  toExtraction,
  unionOf,
  type Box,
  type Diagram,
  type Extent,
  type Fit,
  type Heads,
  type Item,
  type Stroke,
} from '../diagram';
import { readCellBoxes } from '../svg/cells';
import { readCells, type Cell } from './cells';
import { readFile, type DrawioPage } from './file';
import { toItem } from './items';
import {
  drawnPlace,
  halfStroke,
  labelPlace,
  lineLabelPlace,
  placeOf,
} from './places';
import { routeOf } from './route';

export { isDrawio } from './file';

/** Sizes that differ by less than this share are the same; labels are measured roughly. */
const SAME_SHAPE = 0.03;
const NO_SHAPE = 0.2;

const isLayer = ({ id, parent }: Cell) =>
  id === '0' || parent === undefined || (parent === '0' && id !== '');

/**
 * Reads a draw.io file: every page, plain or compressed; icons by their library, captions, groups and loose lines by
 * where they are drawn. Of a picture, only the page that it shows.
 *
 * @throws InputError when the file is not readable XML
 */
export function extractDrawio(source: SourceText): Extraction {
  const pages = readFile(source.text);
  const diagrams = source.picture
    ? pictured(pages, source.picture)
    : pages.map(page => readPage(page).diagram);
  if (!diagrams.length) {
    const diagram = emptyDiagram('drawio');
    diagram.warnings.push({ message: 'The draw.io file has no page.' });
    diagrams.push(diagram);
  }
  return toExtraction(combineDiagrams('drawio', diagrams), source);
}

/** The page that a picture shows: the first whose shape is that of the picture, else the nearest. */
function pictured(pages: readonly DrawioPage[], picture: Picture): Diagram[] {
  const cells = picture.svg ? readCellBoxes(picture.svg) : undefined;
  const read = pages.map(page => {
    const { diagram, drawing } = readPage(page);
    const extent = drawing && extentOf(drawing.shapes, drawing.words);
    const sheet = extent && picture.rendered && sheetOf(page, extent);
    const known = cells
      ? [...cells.keys()].filter(id => drawing?.ids.has(id)).length
      : 0;
    return {
      page,
      diagram,
      known,
      fit: extent && bestFit(extent, sheet || undefined, picture),
    };
  });
  const drawn = read.filter(({ fit }) => fit);
  // a page that does not fit at all is no better than the first
  const rank = ({ fit }: (typeof drawn)[number]) =>
    fit!.misfit < SAME_SHAPE ? 0 : Math.min(fit!.misfit, NO_SHAPE);
  const [best] = [...drawn].sort(
    (a, b) => b.known - a.known || rank(a) - rank(b),
  );
  if (!best) return read.map(({ diagram }) => diagram);
  const { diagram } = best;
  showOn(diagram, best.fit!.frame);
  if (cells) placeCells(diagram, cells);
  if (pages.length > 1) {
    const name = best.page.name?.slice(0, 100) ?? 'without a name';
    diagram.warnings.push({
      message: `The draw.io file in the picture has ${pages.length} pages. Only "${name}" was read, whose size fits the picture; give the file itself to read all.`,
    });
  }
  return [diagram];
}

/** A document has a page as large as that of the drawing, or as large as what is drawn. */
function bestFit(
  extent: Extent,
  sheet: Box | undefined,
  picture: Picture,
): Fit {
  const fit = fitFrame(extent, picture);
  if (!sheet) return fit;
  const misfit = Math.abs(
    Math.log(picture.width / picture.height / (sheet.width / sheet.height)),
  );
  return misfit < SAME_SHAPE ? { frame: sheet, misfit } : fit;
}

/** The sheet of paper that a page's drawing is on, if it is on one. */
function sheetOf({ graph }: DrawioPage, { shapes }: Extent): Box | undefined {
  const side = (name: string) => Number(graph?.attributes[name]);
  const [width, height] = [side('pageWidth'), side('pageHeight')];
  if (!(width > 1 && height > 1 && width < 1e5 && height < 1e5))
    return undefined;
  const sheet = {
    x: Math.floor(shapes.x / width) * width,
    y: Math.floor(shapes.y / height) * height,
    width,
    height,
  };
  return shapes.x + shapes.width <= sheet.x + width &&
    shapes.y + shapes.height <= sheet.y + height
    ? sheet
    : undefined;
}

/** Newer draw.io writes into an SVG which cell each shape is. */
function placeCells(diagram: Diagram, cells: ReadonlyMap<string, Box>): void {
  for (const node of diagram.nodes) {
    node.box = cells.get(node.key) ?? node.box;
  }
  for (const edge of diagram.edges) {
    edge.box = (edge.key ? cells.get(edge.key) : undefined) ?? edge.box;
  }
}

/** A page as it was read, and what its drawing covers. */
interface ReadPage {
  diagram: Diagram;
  drawing?: { shapes: Box[]; words: Box[]; ids: Set<string> };
}

function readPage(page: DrawioPage): ReadPage {
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
    return { diagram };
  }
  const cells = readCells(page.graph, page.inPlace ? undefined : span);
  const items: Item[] = [];
  const strokes: Stroke[] = [];
  const drawing = {
    shapes: [] as Box[],
    words: [] as Box[],
    ids: new Set(cells.keys()),
  };
  const labels = edgeLabels(cells);
  for (const cell of cells.values()) {
    if (isLayer(cell) || isEdgeLabel(cell, cells)) continue;
    if (cell.isEdge) {
      const stroke = toStroke(cell, cells, labels);
      strokes.push(stroke);
      if (stroke.path.length)
        drawing.shapes.push(grown(boundsOf(stroke.path), halfStroke(cell)));
      if (stroke.caption) drawing.words.push(stroke.caption);
    } else {
      const place = drawnPlace(cell, cells);
      drawing.shapes.push(grown(place, halfStroke(cell)));
      const label = labelPlace(cell, place);
      if (label) drawing.words.push(label);
      const item = toItem(cell, cells);
      if (item) items.push(item);
    }
  }
  return { diagram: layOut(diagram, { items, strokes }), drawing };
}

function isEdgeLabel(
  { isEdge, parent }: Cell,
  cells: ReadonlyMap<string, Cell>,
): boolean {
  return !isEdge && parent !== undefined && cells.get(parent)?.isEdge === true;
}

function edgeLabels(cells: ReadonlyMap<string, Cell>): Map<string, Cell[]> {
  const labels = new Map<string, Cell[]>();
  for (const cell of cells.values()) {
    if (!isEdgeLabel(cell, cells) || !labelLines(cell.label).length) continue;
    const known = labels.get(cell.parent!);
    if (known) known.push(cell);
    else labels.set(cell.parent!, [cell]);
  }
  return labels;
}

function toStroke(
  cell: Cell,
  cells: ReadonlyMap<string, Cell>,
  labels: ReadonlyMap<string, Cell[]>,
): Stroke {
  const parent = cell.parent === undefined ? undefined : cells.get(cell.parent);
  const path = routeOf(
    cell,
    cells,
    parent ? placeOf(parent, cells) : { x: 0, y: 0 },
  );
  const ownLabel = cell.data.c4Description ?? cell.label;
  const others = labels.get(cell.id) ?? [];
  const label = [ownLabel, ...others.map(other => other.label)]
    .filter(part => part && labelLines(part).length)
    .join(' ');
  const captions = [
    lineLabelPlace(cell, cell.label, path),
    ...others.map(other => lineLabelPlace(other, other.label, path)),
  ].flatMap(box => box ?? []);
  const technology = cell.data.c4Technology;
  return {
    key: cell.id,
    from: cell.source && cells.has(cell.source) ? cell.source : undefined,
    to: cell.target && cells.has(cell.target) ? cell.target : undefined,
    path,
    heads: headsOf(cell),
    label: technology ? `${label} (${technology})` : label || undefined,
    caption: captions.length ? unionOf(captions) : undefined,
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
