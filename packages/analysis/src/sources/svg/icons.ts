import { isInside, overlapOf, unionOf, type Item } from '../diagram';
import type { DrawnText } from './drawn';

/** What is larger than this is no icon. */
const MAX_SIDE = 140;
/** A box that is at most this much larger than a shape in it is a card with a picture on it, not a frame. */
const CARD = 12;
const MAX_SHAPES = 1500;

const fits = ({ width, height }: { width: number; height: number }) =>
  Math.max(width, height) <= MAX_SIDE;

const areaOf = ({ width, height }: Item) => width * height;
const centerOf = ({ x, y, width, height }: Item) => ({
  x: x + width / 2,
  y: y + height / 2,
});

/**
 * Makes icons of the small shapes without words that stand free: a person reads the words below or beside such a one
 * as its name. Shapes on top of each other are one icon.
 */
export function withIcons(
  boxes: readonly Item[],
  texts: readonly DrawnText[],
): Item[] {
  if (boxes.length > MAX_SHAPES || texts.length > MAX_SHAPES) return [...boxes];
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
  const icons: Item[] = [];
  for (const shape of [...free].sort((a, b) => areaOf(b) - areaOf(a))) {
    const icon = icons.find(
      other => overlapOf(other, shape) > 0 && fits(unionOf([other, shape])),
    );
    if (icon) Object.assign(icon, unionOf([icon, shape]));
    else icons.push({ ...shape, role: 'icon' });
  }
  return [...boxes.filter(box => !kept.has(box)), ...icons];
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
