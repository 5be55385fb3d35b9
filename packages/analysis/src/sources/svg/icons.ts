import { isInside, overlapOf, unionOf, type Item } from '../diagram';
import type { DrawnText } from './drawn';

/** What is larger than this is no icon. */
const MAX_SIDE = 140;
/** A box that is at most this much larger than a shape in it is a card with a picture on it, not a frame. */
const CARD = 12;
const MAX_SHAPES = 1500;
const CORNER = 6;

const fits = ({ width, height }: { width: number; height: number }) =>
  Math.max(width, height) <= MAX_SIDE;

const areaOf = ({ width, height }: Item) => width * height;
const centerOf = ({ x, y, width, height }: Item) => ({
  x: x + width / 2,
  y: y + height / 2,
});

/**
 * Makes icons of the small shapes without words that stand free: a person reads the words below or beside such a one
 * as its name. Shapes on top of each other are one icon; one in the corner of a frame only marks the frame's name.
 */
export function withIcons(
  boxes: readonly Item[],
  texts: readonly DrawnText[],
): Item[] {
  if (boxes.length > MAX_SHAPES || texts.length > MAX_SHAPES)
    return [...boxes, ...texts];
  const small = boxes.filter(
    box =>
      !box.label &&
      Math.max(box.width, box.height) <= MAX_SIDE &&
      !texts.some(text => isInside(centerOf(text), box)),
  );
  const candidates = new Set(small);
  const rest = boxes.filter(box => !candidates.has(box));
  const free = small.filter(shape => !isOnCard(shape, rest));
  const kept = new Set(free);
  const badges = new Set<Item>();
  const titles = new Set<DrawnText>();
  for (const shape of free) {
    const frame = frameOf(shape, rest);
    if (!frame) continue;
    badges.add(shape);
    const title = titleBeside(shape, texts);
    if (!title || frame.label) continue;
    frame.label = title.label;
    titles.add(title);
  }
  const icons: Item[] = [];
  for (const shape of free
    .filter(item => !badges.has(item))
    .sort((a, b) => areaOf(b) - areaOf(a))) {
    const icon = icons.find(
      other => overlapOf(other, shape) > 0 && fits(unionOf([other, shape])),
    );
    if (icon) Object.assign(icon, unionOf([icon, shape]));
    else icons.push({ ...shape, role: 'icon' });
  }
  return [
    ...boxes.filter(box => !kept.has(box)),
    ...icons,
    ...texts.filter(text => !titles.has(text)),
  ];
}

/** The frame in whose upper left corner a shape is, as the clouds' icons are. */
function frameOf(shape: Item, others: readonly Item[]): Item | undefined {
  return others.find(
    box =>
      areaOf(box) >= areaOf(shape) * CARD &&
      Math.abs(box.x - shape.x) < CORNER &&
      Math.abs(box.y - shape.y) < CORNER,
  );
}

/** The words beside such a shape, which name the frame. */
function titleBeside(
  badge: Item,
  texts: readonly DrawnText[],
): DrawnText | undefined {
  const right = badge.x + badge.width;
  return texts.find(text => {
    const { y } = centerOf(text);
    return (
      y > badge.y &&
      y < badge.y + badge.height &&
      text.x > right - CORNER &&
      text.x < right + badge.width
    );
  });
}

function isOnCard(shape: Item, others: readonly Item[]): boolean {
  const area = areaOf(shape);
  return others.some(
    box =>
      areaOf(box) > area &&
      areaOf(box) < area * CARD &&
      overlapOf(shape, box) > 0.7,
  );
}
