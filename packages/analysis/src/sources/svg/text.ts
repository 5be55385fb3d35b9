import {
  boundsOf,
  textWidth,
  unionOf,
  type Box,
  type Point,
  type XmlElement,
} from '../diagram';
import { isPlaced, noteCell, spanOf, type Context, type Drawn } from './drawn';
import { isNone, lengthOf, sizeOf } from './style';
import { apply, scaleOf } from './transform';

const ASCENT = 0.8;
const DESCENT = 0.25;
const MAX_LINES = 100;

interface Line {
  text: string;
  /** Where its baseline starts, ends or has its middle, as it is anchored. */
  at: Point;
  /** Where the next piece of it would start. */
  next: number;
}

/** Reads a `<text>`: its lines, which may be in pieces down to single letters. */
export function readText(
  element: XmlElement,
  context: Context,
  drawn: Drawn,
): void {
  const { style, matrix } = context;
  if (isNone(style.fill ?? 'black') && isNone(style.stroke)) return;
  const size = sizeOf(style);
  const lines = linesOf(element, size, style['text-anchor'] ?? 'start');
  widen(lines, lengthOf(element.attributes.textLength, size));
  const label = lines.map(({ text }) => text.trim()).join('\n');
  if (!label.trim()) return;
  const box = boundsOf(
    cornersOf(lines, size, style).map(point => apply(matrix, point)),
  );
  if (!isPlaced(box)) return;
  noteCell(drawn, context, box);
  drawn.texts.push({
    key: `text-${drawn.texts.length}`,
    role: 'text',
    label,
    ...box,
    size: size * scaleOf(matrix),
    group: context.parent,
    level: Math.abs(matrix[1]) < Math.abs(matrix[0]) / 100,
    span: spanOf(element),
  });
}

/** PlantUML says how long its text is. */
function widen(lines: readonly Line[], length: number | undefined): void {
  if (lines.length === 1 && length) lines[0].next = lines[0].at.x + length;
}

function linesOf(element: XmlElement, size: number, anchor: string): Line[] {
  const lines: Line[] = [];
  let at: Point = {
    x: lengthOf(element.attributes.x, size) ?? 0,
    y:
      (lengthOf(element.attributes.y, size) ?? 0) +
      (lengthOf(element.attributes.dy, size) ?? 0),
  };
  const add = (text: string, moved: boolean) => {
    const last = lines[lines.length - 1];
    const words = text.replace(/\s+/g, ' ');
    if (!words.trim()) {
      if (last && words) last.text += ' ';
      return;
    }
    const width = textWidth(words.trim(), size);
    if (last && Math.abs(at.y - last.at.y) < size / 2) {
      const gap = at.x - last.next;
      last.text += moved && gap > size * 0.2 ? ` ${words}` : words;
      last.next = (moved ? at.x : last.next) + width;
    } else if (lines.length < MAX_LINES) {
      lines.push({ text: words, at, next: at.x + width });
    }
  };
  const visit = (parent: XmlElement) => {
    for (const part of parent.mixed ?? [parent.text, ...parent.children]) {
      if (typeof part === 'string') {
        add(part, false);
        continue;
      }
      if (!/^(?:tspan|textPath|a)$/.test(part.name)) continue;
      const { x, y, dx, dy } = part.attributes;
      const isFirst = lines.length === 0;
      at = {
        x: (lengthOf(x, size) ?? at.x) + (lengthOf(dx, size) ?? 0),
        y: (lengthOf(y, size) ?? at.y) + (lengthOf(dy, size) ?? 0),
      };
      // pieces that are set one by one start where they start, however they are anchored
      const moved = x !== undefined && !isFirst && anchor === 'start';
      if (part.mixed) visit(part);
      else {
        add(part.text, moved);
        visit({ ...part, text: '' });
      }
    }
  };
  visit(element);
  return lines.filter(({ text }) => text.trim());
}

function cornersOf(
  lines: readonly Line[],
  size: number,
  style: Record<string, string>,
): Point[] {
  const shift = { middle: 0.5, end: 1 }[style['text-anchor'] ?? ''] ?? 0;
  const lowered = /central|middle/.test(style['dominant-baseline'] ?? '')
    ? size * 0.35
    : 0;
  const hung = /hanging|before-edge/.test(style['dominant-baseline'] ?? '')
    ? size * ASCENT
    : 0;
  return lines.flatMap(({ text, at, next }) => {
    const width = Math.max(textWidth(text.trim(), size), next - at.x);
    const left = at.x - width * shift;
    const baseline = at.y + lowered + hung;
    const [top, bottom] = [baseline - size * ASCENT, baseline + size * DESCENT];
    return [
      { x: left, y: top },
      { x: left + width, y: top },
      { x: left + width, y: bottom },
      { x: left, y: bottom },
    ];
  });
}

const BREAKS = new Set(['div', 'p', 'br', 'li', 'tr', 'h1', 'h2', 'h3', 'hr']);
/** A label of draw.io has no size of its own: it says where its middle, or its side, is. */
const UNSIZED = /^\s*(?:100%|1px|1)?\s*$/;

/** Reads the HTML in a `<foreignObject>` as text. */
export function readForeign(
  element: XmlElement,
  context: Context,
  drawn: Drawn,
): void {
  const label = htmlText(element).trim();
  if (!label) return;
  const size = fontSizeIn(element) ?? sizeOf(context.style);
  const { width: w, height: h } = element.attributes;
  const place: Box | undefined =
    UNSIZED.test(w ?? '') && UNSIZED.test(h ?? '')
      ? flexPlace(element, label, size)
      : {
          x: lengthOf(element.attributes.x, size) ?? 0,
          y: lengthOf(element.attributes.y, size) ?? 0,
          width: Math.max(1, lengthOf(w, size) ?? 1),
          height: Math.max(1, lengthOf(h, size) ?? 1),
        };
  if (!place) return;
  const box = transformedBox(place, context);
  if (!isPlaced(box)) return;
  noteCell(drawn, context, box);
  drawn.texts.push({
    key: `text-${drawn.texts.length}`,
    role: 'text',
    label,
    ...box,
    size: size * scaleOf(context.matrix),
    group: element,
    level: true,
    span: spanOf(element),
  });
}

/** draw.io places HTML by padding and margin of a flexible box: `padding-top: 60px; margin-left: 120px`. */
function flexPlace(
  element: XmlElement,
  label: string,
  size: number,
): Box | undefined {
  const outer = element.children.find(({ name }) => name === 'div');
  const style = outer?.attributes.style?.slice(0, 1000) ?? '';
  const number = (name: string) =>
    Number(
      new RegExp(`(?:^|[;\\s])${name}:\\s*(-?\\d{1,6}(?:\\.\\d+)?)px`).exec(
        style,
      )?.[1] ?? NaN,
    );
  const [top, left] = [number('padding-top'), number('margin-left')];
  if (!Number.isFinite(top) || !Number.isFinite(left)) return undefined;
  const room = number('width');
  const lines = label.split('\n').filter(line => line.trim());
  const own = Math.max(...lines.map(line => textWidth(line, size)));
  const width = room > 1 ? Math.min(room, own) : own;
  const height = lines.length * size * 1.2;
  const across = /justify-content:\s*(?:unsafe\s+)?([\w-]+)/.exec(style)?.[1];
  const down = /align-items:\s*(?:unsafe\s+)?([\w-]+)/.exec(style)?.[1];
  const start = (at: number, length: number, align?: string) => {
    if (align === 'center') return at - length / 2;
    return align === 'flex-end' ? at - length : at;
  };
  const x =
    room > 1 && across === 'center'
      ? left + (room - width) / 2
      : start(left, width, across);
  return { x, y: start(top, height, down), width, height };
}

function transformedBox(
  { x, y, width, height }: Box,
  { matrix }: Context,
): Box {
  return boundsOf(
    [
      { x, y },
      { x: x + width, y },
      { x, y: y + height },
      { x: x + width, y: y + height },
    ].map(point => apply(matrix, point)),
  );
}

function fontSizeIn(element: XmlElement): number | undefined {
  let current: XmlElement | undefined = element;
  for (let depth = 0; current && depth < 6; depth++) {
    const found = /font-size:\s*(\d{1,3}(?:\.\d+)?)px/.exec(
      current.attributes.style?.slice(0, 2000) ?? '',
    );
    if (found && Number(found[1]) > 0) return Number(found[1]);
    current = current.children[0];
  }
  return undefined;
}

/** The words of HTML, one line for each block. */
export function htmlText(element: XmlElement): string {
  const parts = element.mixed ?? [element.text, ...element.children];
  return parts
    .map(part => {
      if (typeof part === 'string') return part.replace(/\s+/g, ' ');
      if (part.name === 'style' || part.name === 'script') return '';
      return `${BREAKS.has(part.name) ? '\n' : ''}${htmlText(part)}${
        BREAKS.has(part.name) ? '\n' : ''
      }`;
    })
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .slice(0, 4000);
}

/**
 * Joins pieces that are drawn one after the other: words and letters on one line, and lines of one label. Only what
 * follows in the file and has the same size is joined.
 */
export function joinTexts(drawn: Drawn): void {
  const joined: Drawn['texts'] = [];
  for (const text of drawn.texts) {
    const last = joined[joined.length - 1];
    const glue = last && glueOf(last, text);
    if (glue === undefined || last.label.length > 1000) {
      joined.push(text);
      continue;
    }
    last.label += glue + text.label;
    Object.assign(last, unionOf([last, text]));
  }
  drawn.texts = joined;
}

/** What stands between two pieces of one label; `undefined` where they are two labels. */
function glueOf(
  a: Drawn['texts'][number],
  b: Drawn['texts'][number],
): string | undefined {
  if (!a.level || !b.level || Math.abs(a.size - b.size) > a.size * 0.05)
    return undefined;
  const { size } = b;
  const bottom = a.y + a.height;
  const gap = b.x - a.x - a.width;
  if (
    Math.abs(bottom - b.y - b.height) < size * 0.2 &&
    a.height < size * 1.5 &&
    gap > -size * 0.5 &&
    gap < size * 0.45
  )
    return gap > size * 0.12 ? ' ' : '';
  const drop = b.y - bottom;
  const aligned =
    Math.abs(a.x + a.width / 2 - b.x - b.width / 2) < size * 0.6 ||
    Math.abs(a.x - b.x) < size * 0.3;
  return a.group === b.group &&
    aligned &&
    drop > -size * 0.4 &&
    drop < size * 0.5
    ? '\n'
    : undefined;
}
