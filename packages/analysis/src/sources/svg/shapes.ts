import { boundsOf, type Heads, type Point, type Span } from '../diagram';
import type { Box, Item, XmlElement } from '../diagram';
import { readPath, type Subpath } from './path';
import {
  apply,
  IDENTITY,
  numbersIn,
  scaleOf,
  transformed,
  type Matrix,
} from './transform';

/** What is drawn, in the coordinates of the picture. */
export interface Drawn {
  boxes: Item[];
  lines: Array<{ path: Point[]; heads: Heads; span: Span }>;
  /** Small filled shapes that may be arrow heads. */
  heads: Box[];
  texts: Item[];
}

const MAX_SHAPES = 20_000;
/** Not drawn where they stand. */
const HIDDEN = new Set([
  'defs',
  'marker',
  'symbol',
  'clipPath',
  'pattern',
  'mask',
  'style',
  'script',
  'title',
  'desc',
  'metadata',
  'linearGradient',
  'radialGradient',
  'filter',
  'animate',
  'animateTransform',
  'set',
]);
/** Smaller than this is part of an icon or a head of an arrow. */
const SMALL = 22;

interface Context {
  matrix: Matrix;
  style: Record<string, string>;
}

const STYLED = [
  'fill',
  'stroke',
  'marker-start',
  'marker-end',
  'font-size',
  'text-anchor',
  'display',
  'visibility',
];

/** An open curve without corners that is filled by default only because nobody said `fill="none"`. */
const isLinePath = (subpaths: readonly Subpath[]) =>
  subpaths.length === 1 &&
  !subpaths[0].closed &&
  subpaths[0].points.length === 2;

/** Reads text, boxes and lines out of an SVG document. */
export function readShapes(svg: XmlElement): Drawn {
  const drawn: Drawn = { boxes: [], lines: [], heads: [], texts: [] };
  const visit = (element: XmlElement, around: Context) => {
    if (
      drawn.boxes.length + drawn.lines.length + drawn.texts.length >
      MAX_SHAPES
    )
      return;
    const name = element.name.replace(/^svg:/, '');
    if (HIDDEN.has(name)) return;
    const style = styleOf(element, around.style);
    if (style.display === 'none' || style.visibility === 'hidden') return;
    const context = {
      matrix: transformed(around.matrix, element.attributes.transform),
      style,
    };
    if (name === 'text') readText(element, context, drawn);
    else if (name === 'foreignObject') readForeign(element, context, drawn);
    else {
      readShape(name, element, context, drawn);
      // the text of a switch is the replacement of the object before it
      const foreign =
        name === 'switch' &&
        element.children.find(child => child.name === 'foreignObject');
      const children = foreign ? fallback(element, foreign) : element.children;
      for (const child of children) visit(child, context);
    }
  };
  visit(svg, { matrix: IDENTITY, style: {} });
  return drawn;
}

/** draw.io writes a label as HTML, and for others as text at its place: the words of one, the place of the other. */
function fallback(element: XmlElement, foreign: XmlElement): XmlElement[] {
  const text = element.children.find(child => child.name === 'text');
  if (!text) return [foreign];
  return [{ ...text, children: [], text: htmlText(foreign) }];
}

function styleOf(
  { attributes }: XmlElement,
  around: Record<string, string>,
): Record<string, string> {
  const style = { ...around };
  delete style['marker-start'];
  delete style['marker-end'];
  for (const name of STYLED)
    if (attributes[name] !== undefined) style[name] = attributes[name];
  for (const part of (attributes.style ?? '').slice(0, 5000).split(';')) {
    const colon = part.indexOf(':');
    const name = part.slice(0, colon).trim();
    if (colon > 0 && STYLED.includes(name))
      style[name] = part.slice(colon + 1).trim();
  }
  return style;
}

const spanOf = ({ start, end }: XmlElement): Span => ({ start, end });
const numberOf = (element: XmlElement, name: string) =>
  numbersIn(element.attributes[name] ?? '', 1)[0] ?? 0;

function readText(
  element: XmlElement,
  { matrix, style }: Context,
  drawn: Drawn,
): void {
  const size = numbersIn(style['font-size'] ?? '', 1)[0] ?? 16;
  const lines: Array<{ text: string; at: Point }> = [];
  let at: Point = { x: numberOf(element, 'x'), y: numberOf(element, 'y') };
  const own = element.text.trim();
  if (own) lines.push({ text: own, at });
  const spans = (parent: XmlElement) => {
    for (const child of parent.children) {
      if (
        child.name !== 'tspan' &&
        child.name !== 'textPath' &&
        child.name !== 'a'
      )
        continue;
      const moves =
        child.attributes.y !== undefined ||
        /[1-9]/.test(child.attributes.dy ?? '');
      at = {
        x: child.attributes.x === undefined ? at.x : numberOf(child, 'x'),
        y:
          child.attributes.y === undefined
            ? at.y + (lines.length && moves ? size * 1.2 : 0)
            : numberOf(child, 'y'),
      };
      const text = child.text.trim();
      if (text) {
        const last = lines[lines.length - 1];
        if (last && !moves) last.text += ` ${text}`;
        else lines.push({ text, at });
      }
      spans(child);
    }
  };
  spans(element);
  if (!lines.length) return;
  const width =
    Math.max(...lines.slice(0, 100).map(({ text }) => text.length)) *
    size *
    0.5;
  const anchor = style['text-anchor'] ?? 'start';
  const shift = { middle: 0.5, end: 1 }[anchor] ?? 0;
  const [first] = lines;
  const scale = scaleOf(matrix);
  const place = apply(matrix, {
    x: first.at.x - width * shift,
    y: first.at.y - size * 0.8,
  });
  drawn.texts.push({
    key: `text-${drawn.texts.length}`,
    role: 'text',
    label: lines.map(({ text }) => text).join('\n'),
    x: place.x,
    y: place.y,
    width: width * scale,
    height: size * 1.1 * lines.length * scale,
    span: spanOf(element),
  });
}

function readForeign(
  element: XmlElement,
  { matrix }: Context,
  drawn: Drawn,
): void {
  const label = htmlText(element).trim();
  const [width, height] = [
    numberOf(element, 'width'),
    numberOf(element, 'height'),
  ];
  if (!label || /%/.test(element.attributes.width ?? '')) return;
  const place = apply(matrix, {
    x: numberOf(element, 'x'),
    y: numberOf(element, 'y'),
  });
  const scale = scaleOf(matrix);
  drawn.texts.push({
    key: `text-${drawn.texts.length}`,
    role: 'text',
    label,
    x: place.x,
    y: place.y,
    width: Math.max(1, width * scale),
    height: Math.max(1, height * scale),
    span: spanOf(element),
  });
}

const BREAKS = new Set(['div', 'p', 'br', 'li', 'tr', 'h1', 'h2', 'h3', 'hr']);

function htmlText(element: XmlElement): string {
  const inner = element.children
    .filter(({ name }) => name !== 'style' && name !== 'script')
    .map(child => `${BREAKS.has(child.name) ? '\n' : ' '}${htmlText(child)}`)
    .join('');
  return `${element.text}${inner}`
    .replace(/[ \t]+/g, ' ')
    .replace(/\n\s*/g, '\n')
    .slice(0, 4000);
}

function readShape(
  name: string,
  element: XmlElement,
  context: Context,
  drawn: Drawn,
): void {
  const { matrix, style } = context;
  const value = (attribute: string) => numberOf(element, attribute);
  const corners = (list: Point[]) => list.map(point => apply(matrix, point));
  if (name === 'rect' || name === 'image') {
    const [x, y, width, height] = [
      value('x'),
      value('y'),
      value('width'),
      value('height'),
    ];
    if (/%/.test(`${element.attributes.width}${element.attributes.height}`))
      return;
    const box = boundsOf(
      corners([
        { x, y },
        { x: x + width, y: y + height },
        { x: x + width, y },
        { x, y: y + height },
      ]),
    );
    addBox(box, name === 'image' ? 'icon' : 'box', element, style, drawn);
  } else if (name === 'circle' || name === 'ellipse') {
    const [cx, cy] = [value('cx'), value('cy')];
    const rx = value('r') || value('rx');
    const ry = value('r') || value('ry');
    addBox(
      boundsOf(
        corners([
          { x: cx - rx, y: cy - ry },
          { x: cx + rx, y: cy + ry },
        ]),
      ),
      'box',
      element,
      style,
      drawn,
    );
  } else if (name === 'line') {
    addLine(
      corners([
        { x: value('x1'), y: value('y1') },
        { x: value('x2'), y: value('y2') },
      ]),
      element,
      style,
      drawn,
    );
  } else if (name === 'polyline' || name === 'polygon') {
    const numbers = numbersIn(element.attributes.points ?? '', 2000);
    const points = numbers.flatMap((x, i) =>
      i % 2 ? [] : [{ x, y: numbers[i + 1] ?? 0 }],
    );
    if (points.length < 2) return;
    addOutline(
      [{ points: corners(points), closed: name === 'polygon' }],
      element,
      style,
      drawn,
    );
  } else if (name === 'path') {
    const subpaths = readPath((element.attributes.d ?? '').slice(0, 200_000));
    addOutline(
      subpaths.map(({ points, closed }) => ({
        points: corners(points),
        closed,
      })),
      element,
      style,
      drawn,
    );
  }
}

const isNone = (paint: string | undefined) =>
  paint === undefined ||
  /^(?:none|transparent|#0{8}|rgba?\([^)]*,\s*0\s*\))$/.test(
    paint.replace(/\s/g, ''),
  );

function addOutline(
  subpaths: Subpath[],
  element: XmlElement,
  style: Record<string, string>,
  drawn: Drawn,
): void {
  const points = subpaths.flatMap(subpath => subpath.points);
  if (points.length < 2) return;
  const bounds = boundsOf(points);
  const filled = !isNone(style.fill ?? 'black');
  const headed = Boolean(style['marker-end'] ?? style['marker-start']);
  const outline = subpaths.some(({ closed }) => closed) || isRing(subpaths);
  const thin = bounds.width < 6 || bounds.height < 6;
  if (!headed && !thin && (outline || (filled && !isLinePath(subpaths))))
    addBox(bounds, 'box', element, style, drawn);
  else if (!outline || headed || thin) {
    const [first] = subpaths;
    // drawn by hand twice over: the second stroke says nothing new
    const path =
      subpaths.length > 1 && !isSketch(subpaths) ? points : first.points;
    addLine(path, element, style, drawn);
  }
}

/** Sides that are drawn one after the other and lead back to where they began. */
function isRing(subpaths: readonly Subpath[]): boolean {
  if (subpaths.length < 3) return false;
  const near = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y) < 6;
  const [start] = subpaths[0].points;
  const ends = subpaths.map(({ points }) => points[points.length - 1]);
  return (
    ends.slice(1).some(end => near(end, start)) &&
    new Set(ends.map(({ x, y }) => `${Math.round(x / 6)} ${Math.round(y / 6)}`))
      .size >= 3
  );
}

function isSketch([first, second]: readonly Subpath[]): boolean {
  const near = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y) < 8;
  const last = (points: Point[]) => points[points.length - 1];
  return (
    near(first.points[0], second.points[0]) &&
    near(last(first.points), last(second.points))
  );
}

function addBox(
  box: Box,
  role: 'box' | 'icon',
  element: XmlElement,
  style: Record<string, string>,
  drawn: Drawn,
): void {
  if (!(box.width > 0 && box.height > 0)) return;
  if (isNone(style.fill ?? 'black') && isNone(style.stroke) && role === 'box')
    return;
  if (Math.max(box.width, box.height) < SMALL) {
    if (role === 'box') drawn.heads.push(box);
    return;
  }
  drawn.boxes.push({
    key: `box-${drawn.boxes.length}`,
    role,
    label: '',
    ...box,
    span: spanOf(element),
  });
}

function addLine(
  path: Point[],
  element: XmlElement,
  style: Record<string, string>,
  drawn: Drawn,
): void {
  const bounds = boundsOf(path);
  const start = !isNone(style['marker-start']);
  const end = !isNone(style['marker-end']);
  if (isNone(style.stroke) && !start && !end) return;
  if (Math.max(bounds.width, bounds.height) < SMALL / 2 && !start && !end)
    return;
  let heads: Heads = 'none';
  if (start && end) heads = 'both';
  else if (start) heads = 'backward';
  else if (end) heads = 'forward';
  drawn.lines.push({ path: path.slice(0, 50), heads, span: spanOf(element) });
}
