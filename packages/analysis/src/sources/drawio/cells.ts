import type { Span } from '../diagram';
import type { Box, Point, XmlElement } from '../diagram';

/** A cell of a draw.io page with its place on the page. */
export interface Cell {
  id: string;
  label: string;
  style: Map<string, string>;
  /** Words of the style without a value: `text`, `swimlane`, `ellipse`. */
  names: Set<string>;
  hidden: boolean;
  /** Folded: what is in it is not drawn. */
  collapsed: boolean;
  isEdge: boolean;
  parent?: string;
  source?: string;
  target?: string;
  box: Box;
  relative: boolean;
  /** From the place that a relative geometry names, in units of the page. */
  offset: Point;
  points: Point[];
  sourcePoint?: Point;
  targetPoint?: Point;
  /** Attributes of the object around the cell (C4 shapes keep their parts there). */
  data: Record<string, string>;
  span: Span;
}

const MAX_CELLS = 20_000;
const MAX_NESTING = 50;

/** Reads the cells of a page; boxes are in page coordinates, hidden cells are left out. */
export function readCells(
  graph: XmlElement,
  offset: Span | undefined,
): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const root = graph.children.find(({ name }) => name === 'root') ?? graph;
  for (const element of root.children.slice(0, MAX_CELLS)) {
    const wrapped = element.name === 'object' || element.name === 'UserObject';
    const cell = wrapped
      ? element.children.find(({ name }) => name === 'mxCell')
      : element;
    if (!cell || (cell.name !== 'mxCell' && !wrapped)) continue;
    const data = wrapped ? element.attributes : {};
    const id = (wrapped ? element : cell).attributes.id ?? `cell-${cells.size}`;
    cells.set(id, {
      id,
      label: fillPlaceholders(data.label ?? cell.attributes.value ?? '', data),
      ...readStyle(cell.attributes.style ?? ''),
      hidden: cell.attributes.visible === '0',
      collapsed: cell.attributes.collapsed === '1',
      isEdge: cell.attributes.edge === '1',
      parent: cell.attributes.parent,
      source: cell.attributes.source,
      target: cell.attributes.target,
      ...readGeometry(cell),
      data,
      span: offset ?? { start: element.start, end: element.end },
    });
  }
  const hidden = [...cells.values()].filter(cell => isHidden(cell, cells));
  for (const { id } of hidden) cells.delete(id);
  return cells;
}

/** A cell of a layer that is switched off, or of a group that is folded, is not drawn either. */
function isHidden(cell: Cell, cells: ReadonlyMap<string, Cell>): boolean {
  if (cell.hidden) return true;
  let id = cell.parent;
  for (let depth = 0; id !== undefined && depth < MAX_NESTING; depth++) {
    const parent = cells.get(id);
    if (parent ? parent.hidden || parent.collapsed : false) return true;
    id = parent?.parent;
  }
  return false;
}

/** `%c4Name%` stands for an attribute of the object. */
function fillPlaceholders(label: string, data: Record<string, string>): string {
  if (data.placeholders !== '1') return label;
  return label
    .replace(/%([\w ]{1,60})%/g, (whole, name) =>
      Object.hasOwn(data, name) ? data[name] : whole,
    )
    .slice(0, 8000);
}

function readStyle(style: string): Pick<Cell, 'style' | 'names'> {
  const values = new Map<string, string>();
  const names = new Set<string>();
  for (const part of style.slice(0, 200_000).split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0)
      values.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
    else if (part.trim()) names.add(part.trim());
  }
  return { style: values, names };
}

const number = (value: string | undefined) => {
  const parsed = Number(value);
  return Number.isFinite(parsed) ? Math.max(-1e7, Math.min(1e7, parsed)) : 0;
};

function readGeometry(
  cell: XmlElement,
): Pick<
  Cell,
  'box' | 'relative' | 'offset' | 'points' | 'sourcePoint' | 'targetPoint'
> {
  const geometry = cell.children.find(({ name }) => name === 'mxGeometry');
  const attributes = geometry?.attributes ?? {};
  const point = ({ attributes: { x, y } }: XmlElement): Point => ({
    x: number(x),
    y: number(y),
  });
  const named = (as: string) => {
    const found = geometry?.children.find(
      child => child.name === 'mxPoint' && child.attributes.as === as,
    );
    return found && point(found);
  };
  const way = geometry?.children.find(
    ({ name, attributes: own }) => name === 'Array' && own.as === 'points',
  );
  return {
    box: {
      x: number(attributes.x),
      y: number(attributes.y),
      width: number(attributes.width),
      height: number(attributes.height),
    },
    relative: attributes.relative === '1',
    offset: named('offset') ?? { x: 0, y: 0 },
    points: (way?.children ?? [])
      .filter(({ name }) => name === 'mxPoint')
      .slice(0, 100)
      .map(point),
    sourcePoint: named('sourcePoint'),
    targetPoint: named('targetPoint'),
  };
}
