import { findTechnology } from '../../vocabulary';
import { captionIcons, labelBoxes } from './captions';
import {
  areaOf,
  centerOf,
  isInside,
  overlapOf,
  unionOf,
  type Box,
  type Point,
} from './geometry';
import { labelLines } from './label';
import {
  MAX_NODES,
  type Diagram,
  type DiagramNode,
  type Heads,
  type Span,
} from './model';
import { connect } from './strokes';
import { technologyOfIcon } from './technology';

/** Something drawn at a place: a box, an icon or a piece of text. */
export interface Item extends Box, Omit<DiagramNode, 'group' | 'span' | 'box'> {
  role: 'box' | 'icon' | 'text';
  /** Drawn to hold others, whatever is in it. */
  container?: boolean;
  /** Key of the item that the file says it belongs to. */
  parent?: string;
  /** Where its label is drawn, if not in it. */
  caption?: Box;
  span: Span;
}

/** A line between two places, bound to items or only near them. */
export interface Stroke {
  /** What the file calls it. */
  key?: string;
  from?: string;
  to?: string;
  /** Way from start to end, at least its two ends where they are known. */
  path: Point[];
  heads: Heads;
  label?: string;
  /** Where its label is drawn, where that is known. */
  caption?: Box;
  span: Span;
}

export interface Drawing {
  items: Item[];
  strokes: Stroke[];
}

const STEP = /^[\s([#]*\d{1,2}[\s).\]]*$/;
/** Names of places and borders: what is in them is drawn, they are not. */
const BOUNDARY =
  /^(?:(?:public|private|protected|isolated|app|data|web|db)[\s-]*)?(?:security groups?|vpc|vnet|virtual network|virtual private cloud|subnets?|availability zones?(?:\s*\w{1,2})?|az\s*-?\w{1,2}|regions?|auto ?scaling groups?|resource groups?|subscription|aws cloud|aws account|account|azure|azure cloud|google cloud(?: platform| project)?|gcp(?: project)?|project|namespace|(?:kubernetes|k8s|ecs|eks|aks|gke|swarm) cluster|data ?cent(?:er|re)|on[- ]premises?|red privada|nube|dmz)\b/i;
/** What is this much larger than a thing inside it is a box around it, not a box behind it. */
const HOLDS = 1.25;

const isBoundary = (box: Item) =>
  Boolean(box.container) || BOUNDARY.test(labelLines(box.label).join(' '));

/** Whether anything says what an item is. */
export const isNamed = (item: Item) =>
  labelLines(item.label).length > 0 ||
  Boolean(item.icon && technologyOfIcon(item.icon));

/** Puts a drawing together as people see it: captions to icons, icons into boxes, boxes into groups, lines to ends. */
export function layOut(diagram: Diagram, drawing: Drawing): Diagram {
  const items = drawing.items
    .slice(0, MAX_NODES)
    .filter(item => !STEP.test(labelLines(item.label).join(' ')));
  const solid = items.filter(item => item.role !== 'text');
  const texts = items.filter(
    item => item.role === 'text' && labelLines(item.label).length,
  );
  /** Where the meaning of an item went: a caption to its icon, a badge to its box. */
  const moved = new Map<string, string>();

  const around = boxesAround(items);
  const bound = new Set(drawing.strokes.flatMap(({ from, to }) => [from, to]));
  labelBoxes(solid, texts, around, moved);
  captionIcons(solid, texts, moved);

  mergeBadges(solid, around, moved);
  const meaningful = solid.filter(
    item => !moved.has(item.key) && (isNamed(item) || bound.has(item.key)),
  );
  const holders = new Set<string>();
  for (const item of meaningful) {
    if (!isNamed(item)) continue;
    const holder = around.get(item.key);
    if (holder) holders.add(holder.key);
  }
  const groups = new Set<string>();
  for (const item of solid) {
    if (moved.has(item.key)) continue;
    if (item.container || holders.has(item.key)) groups.add(item.key);
  }
  // the boxes around a group are groups too
  for (const key of [...groups]) {
    let holder = around.get(key);
    for (let depth = 0; holder && depth < 50; depth++) {
      groups.add(holder.key);
      holder = around.get(holder.key);
    }
  }
  const titles = groupTitles(meaningful, solid, groups);

  const nodes = new Map<string, Item>();
  for (const item of meaningful) {
    if (titles.has(item.key)) moved.set(item.key, titles.get(item.key)!);
    else if (!groups.has(item.key)) nodes.set(item.key, item);
    else if (isStoreWithParts(item)) nodes.set(item.key, item);
  }
  for (const text of texts) {
    // words that a line ends at are drawn without a box
    if (!moved.has(text.key) && bound.has(text.key))
      nodes.set(text.key, { ...text, role: 'box' });
  }
  const byKey = new Map(items.map(item => [item.key, item]));
  const groupOf = (item: Item): string | undefined => {
    const holder = around.get(item.key);
    return holder && groups.has(holder.key) ? holder.key : undefined;
  };
  const parts = partsOf(items, moved);
  for (const item of nodes.values()) {
    const holder = byKey.get(groupOf(item) ?? '');
    diagram.nodes.push({
      ...toNode(item, groupOf(item), holder),
      box: unionOf(parts.get(item.key) ?? [item]),
    });
  }
  for (const key of groups) {
    const item = byKey.get(key);
    if (item)
      diagram.groups.push({ key, label: item.label, parent: groupOf(item) });
  }
  const spare = texts.filter(
    text => !moved.has(text.key) && !nodes.has(text.key),
  );
  connect(diagram, drawing.strokes, {
    nodes: [...nodes.values()].filter(({ key }) => !groups.has(key)),
    groups: [...groups].flatMap(key => byKey.get(key) ?? []),
    texts: spare,
    moved,
    keys: new Set([...nodes.keys(), ...groups]),
  });
  return diagram;
}

/** Everything that is drawn of each item: itself, its caption, and what turned out to belong to it. */
function partsOf(
  items: readonly Item[],
  moved: ReadonlyMap<string, string>,
): Map<string, Box[]> {
  const parts = new Map<string, Box[]>();
  for (const item of items) {
    let { key } = item;
    for (let i = 0; moved.has(key) && i < 10; i++) key = moved.get(key)!;
    const own = parts.get(key) ?? [];
    own.push(item, ...(item.caption ? [item.caption] : []));
    parts.set(key, own);
  }
  return parts;
}

function toNode(
  item: Item,
  group: string | undefined,
  holder: Item | undefined,
): DiagramNode {
  const {
    key,
    label,
    technology,
    description,
    icon,
    shape,
    external,
    declared,
    tags,
    aliases,
    span,
  } = item;
  const inStore = holder && isStoreWithParts(holder);
  return {
    key,
    label,
    technology,
    description,
    icon: icon ?? (inStore ? holder.icon : undefined),
    shape: shape === 'text' ? undefined : shape,
    external,
    declared,
    tags,
    aliases,
    group,
    span,
  };
}

/** A box with the icon of a store and its own name (a bucket with folders) is that store, besides what is in it. */
function isStoreWithParts(item: Item): boolean {
  if (item.container || !item.icon || !labelLines(item.label).length)
    return false;
  const technology = technologyOfIcon(item.icon);
  return (
    technology?.role === 'product' &&
    technology.kind === 'resource' &&
    technology.type !== 'network'
  );
}

/** The smallest box around each item: by the file's word, else by geometry. */
function boxesAround(items: readonly Item[]): Map<string, Item> {
  const byKey = new Map(items.map(item => [item.key, item]));
  const boxes = items
    .filter(
      ({ role, width, height }) => role === 'box' && width > 0 && height > 0,
    )
    .sort((a, b) => areaOf(a) - areaOf(b));
  const around = new Map<string, Item>();
  for (const item of items) {
    const center = centerOf(item);
    const area = areaOf(item);
    const holder = boxes.find(
      box =>
        box !== item &&
        areaOf(box) > area * (item.role === 'box' ? HOLDS : 1) &&
        isInside(center, box) &&
        (item.role === 'text' || overlapOf(item, box) > 0.7),
    );
    const parent =
      item.parent === undefined ? undefined : byKey.get(item.parent);
    const stated = parent && parent.role !== 'text' ? parent : undefined;
    const chosen =
      holder && stated && areaOf(holder) < areaOf(stated) && holder !== item
        ? holder
        : stated ?? holder;
    if (chosen && chosen !== item) around.set(item.key, chosen);
  }
  return around;
}

/**
 * Small things that only say something of the box they are on: its icon, or a plate with what it is written in.
 */
function mergeBadges(
  solid: readonly Item[],
  around: ReadonlyMap<string, Item>,
  moved: Map<string, string>,
): void {
  const inside = new Map<string, Item[]>();
  for (const item of solid) {
    if (!isNamed(item)) continue;
    const holder = around.get(item.key);
    if (holder)
      inside.set(holder.key, [...(inside.get(holder.key) ?? []), item]);
  }
  for (const [key, parts] of inside) {
    const box = solid.find(item => item.key === key);
    if (!box) continue;
    const icons = parts.filter(
      part => part.role === 'icon' && !labelLines(part.label).length,
    );
    if (icons.length !== 1 || isBoundary(box)) continue;
    // the icon of a leaf, or in the corner of a box with a title
    const others = parts.filter(part => part !== icons[0]);
    const corner =
      areaOf(icons[0]) < areaOf(box) / 20 && labelLines(box.label).length > 0;
    if ((others.length === 0 && labelLines(box.label).length) || corner) {
      box.icon ??= icons[0].icon;
      moved.set(icons[0].key, box.key);
    }
  }
  for (const plate of solid) {
    const words = labelLines(plate.label);
    if (moved.has(plate.key) || plate.role !== 'box' || words.length !== 1)
      continue;
    const technology = findTechnology(words[0]);
    if (technology?.role !== 'implementation') continue;
    const box = solid.find(
      item =>
        item !== plate &&
        item.role === 'box' &&
        !moved.has(item.key) &&
        areaOf(item) > areaOf(plate) * 2 &&
        areaOf(item) < areaOf(plate) * 12 &&
        labelLines(item.label).length > 0 &&
        overlapOf(plate, item) > 0.1,
    );
    if (!box) continue;
    box.technology ??= words[0];
    moved.set(plate.key, box.key);
  }
}

/** Icons across the upper edge of a box without a name say what the box is. */
function groupTitles(
  meaningful: readonly Item[],
  solid: readonly Item[],
  groups: ReadonlySet<string>,
): Map<string, string> {
  const titles = new Map<string, string>();
  const nameless = solid.filter(
    item => groups.has(item.key) && !labelLines(item.label).length,
  );
  for (const item of meaningful) {
    if (item.role !== 'icon' || groups.has(item.key)) continue;
    const center = centerOf(item);
    const box = nameless.find(
      ({ x, y, width, height }) =>
        center.x > x &&
        center.x < x + width &&
        item.y < y &&
        item.y + item.height >= y - Math.max(25, item.height / 2) &&
        height > item.height * 2,
    );
    if (!box) continue;
    box.label = item.label;
    titles.set(item.key, box.key);
  }
  return titles;
}
