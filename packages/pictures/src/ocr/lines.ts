import type { TextBox } from './raster';

/** Boxes whose directions differ by less (radians) are of one direction. */
const SAME_DIRECTION = 0.1;
/** Of the smaller thickness: how far the axes of words of one line may lie apart. */
const MAX_OFFSET = 0.25;
const MAX_SIZE_RATIO = 1.5;
/**
 * Of the thickness: what may lie between the boxes of two words, which have their margins already. Large text is detected word
 * by word, and a space in it is so wide; small text is detected line by line, and so near are labels of two boxes.
 */
const MAX_GAP = { large: 0.4, small: 0.1 };

interface Span {
  angle: number;
  from: number;
  to: number;
  top: number;
  bottom: number;
}

/**
 * Joins words that stand together in a line; boxes that merely stand in a row are left alone.
 *
 * @param large - thickness of boxes from which on text is detected word by word
 */
export function joinWords(boxes: TextBox[], large: number): TextBox[] {
  const lines: Span[] = [];
  const spans = boxes.map(spanOf).sort((a, b) => a.from - b.from);
  for (const span of spans) {
    const line = lines.find(candidate => continues(candidate, span, large));
    if (line) {
      line.to = Math.max(line.to, span.to);
      line.top = Math.min(line.top, span.top);
      line.bottom = Math.max(line.bottom, span.bottom);
    } else {
      lines.push({ ...span });
    }
  }
  return lines.map(boxOf);
}

function continues(line: Span, next: Span, large: number): boolean {
  const a = line.bottom - line.top;
  const b = next.bottom - next.top;
  const small = Math.min(a, b);
  const gap = small < large ? MAX_GAP.small : MAX_GAP.large;
  const offset = Math.abs(line.top + line.bottom - next.top - next.bottom) / 2;
  return (
    Math.abs(line.angle - next.angle) < SAME_DIRECTION &&
    Math.max(a, b) < MAX_SIZE_RATIO * small &&
    offset < MAX_OFFSET * small &&
    next.from - line.to < gap * small
  );
}

/** A box in the coordinates along and across its text. */
function spanOf({ cx, cy, length, thickness, angle }: TextBox): Span {
  const along = cx * Math.cos(angle) + cy * Math.sin(angle);
  const across = -cx * Math.sin(angle) + cy * Math.cos(angle);
  return {
    angle,
    from: along - length / 2,
    to: along + length / 2,
    top: across - thickness / 2,
    bottom: across + thickness / 2,
  };
}

function boxOf({ angle, from, to, top, bottom }: Span): TextBox {
  const along = (from + to) / 2;
  const across = (top + bottom) / 2;
  return {
    cx: along * Math.cos(angle) - across * Math.sin(angle),
    cy: along * Math.sin(angle) + across * Math.cos(angle),
    length: to - from,
    thickness: bottom - top,
    angle,
  };
}

/** From top to bottom, then from left to right; what overlaps half in height is in one row. */
export function inReadingOrder<
  T extends { x: number; y: number; height: number },
>(lines: T[]): T[] {
  const rows: T[][] = [];
  for (const line of [...lines].sort((a, b) => a.y - b.y)) {
    const row = rows[rows.length - 1];
    if (row && line.y < row[0].y + row[0].height / 2) {
      row.push(line);
    } else {
      rows.push([line]);
    }
  }
  return rows.flatMap(row => row.sort((a, b) => a.x - b.x));
}
