import {
  boundsOf,
  labelLines,
  textWidth,
  wrappedLines,
  type Box,
  type Point,
} from '../diagram';
import type { Cell } from './cells';

const MAX_NESTING = 50;
const LINE_HEIGHT = 1.2;
const FONT_SIZE = 12;
const EDGE_FONT_SIZE = 11;

const BELOW: Record<string, string> = {
  verticalLabelPosition: 'bottom',
  verticalAlign: 'top',
};

/** A property of a style, or what the named style `image` of draw.io sets: its label is below it. */
const labelStyle = ({ style, names }: Cell, key: string) =>
  style.get(key) ?? (names.has('image') ? BELOW[key] : undefined);

export type Cells = ReadonlyMap<string, Cell>;

/** Where a cell is on its page, before it is turned. A cell on an edge has no such place. */
export function placeOf(cell: Cell, cells: Cells): Box {
  const chain: Cell[] = [cell];
  let parent = cell.parent === undefined ? undefined : cells.get(cell.parent);
  while (parent && chain.length < MAX_NESTING) {
    chain.push(parent);
    parent = parent.parent === undefined ? undefined : cells.get(parent.parent);
  }
  let around: Box = { x: 0, y: 0, width: 0, height: 0 };
  for (const { isEdge, relative, box, offset } of chain.reverse()) {
    if (isEdge) continue;
    const x = relative ? box.x * around.width + offset.x : box.x;
    const y = relative ? box.y * around.height + offset.y : box.y;
    around = {
      x: around.x + x,
      y: around.y + y,
      width: box.width,
      height: box.height,
    };
  }
  return around;
}

const numberIn = (cell: Cell, key: string, preset: number) => {
  const value = Number(cell.style.get(key) ?? preset);
  return Number.isFinite(value)
    ? Math.max(-10_000, Math.min(10_000, value))
    : preset;
};

/** The box around a cell as it is drawn: turned by its rotation. */
export function drawnPlace(cell: Cell, cells: Cells): Box {
  const place = placeOf(cell, cells);
  const angle = (numberIn(cell, 'rotation', 0) * Math.PI) / 180;
  if (!angle) return place;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [cx, cy] = [place.x + place.width / 2, place.y + place.height / 2];
  const turn = (dx: number, dy: number): Point => ({
    x: cx + dx * (place.width / 2) * cos - dy * (place.height / 2) * sin,
    y: cy + dx * (place.width / 2) * sin + dy * (place.height / 2) * cos,
  });
  return boundsOf([turn(-1, -1), turn(1, -1), turn(1, 1), turn(-1, 1)]);
}

/** Half of the line around a cell, which is drawn outside of its box. */
export const halfStroke = (cell: Cell) =>
  Math.max(0, numberIn(cell, 'strokeWidth', 1)) / 2;

/** About where the label of a shape is drawn; `undefined` where it is cut off at the shape. */
export function labelPlace(cell: Cell, place: Box): Box | undefined {
  const lines = labelLines(cell.label);
  if (!lines.length || cell.style.get('noLabel') === '1') return undefined;
  if (/^(?:hidden|fill|width|block)$/.test(cell.style.get('overflow') ?? ''))
    return undefined;
  const size = fontSizeOf(cell, FONT_SIZE);
  const wraps = cell.style.get('whiteSpace') === 'wrap';
  const outside =
    /left|right/.test(labelStyle(cell, 'labelPosition') ?? '') ||
    /top|bottom/.test(labelStyle(cell, 'verticalLabelPosition') ?? '');
  const widest = Math.max(...lines.map(line => textWidth(line, size)));
  const width = wraps ? Math.min(widest, Math.max(place.width, size)) : widest;
  const count = wraps
    ? lines.reduce(
        (sum, line) => sum + wrappedLines(line, size, place.width),
        0,
      )
    : lines.length;
  const height = count * size * LINE_HEIGHT;
  // what fits into the shape says nothing about how far the drawing reaches
  if (!outside && width <= place.width && height <= place.height)
    return undefined;
  const spacing = numberIn(cell, 'spacing', 2);
  return {
    x: along(
      place.x,
      place.width,
      width,
      labelStyle(cell, 'labelPosition'),
      labelStyle(cell, 'align') ?? 'center',
      spacing +
        numberIn(cell, 'spacingLeft', 0) -
        numberIn(cell, 'spacingRight', 0),
    ),
    y: along(
      place.y,
      place.height,
      height,
      labelStyle(cell, 'verticalLabelPosition'),
      labelStyle(cell, 'verticalAlign') ?? 'middle',
      spacing +
        numberIn(cell, 'spacingTop', 0) -
        numberIn(cell, 'spacingBottom', 0),
    ),
    width,
    height,
  };
}

/** Start of a label on one axis, in the box that its position names. */
function along(
  from: number,
  length: number,
  label: number,
  position: string | undefined,
  align: string,
  spacing: number,
): number {
  let start = from;
  if (position === 'left' || position === 'top') start -= length;
  if (position === 'right' || position === 'bottom') start += length;
  if (align === 'left' || align === 'top') return start + spacing;
  if (align === 'right' || align === 'bottom')
    return start + length - label - spacing;
  return start + (length - label) / 2;
}

function fontSizeOf(cell: Cell, preset: number): number {
  const own = Math.max(4, Math.min(200, numberIn(cell, 'fontSize', preset)));
  const inline = /font-size:\s*(\d{1,3})(?:\.\d+)?px/.exec(
    cell.label.slice(0, 4000),
  );
  return inline ? Math.max(4, Number(inline[1])) : own;
}

/** About where the label of a line is drawn, whose geometry says how far along it is and how far beside. */
export function lineLabelPlace(
  cell: Cell,
  label: string,
  path: readonly Point[],
): Box | undefined {
  const lines = labelLines(label);
  if (!lines.length || path.length < 2) return undefined;
  const size = fontSizeOf(cell, EDGE_FONT_SIZE);
  const width = Math.max(...lines.map(line => textWidth(line, size)));
  const height = lines.length * size * LINE_HEIGHT;
  const at = pointAlong(
    path,
    cell.relative ? (Math.max(-1, Math.min(1, cell.box.x)) + 1) / 2 : 0.5,
  );
  return {
    x: at.x + cell.offset.x - width / 2,
    y: at.y + cell.offset.y - height / 2,
    width,
    height,
  };
}

function pointAlong(path: readonly Point[], share: number): Point {
  const lengths = path
    .slice(1)
    .map(({ x, y }, i) => Math.hypot(x - path[i].x, y - path[i].y));
  let left = lengths.reduce((sum, length) => sum + length, 0) * share;
  for (let i = 0; i < lengths.length; i++) {
    if (left <= lengths[i] && lengths[i] > 0) {
      const part = left / lengths[i];
      return {
        x: path[i].x + (path[i + 1].x - path[i].x) * part,
        y: path[i].y + (path[i + 1].y - path[i].y) * part,
      };
    }
    left -= lengths[i];
  }
  return path[path.length - 1];
}
