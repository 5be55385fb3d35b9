import { boundsOf, type Point, type XmlElement } from '../diagram';
import { emptyDrawn, type Context, type Drawn } from './drawn';
import { joinedBy, nodeNames, readNamedNode } from './named';
import { addBox, addLine, addOutline } from './outline';
import { readPath } from './path';
import { lengthOf, sizeOf, styleOf, StyleSheet } from './style';
import { htmlText, joinTexts, readForeign, readText } from './text';
import { apply, numbersIn, transformed, type Matrix } from './transform';
import { referred, shownBy } from './view';

const MAX_SHAPES = 20_000;
/** Steps that reading one picture may take; copies of copies (`<use>`) would otherwise have no end. */
const MAX_WORK = 400_000;
const MAX_COPIES_DEPTH = 10;
/** Characters of a path that count as one step. */
const PATH_STEP = 50;
const MAX_PATH = 200_000;

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
/** What draw.io writes for viewers that cannot show its labels. */
const EXCUSE =
  /^(?:Text is not SVG - cannot display|Viewer does not support full SVG 1\.1|\[Not supported by viewer\])$/;

const sizesOf = ({ boxes, texts, heads }: Drawn) => ({
  boxes: boxes.length,
  texts: texts.length,
  heads: heads.length,
});

class ShapeReader {
  readonly drawn = emptyDrawn();
  readonly #sheet = new StyleSheet();
  readonly #byId = new Map<string, XmlElement>();
  #work = MAX_WORK;

  constructor(private readonly root: XmlElement) {
    const visit = (element: XmlElement) => {
      const { id } = element.attributes;
      if (id && !this.#byId.has(id)) this.#byId.set(id, element);
      if (element.name === 'style') this.#sheet.add(element.text);
      for (const child of element.children) visit(child);
    };
    visit(root);
  }

  visit(element: XmlElement, around: Context, copies: number): void {
    const { boxes, lines, texts } = this.drawn;
    if (boxes.length + lines.length + texts.length > MAX_SHAPES) return;
    if (this.#work-- <= 0) return;
    const name = element.name;
    if (HIDDEN.has(name)) return;
    const style = styleOf(element, around.style, around.path, this.#sheet);
    if (style.display === 'none') return;
    const context: Context = {
      matrix: this.#matrixOf(name, element, around),
      style,
      parent: element,
      path: [...around.path.slice(-8), element],
      cell: element.attributes['data-cell-id'] ?? around.cell,
      joins: joinedBy(element) ?? around.joins,
    };
    const visible = style.visibility !== 'hidden';
    if (name === 'text') {
      if (visible)
        readText(element, { ...context, parent: around.parent }, this.drawn);
      this.#dropExcuse();
    } else if (name === 'foreignObject') {
      if (visible) readForeign(element, context, this.drawn);
    } else if (name === 'use') {
      this.#copy(element, context, copies);
    } else if (name === 'switch') {
      for (const child of this.#shownOf(element, context))
        this.visit(child, context, copies);
    } else {
      if (visible) this.#readShape(name, element, context);
      this.#visitChildren(element, context, copies);
    }
  }

  #visitChildren(element: XmlElement, context: Context, copies: number): void {
    const names = nodeNames(element);
    const before = sizesOf(this.drawn);
    for (const child of element.children) this.visit(child, context, copies);
    if (names.length) readNamedNode(names, element, before, this.drawn);
  }

  #matrixOf(name: string, element: XmlElement, around: Context): Matrix {
    const matrix = transformed(around.matrix, element.attributes.transform);
    return name === 'svg' && element !== this.root
      ? shownBy(element, matrix)
      : matrix;
  }

  /** Draws what a `<use>` refers to, if it is in the document. */
  #copy(element: XmlElement, context: Context, copies: number): void {
    const target = referred(element, this.#byId);
    if (!target || copies >= MAX_COPIES_DEPTH) return;
    // a copy of something around it would never end
    if (context.path.includes(target)) return;
    const size = sizeOf(context.style);
    const x = lengthOf(element.attributes.x, size) ?? 0;
    const y = lengthOf(element.attributes.y, size) ?? 0;
    const moved: Context = {
      ...context,
      matrix: transformed(context.matrix, `translate(${x} ${y})`),
    };
    if (target.name === 'symbol') {
      const inner = {
        ...moved,
        matrix: shownBy(target, moved.matrix, element),
      };
      for (const child of target.children) this.visit(child, inner, copies + 1);
    } else this.visit(target, moved, copies + 1);
  }

  /** Of a switch between HTML and its replacement: the words of one, at the place of whichever has one. */
  #shownOf(element: XmlElement, context: Context): XmlElement[] {
    const foreign = element.children.find(
      child => child.name === 'foreignObject',
    );
    if (!foreign) return element.children;
    const before = this.drawn.texts.length;
    readForeign(foreign, context, this.drawn);
    if (this.drawn.texts.length > before) return [];
    const text = element.children.find(child => child.name === 'text');
    return text ? [{ ...text, children: [], text: htmlText(foreign) }] : [];
  }

  #dropExcuse(): void {
    const { texts } = this.drawn;
    if (texts.length && EXCUSE.test(texts[texts.length - 1].label)) texts.pop();
  }

  #readShape(name: string, element: XmlElement, context: Context): void {
    const { matrix } = context;
    const { attributes } = element;
    const size = sizeOf(context.style);
    const value = (attribute: string) =>
      lengthOf(attributes[attribute], size) ?? 0;
    const corners = (list: Point[]) => list.map(point => apply(matrix, point));
    const { drawn } = this;
    if (name === 'rect' || name === 'image') {
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(value);
      const box = boundsOf(
        corners([
          { x, y },
          { x: x + width, y: y + height },
          { x: x + width, y },
          { x, y: y + height },
        ]),
      );
      addBox(box, name === 'image' ? 'icon' : 'box', element, context, drawn);
    } else if (name === 'circle' || name === 'ellipse') {
      const [cx, cy] = [value('cx'), value('cy')];
      const rx = value('r') || value('rx');
      const ry = value('r') || value('ry');
      const box = boundsOf(
        corners([
          { x: cx - rx, y: cy - ry },
          { x: cx + rx, y: cy + ry },
        ]),
      );
      addBox(box, 'box', element, context, drawn);
    } else if (name === 'line') {
      const ends = corners([
        { x: value('x1'), y: value('y1') },
        { x: value('x2'), y: value('y2') },
      ]);
      addLine(ends, element, context, drawn);
    } else if (name === 'polyline' || name === 'polygon') {
      const numbers = numbersIn(attributes.points ?? '', 2000);
      const points = numbers.flatMap((x, i) =>
        i % 2 ? [] : [{ x, y: numbers[i + 1] ?? 0 }],
      );
      if (points.length < 2) return;
      const closed = name === 'polygon';
      addOutline(
        [{ points: corners(points), closed }],
        element,
        context,
        drawn,
      );
    } else if (name === 'path') {
      const d = (attributes.d ?? '').slice(0, MAX_PATH);
      this.#work -= d.length / PATH_STEP;
      const subpaths = readPath(d).map(({ points, bulges, closed }) => ({
        points: corners(points),
        bulges: bulges && corners(bulges),
        closed,
      }));
      addOutline(subpaths, element, context, drawn);
    }
  }
}

/** Reads text, boxes and lines out of an SVG document, enlarged by `matrix`. */
export function readShapes(svg: XmlElement, matrix: Matrix): Drawn {
  const reader = new ShapeReader(svg);
  reader.visit(svg, { matrix, style: {}, parent: svg, path: [] }, 0);
  joinTexts(reader.drawn);
  return reader.drawn;
}
