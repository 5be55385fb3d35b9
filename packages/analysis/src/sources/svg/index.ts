import type { Extraction, SourceText } from '../../source';
import {
  emptyDiagram,
  headOf,
  layOut,
  parseXml,
  toExtraction,
  XML_PROLOG,
  type Box,
  type Heads,
  type Item,
  type Point,
  type Stroke,
} from '../diagram';
import { readShapes, type Drawn } from './shapes';

/** How near the tip of a drawn head is to the end of its line. */
const HEAD_REACH = 16;
const isNear = ({ x, y }: Point, head: Box) =>
  Math.hypot(x - head.x - head.width / 2, y - head.y - head.height / 2) <
  HEAD_REACH;

/** Whether a text is an SVG picture. */
export function isSvg(text: string): boolean {
  return /^<(?:svg:)?svg[\s>]/.test(headOf(text, XML_PROLOG));
}

/**
 * Reads an SVG picture that carries no source: text in boxes, boxes in boxes, lines between them. Nothing of it is
 * rendered, run or fetched.
 *
 * @throws InputError when it is not XML, or is refused (entities, too deep)
 */
export function extractSvg(source: SourceText): Extraction {
  const document = parseXml(source.text);
  const svg = document.children.find(({ name }) => /^(?:svg:)?svg$/.test(name));
  const diagram = emptyDiagram('svg');
  if (!svg) {
    diagram.warnings.push({ message: 'The file holds no <svg> element.' });
    return toExtraction(diagram, source);
  }
  const drawn = readShapes(svg);
  const items: Item[] = [...dedupe(drawn.boxes), ...drawn.texts];
  const strokes: Stroke[] = drawn.lines.map(({ path, heads, span }) => ({
    path,
    heads: heads === 'none' ? drawnHeads(path, drawn) : heads,
    span,
  }));
  return toExtraction(
    layOut(diagram, { items, strokes: withoutFrames(strokes, items) }),
    source,
  );
}

/** A box is often drawn twice, once its fill and once its border. */
function dedupe(boxes: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return boxes.filter(({ x, y, width, height }) => {
    const key = [x, y, width, height]
      .map(value => Math.round(value / 4))
      .join(' ');
    return !seen.has(key) && seen.add(key);
  });
}

function drawnHeads(path: readonly Point[], { heads }: Drawn): Heads {
  const near = (point: Point) => heads.some(head => isNear(point, head));
  const start = near(path[0]);
  const end = near(path[path.length - 1]);
  if (start && end) return 'both';
  if (start) return 'backward';
  return end ? 'forward' : 'none';
}

/** Lines that are a side of a box, or the two halves of a head, connect nothing. */
function withoutFrames(
  strokes: readonly Stroke[],
  items: readonly Item[],
): Stroke[] {
  const boxes = items.filter(({ role }) => role === 'box').slice(0, 2000);
  const along = ({ x, y }: Point, box: Box) =>
    (Math.abs(x - box.x) < 2 || Math.abs(x - box.x - box.width) < 2) &&
    (Math.abs(y - box.y) < 2 || Math.abs(y - box.y - box.height) < 2);
  return strokes.slice(0, 5000).filter(({ path }) => {
    const ends = [path[0], path[path.length - 1]];
    return !boxes.some(box => ends.every(end => along(end, box)));
  });
}
