import {
  emptyDiagram,
  layOut,
  type Box,
  type Diagram,
  type Heads,
  type Item,
  type Point,
  type Stroke,
  type XmlElement,
} from '../diagram';
import { Grid } from '../diagram/grid';
import type { Drawn } from './drawn';
import { withIcons } from './icons';
import { boundTo } from './named';
import { readShapes } from './shapes';
import { IDENTITY, type Matrix } from './transform';
import { viewOf } from './view';

/** How near the tip of a drawn head is to the end of its line. */
const HEAD_REACH = 16;
/** What the distances here and in the layout are meant for. */
const FONT_SIZE = 14;
/** How far from a corner a side of a box may end. */
const CORNER = 2;
/** Share of the picture's sides that only its ground covers. */
const GROUND = 0.97;
/** Outlines without any text: more than a few are letters. */
const LETTERS = 12;

/** Reads the drawing in an SVG and the part of it that is shown, in the same coordinates. */
export function readDrawing(svg: XmlElement): { diagram: Diagram; frame: Box } {
  const { drawn, factor } = readToScale(svg);
  const diagram = emptyDiagram('svg');
  const { x, y, width, height } = viewOf(svg);
  const frame = {
    x: x * factor,
    y: y * factor,
    width: width * factor,
    height: height * factor,
  };
  const items = withIcons(
    withoutGround(dedupe(drawn.boxes), frame),
    drawn.texts,
  );
  const strokes: Stroke[] = drawn.lines.map(({ path, heads, span, joins }) => ({
    ...boundTo(drawn, joins),
    path,
    heads: heads === 'none' ? drawnHeads(path, drawn) : heads,
    span,
  }));
  layOut(diagram, { items, strokes: withoutFrames(strokes, items) });
  if (!drawn.texts.length && !drawn.named.size && drawn.outlines > LETTERS) {
    diagram.warnings.push({
      message:
        'The SVG picture has no text: its words are drawn as outlines, which are not read. Export it with text (in Figma without "Outline text", in Inkscape without "Convert text to paths"), give the file that it was drawn from, or describe it in words.',
    });
  }
  return { diagram, frame };
}

/** Reads the shapes enlarged so that their words have the usual size; tools draw in millimeters as well as in pixels. */
function readToScale(svg: XmlElement): { drawn: Drawn; factor: number } {
  const drawn = readShapes(svg, IDENTITY);
  const sizes = drawn.texts.map(({ size }) => size).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)];
  const factor = FONT_SIZE / usual;
  if (!(usual > 0) || (factor > 0.6 && factor < 1.6))
    return { drawn, factor: 1 };
  const bounded = Math.max(0.001, Math.min(1000, factor));
  const matrix: Matrix = [bounded, 0, 0, bounded, 0, 0];
  return { drawn: readShapes(svg, matrix), factor: bounded };
}

/** A box as large as the picture is what everything is drawn on. */
function withoutGround(boxes: readonly Item[], frame: Box): Item[] {
  const others = boxes.filter(
    ({ width, height, label }) =>
      label || width < frame.width * GROUND || height < frame.height * GROUND,
  );
  return others.length ? others : [...boxes];
}

/** A box is often drawn twice, once its fill and once its border. */
function dedupe(boxes: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return boxes.filter(({ x, y, width, height, label }) => {
    if (label) return true;
    const key = [x, y, width, height]
      .map(value => Math.round(value / 4))
      .join(' ');
    return !seen.has(key) && seen.add(key);
  });
}

function drawnHeads(path: readonly Point[], { heads }: Drawn): Heads {
  const near = ({ x, y }: Point) =>
    heads.some(
      head =>
        Math.hypot(x - head.x - head.width / 2, y - head.y - head.height / 2) <
        HEAD_REACH,
    );
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
  const grid = new Grid(
    items.filter(({ role }) => role === 'box').slice(0, 2000),
  );
  const along = ({ x, y }: Point, box: Box) =>
    (Math.abs(x - box.x) < CORNER ||
      Math.abs(x - box.x - box.width) < CORNER) &&
    (Math.abs(y - box.y) < CORNER || Math.abs(y - box.y - box.height) < CORNER);
  return strokes.slice(0, 5000).filter(({ path, from, to }) => {
    if (from !== undefined && to !== undefined) return true;
    const ends = [path[0], path[path.length - 1]];
    return !grid
      .near(ends[0], CORNER)
      .some(box => ends.every(end => along(end, box)));
  });
}
