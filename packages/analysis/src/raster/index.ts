import type { Extraction, SourceText } from '../source';
import {
  emptyDiagram,
  showOn,
  toExtraction,
  type Diagram,
} from '../sources/diagram';
import { isStrokes } from './blocks';
import { findConnectors } from './connectors';
import { contrastOf } from './edges';
import { addEdges } from './relate';
import { findNodes } from './nodes';
import { toUsualSize } from './resize';
import { restoreSpaces } from './spaces';
import type { PixelPicture, PixelText, RasterNode } from './types';

export type { PixelPicture, PixelText } from './types';

/** What is read from pixels is never sure. */
const MOST = { element: 0.85, relation: 0.6, undirected: 0.4 };
const LEAST = 0.5;
/** A picture with more text is a page. */
const MAX_LINES = 1500;
const CHECK =
  'The picture carries no source, so it was read from its pixels: boxes, icons and lines may be missed or taken for others. Check every element and relation, and the direction of each relation, before you use them.';
const NO_LINES =
  'The picture shows too much detail to follow lines in it (a photograph, a pattern or noise), so only its boxes and icons were read. Give a cleaner picture, or add the relations by hand.';
const NO_TEXT =
  'No text was found in the picture. Give a larger or sharper one, or describe the infrastructure in words.';

/** Reads what is drawn in pixels: boxes and icons with their text, and the lines between them. */
export function readRaster(given: PixelPicture): Diagram {
  const picture = toUsualSize({
    ...given,
    lines: given.lines
      .filter(line => isPlaced(line) && !isStrokes(line))
      .slice(0, MAX_LINES),
  });
  const diagram = emptyDiagram('raster');
  const { width, height } = picture;
  const lines = picture.lines.map(line => restoreSpaces(picture, line));
  if (!lines.length) {
    diagram.warnings.push({ message: NO_TEXT });
    return diagram;
  }
  diagram.warnings.push({ message: CHECK });
  const contrast = contrastOf(picture);
  const found = findNodes(picture, contrast, lines);
  const span = { start: 0, end: 0 };
  for (const {
    key,
    label,
    description,
    technology,
    box,
    frame,
  } of inReadingOrder(found.nodes))
    diagram.nodes.push({
      key,
      label,
      description,
      technology,
      box,
      group: frame,
      span,
    });
  for (const { key, label } of found.frames)
    diagram.groups.push({ key, label });
  const connectors = findConnectors({ ...picture, lines }, contrast, found);
  if (connectors) addEdges(diagram, connectors, found);
  else diagram.warnings.push({ message: NO_LINES });
  showOn(diagram, { x: 0, y: 0, width, height });
  return diagram;
}

/** Reads a picture as {@link readRaster} does, into elements and relations that are no surer than pixels allow. */
export function extractRaster(
  picture: PixelPicture,
  source: SourceText,
): Extraction {
  const extraction = toExtraction(readRaster(picture), source);
  for (const element of extraction.elements)
    element.confidence = rounded(
      Math.max(LEAST, Math.min(MOST.element, element.confidence * 0.85)),
    );
  for (const relation of extraction.relations)
    relation.confidence = rounded(Math.min(MOST.relation, relation.confidence));
  return extraction;
}

/** Rows from the top, each from the left. */
function inReadingOrder(nodes: readonly RasterNode[]): RasterNode[] {
  const rows: RasterNode[][] = [];
  for (const node of [...nodes].sort((a, b) => a.box.y - b.box.y)) {
    const row = rows[rows.length - 1];
    if (row && node.box.y < row[0].box.y + row[0].box.height / 2)
      row.push(node);
    else rows.push([node]);
  }
  return rows.flatMap(row => row.sort((a, b) => a.box.x - b.box.x));
}

/** Whether a line of text is somewhere, and of a size. */
function isPlaced({ box }: PixelText) {
  return (
    box.width > 1 &&
    box.height > 1 &&
    [box.x, box.y, box.width, box.height].every(Number.isFinite)
  );
}

function rounded(value: number) {
  return Math.round(value * 100) / 100;
}
