import { areaOf, centerOf, type Box } from './geometry';
import { labelLines } from './label';
import type { Item } from './layout';

/**
 * Gives boxes the text that stands in them. In a box that holds other boxes the text is the title.
 */
export function labelBoxes(
  solid: readonly Item[],
  texts: readonly Item[],
  around: ReadonlyMap<string, Item>,
  moved: Map<string, string>,
): void {
  const inBox = new Map<Item, Item[]>();
  for (const text of texts) {
    const box = around.get(text.key);
    if (box && box.role === 'box')
      inBox.set(box, [...(inBox.get(box) ?? []), text]);
  }
  // icons in a box want their captions first
  const icons = new Map<Item, Item[]>();
  for (const item of solid) {
    const box =
      item.role === 'icon' && !labelLines(item.label).length
        ? around.get(item.key)
        : undefined;
    if (box) icons.set(box, [...(icons.get(box) ?? []), item]);
  }
  const held = new Set<Item>();
  for (const item of solid) {
    const box = around.get(item.key);
    if (box && (labelLines(item.label).length || inBox.has(item)))
      held.add(box);
  }
  for (const [box, lines] of inBox) {
    const named = labelLines(box.label).length > 0;
    const free = lines.filter(
      text =>
        !(icons.get(box) ?? []).some(icon => reach(icon, text) < Infinity) ||
        (!named && isTitle(text, box, held.has(box))),
    );
    if (!free.length) continue;
    const holds = held.has(box) || (icons.get(box)?.length ?? 0) > 1;
    const own = holds
      ? free.filter(text => isAtEdge(text, box)).slice(0, 1)
      : free;
    if (holds && named) continue;
    own.sort((a, b) => a.y - b.y || a.x - b.x);
    const label = own.map(({ label: text }) => text).join('\n');
    box.label = named ? `${box.label}\n${label}` : label;
    for (const text of own) moved.set(text.key, box.key);
  }
}

/** A leaf that is little more than an icon and words keeps the words. */
function isTitle(text: Item, box: Item, holds: boolean): boolean {
  return !holds && areaOf(box) < areaOf(text) * 30 && areaOf(box) < 60_000;
}

function isAtEdge(text: Box, box: Box): boolean {
  const { y } = centerOf(text);
  const depth = Math.min(60, box.height / 3);
  return y - box.y < depth || box.y + box.height - y < depth;
}

/** Gives icons without a label the nearest free text below, above or beside them. */
export function captionIcons(
  solid: readonly Item[],
  texts: readonly Item[],
  moved: Map<string, string>,
): void {
  const icons = solid.filter(
    item => item.role === 'icon' && !labelLines(item.label).length,
  );
  const pairs: Array<{ icon: Item; text: Item; cost: number }> = [];
  for (const icon of icons) {
    for (const text of texts) {
      if (moved.has(text.key)) continue;
      const cost = reach(icon, text);
      if (cost < Infinity) pairs.push({ icon, text, cost });
    }
  }
  pairs.sort((a, b) => a.cost - b.cost);
  const done = new Set<string>();
  for (const { icon, text } of pairs) {
    if (done.has(icon.key) || moved.has(text.key)) continue;
    icon.label = text.label;
    moved.set(text.key, icon.key);
    done.add(icon.key);
  }
}

/** How far a text is from being the caption of an icon; `Infinity` where it cannot be. */
function reach(icon: Box, text: Box): number {
  const a = centerOf(icon);
  const b = centerOf(text);
  const size = Math.max(20, Math.min(120, Math.max(icon.width, icon.height)));
  const dx = Math.abs(a.x - b.x);
  const below = text.y - (icon.y + icon.height);
  const above = icon.y - (text.y + text.height);
  if (dx < Math.max(icon.width, text.width) / 2 + 5) {
    if (below > -text.height && below < size * 0.6)
      return Math.abs(below) + dx / 2;
    if (above > -text.height && above < size * 0.4)
      return Math.abs(above) + dx / 2 + 15;
  }
  const right = text.x - (icon.x + icon.width);
  const left = icon.x - (text.x + text.width);
  if (Math.abs(a.y - b.y) < icon.height / 2) {
    if (right > -5 && right < size * 0.6) return right + 25;
    if (left > -5 && left < size * 0.4) return left + 35;
  }
  return Infinity;
}
