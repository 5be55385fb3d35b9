import type { Box, Heads, Item, Point, Span, XmlElement } from '../diagram';
import type { Matrix } from './transform';

/** What a line joins by the word of the file: two names, or both in one. */
export type Joins = { from: string; to: string } | { pair: string };

/** A line, with the names of what it joins where the file says so. */
export interface DrawnLine {
  path: Point[];
  heads: Heads;
  span: Span;
  joins?: Joins;
}

/** A piece of text with what is needed to tell whether another one continues it. */
export interface DrawnText extends Item {
  size: number;
  /** The element that it stands in. */
  parent?: string;
  group: XmlElement;
  /** Drawn level, so that neighbors can be compared. */
  level: boolean;
}

/** What is drawn, in the coordinates of the picture. */
export interface Drawn {
  boxes: Item[];
  lines: DrawnLine[];
  /** Small filled shapes that may be arrow heads. */
  heads: Box[];
  texts: DrawnText[];
  /** Items that the file names, by its name for them. */
  named: Map<string, string>;
  /** Everything that is drawn for a cell of draw.io, by its id. */
  cells: Map<string, Box[]>;
  /** Filled outlines that are no box; many of them and no text are words as outlines. */
  outlines: number;
}

/** What an element gets from those around it. */
export interface Context {
  matrix: Matrix;
  style: Record<string, string>;
  parent: XmlElement;
  /** Ids, classes and names of the elements around, outermost first. */
  path: readonly XmlElement[];
  /** Cell of draw.io that is drawn. */
  cell?: string;
  /** What the line that is drawn joins. */
  joins?: Joins;
}

export const emptyDrawn = (): Drawn => ({
  boxes: [],
  lines: [],
  heads: [],
  texts: [],
  named: new Map(),
  cells: new Map(),
  outlines: 0,
});

export const spanOf = ({ start, end }: XmlElement): Span => ({ start, end });

const MAX_COORDINATE = 1e7;

/** Whether a box is somewhere, not at infinity. */
export const isPlaced = ({ x, y, width, height }: Box) =>
  [x, y, width, height].every(value => Math.abs(value) < MAX_COORDINATE);

/** Notes that something is drawn for the cell of draw.io around it. */
export function noteCell(drawn: Drawn, context: Context, box: Box): void {
  if (context.cell === undefined || !isPlaced(box)) return;
  const known = drawn.cells.get(context.cell);
  if (known) known.push(box);
  else drawn.cells.set(context.cell, [box]);
}
