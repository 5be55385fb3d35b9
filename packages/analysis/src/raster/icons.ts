import { overlapOf, unionOf, type Box } from '../sources/diagram';
import { clear, sidesOf } from './ink';
import type { Mask, PixelPicture, PixelText } from './types';

/** What differs less from the ground is its texture. */
const DIFFERENT = 24;
/** More pixels in a row than a line is thick. */
const THICK = 7;
/** In line heights. */
const MAX_GAP = 1.3;
const MIN_SIDE = 1.25;
const MAX_HEIGHT = 9;
/** Lines that only pass by fill less of their box. */
const MIN_FILL = 0.12;
/** Share of the icon's largest extent that its edges have at least. */
const BULK = 0.25;
/** Captions in a box have at most so many lines, and their icon is so many lines wide and high. */
const MAX_CAPTION_LINES = 3;
const SQUARE = 1.6;
/** Share of an icon on the edge of an area that is on either side of it. */
const EDGE = 0.15;
const FAINT = 10;

/** Where no icon can be: on boxes, texts, other icons and the outlines of frames. */
export class Obstacles {
  readonly #taken: Uint8Array;
  readonly #boxes: Box[] = [];

  constructor(readonly width: number, readonly height: number) {
    this.#taken = new Uint8Array(width * height);
  }

  add(box: Box, margin: number): void {
    this.#boxes.push(box);
    this.#fill(box, margin);
  }

  addOutline(box: Box): void {
    for (const side of sidesOf(box)) this.#fill(side, 3);
  }

  isFree(x: number, y: number): boolean {
    return !this.#taken[y * this.width + x];
  }

  covers(box: Box, except: Box): boolean {
    return this.#boxes.some(
      other => other !== except && overlapOf(box, other) > 0.2,
    );
  }

  #fill(box: Box, margin: number): void {
    const mask = { width: this.width, height: this.height, data: this.#taken };
    clear(mask, box, margin, 1);
  }
}

/**
 * Finds the icon that a caption belongs to: above it, else to its left, else below. Lines that lead to the icon are told
 * from it by being thin.
 */
export function findIcon(
  picture: PixelPicture,
  caption: Box,
  obstacles: Obstacles,
  sides: ReadonlyArray<'above' | 'left' | 'below'> = ['above', 'left', 'below'],
): Box | undefined {
  const line = lineHeight(caption);
  const ground = groundAt(picture, caption);
  const ink = (x: number, y: number) =>
    x >= 0 &&
    y >= 0 &&
    x < picture.width &&
    y < picture.height &&
    obstacles.isFree(x, y) &&
    distance(picture, x, y, ground) > DIFFERENT;
  for (const side of sides) {
    const icon = grow(ink, caption, line, side);
    if (icon && !obstacles.covers(icon, caption) && standsOut(picture, icon))
      return icon;
  }
  return undefined;
}

/** The icon above the only words in a box. */
export function iconAbove(
  picture: PixelPicture,
  words: readonly PixelText[],
  obstacles: Obstacles,
): Box | undefined {
  if (!words.length || words.length > MAX_CAPTION_LINES) return undefined;
  const caption = unionOf(words.map(({ box }) => box));
  const icon = findIcon(picture, caption, obstacles, ['above']);
  const line = words[0].box.height;
  return icon && Math.min(icon.width, icon.height) > line * SQUARE
    ? icon
    : undefined;
}

/**
 * Whether a box is only what an icon and the lines to it leave of an area: the icon stands on its upper edge and is much of
 * it, or the sides of the area go on above. A box that only has an icon for a badge is one.
 */
export function isCutBy(box: Box, icon: Box, contrast: Mask): boolean {
  const above = box.y - icon.y;
  return (
    above > icon.height * EDGE &&
    above < icon.height * (1 - EDGE) &&
    icon.x > box.x &&
    icon.x + icon.width < box.x + box.width &&
    (icon.width > box.width * 0.5 ||
      (goesOnAbove(contrast, box.x, box.y) &&
        goesOnAbove(contrast, box.x + box.width, box.y)))
  );
}

/** Whether there is an edge above a corner too. */
function goesOnAbove({ width, data }: Mask, x: number, y: number): boolean {
  let drawn = 0;
  for (let up = 8; up < 24; up++) {
    const row = Math.round(y) - up;
    if (row < 0) return false;
    const from = row * width + Math.max(0, Math.round(x) - 3);
    if (data.subarray(from, from + 7).some(value => value >= FAINT)) drawn++;
  }
  return drawn > 12;
}

/** Whether an icon differs from what is around it, not only from the plate that its caption stands on. */
function standsOut(picture: PixelPicture, icon: Box): boolean {
  const around = groundAt(picture, icon);
  let filled = 0;
  let all = 0;
  const right = Math.min(picture.width, Math.floor(icon.x + icon.width));
  const bottom = Math.min(picture.height, Math.floor(icon.y + icon.height));
  for (let y = Math.max(0, Math.ceil(icon.y)); y < bottom; y++)
    for (let x = Math.max(0, Math.ceil(icon.x)); x < right; x++) {
      all++;
      if (distance(picture, x, y, around) > DIFFERENT) filled++;
    }
  return filled > all * MIN_FILL * 0.8;
}

/** Captions are of one to three lines; taller boxes are several. */
function lineHeight({ width, height }: Box): number {
  // a line of text is rarely less wide than high
  return Math.min(
    height,
    Math.max(8, height > 40 && width < height * 3 ? height / 2 : height),
  );
}

function grow(
  ink: (x: number, y: number) => boolean,
  caption: Box,
  line: number,
  side: 'above' | 'left' | 'below',
): Box | undefined {
  const vertical = side !== 'left';
  const size = Math.min(line, 30);
  const center = vertical
    ? caption.x + caption.width / 2
    : caption.y + caption.height / 2;
  const half = vertical
    ? Math.max(Math.min(caption.width * 0.5, size * 4), size * 2.5)
    : size * 2;
  const backward = side !== 'below';
  const starts = {
    above: caption.y - 2,
    left: caption.x - 2,
    below: caption.y + caption.height + 2,
  };
  const start = Math.round(starts[side]);
  const at = (along: number, across: number) => {
    const position = backward ? start - along : start + along;
    return vertical
      ? ink(Math.round(across), position)
      : ink(position, Math.round(across));
  };
  let first = -1;
  let last = -1;
  let seen: [number, number] | undefined;
  for (let along = 0; along < size * (MAX_HEIGHT + MAX_GAP); along++) {
    let count = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let across = center - half; across <= center + half; across++) {
      if (!at(along, across)) continue;
      count++;
      low = Math.min(low, across);
      high = Math.max(high, across);
    }
    // the strokes of an outline are thin, but far apart
    const wide = count >= THICK || (count >= 3 && high - low > size * 0.8);
    if (wide) {
      if (first < 0) first = along;
      last = along;
      seen = seen
        ? [Math.min(seen[0], low), Math.max(seen[1], high)]
        : [low, high];
    } else if (first < 0 ? along > size * MAX_GAP : along - last > size * 0.25)
      break;
  }
  if (
    first < 0 ||
    !seen ||
    last - first < size * MIN_SIDE ||
    last - first > size * MAX_HEIGHT
  )
    return undefined;
  // from the middle outwards, as long as there is more than a line
  const counts = (across: number) => {
    let count = 0;
    for (let along = first; along <= last; along++)
      if (at(along, across)) count++;
    return count;
  };
  const reach = half + size * 2;
  const edge = (step: number) => {
    let edgeAt = center;
    let gap = 0;
    for (
      let across = center;
      Math.abs(across - center) < reach;
      across += step
    ) {
      if (counts(across) >= THICK) {
        edgeAt = across;
        gap = 0;
      } else if (++gap > size * 0.5 && edgeAt !== center) break;
      else if (gap > size) break;
    }
    return edgeAt;
  };
  let low = edge(-1);
  let high = edge(1);
  // heads of lines that touch the icon are much smaller than it
  let most = 0;
  for (let across = low; across <= high; across++)
    most = Math.max(most, counts(across));
  const bulk = most * BULK;
  while (low < high && counts(low) < bulk) low++;
  while (high > low && counts(high) < bulk) high--;
  if (high - low < size * MIN_SIDE || high - low > size * MAX_HEIGHT * 1.2)
    return undefined;
  if (Math.abs((low + high) / 2 - center) > half * 0.6) return undefined;
  let filled = 0;
  for (let across = low; across <= high; across++) filled += counts(across);
  if (filled < (high - low + 1) * (last - first + 1) * MIN_FILL)
    return undefined;
  const from = backward ? start - last : start + first;
  const length = last - first + 1;
  return vertical
    ? { x: low, y: from, width: high - low + 1, height: length }
    : { x: from, y: low, width: length, height: high - low + 1 };
}

type Color = readonly number[];

function distance(
  picture: PixelPicture,
  x: number,
  y: number,
  color: Color,
): number {
  const channels = color.length;
  const at = (y * picture.width + x) * channels;
  let most = 0;
  for (let c = 0; c < channels; c++)
    most = Math.max(most, Math.abs(picture.data[at + c] - color[c]));
  return most;
}

/** The usual color just around a text. */
export function groundAt(picture: PixelPicture, text: Box): Color {
  const { width, height, data } = picture;
  const channels = data.length >= width * height * 3 ? 3 : 1;
  const found = new Map<number, { count: number; color: number[] }>();
  const look = (px: number, py: number) => {
    const x = Math.min(width - 1, Math.max(0, Math.round(px)));
    const y = Math.min(height - 1, Math.max(0, Math.round(py)));
    const at = (y * width + x) * channels;
    const color = [...data.subarray(at, at + channels)];
    const key = color.reduce((sum, value) => sum * 16 + (value >> 4), 0);
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { count: 1, color });
  };
  for (let x = text.x - 3; x <= text.x + text.width + 3; x += 2) {
    look(x, text.y - 2);
    look(x, text.y + text.height + 2);
  }
  for (let y = text.y; y <= text.y + text.height; y += 2) {
    look(text.x - 3, y);
    look(text.x + text.width + 3, y);
  }
  return [...found.values()].sort((a, b) => b.count - a.count)[0].color;
}
