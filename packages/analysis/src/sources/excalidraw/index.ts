import type { Extraction, SourceText } from '../../source';
import {
  emptyDiagram,
  labelLines,
  layOut,
  showOn,
  toExtraction,
  type Box,
  type Item,
  type Stroke,
} from '../diagram';
import { frameOf, placeOf } from './frame';
import { readScene, type SceneElement } from './scene';

export { isExcalidraw } from './scene';

const BOXES = new Set(['rectangle', 'ellipse', 'diamond']);
const FRAMES = new Set(['frame', 'magicframe']);

/**
 * Reads an Excalidraw scene: boxes with the text bound to them or in them, groups of shapes as icons, frames, and arrows
 * by their bindings or by where they end.
 *
 * @throws InputError when it is not the JSON of a scene
 */
export function extractExcalidraw(source: SourceText): Extraction {
  const scene = readScene(source.text);
  const { elements } = scene;
  const diagram = emptyDiagram('excalidraw');
  const spanOf = ({ at }: SceneElement) => ({ start: at, end: at + 1 });
  const byId = new Map(elements.map(element => [element.id, element]));
  const boundText = new Map<string, string>();
  const captions = new Map<string, Box>();
  for (const element of elements) {
    const { type, container, text } = element;
    if (type !== 'text' || container === undefined || !byId.has(container))
      continue;
    const known = boundText.get(container);
    boundText.set(container, known ? `${known}\n${text}` : text);
    captions.set(container, placeOf(element));
  }
  const icons = groupedIcons(elements, boundText);
  const items: Item[] = [...icons.items];
  const strokes: Stroke[] = [];
  for (const element of elements) {
    const { id, type, frame } = element;
    if (icons.memberOf.has(id)) continue;
    const label = boundText.get(id) ?? '';
    const place = { key: id, ...placeOf(element), span: spanOf(element) };
    if (type === 'text') {
      if (element.container === undefined || !byId.has(element.container)) {
        items.push({ ...place, role: 'text', label: element.text });
      }
    } else if (BOXES.has(type)) {
      if (type === 'diamond' && /\?\s*$/.test(label.trim())) continue;
      items.push({ ...place, role: 'box', label, parent: frame });
    } else if (FRAMES.has(type)) {
      items.push({
        ...place,
        role: 'box',
        label: element.name ?? '',
        container: true,
      });
    } else if (type === 'image' || type === 'embeddable') {
      items.push({ ...place, role: 'icon', label });
    } else if (
      type === 'arrow' ||
      (type === 'line' && !element.groups.length)
    ) {
      const stroke = toStroke(element, label, icons.memberOf);
      if (stroke)
        strokes.push({
          ...stroke,
          caption: captions.get(id),
          span: spanOf(element),
        });
    }
  }
  layOut(diagram, { items, strokes });
  const shown = source.picture && frameOf(scene, source.picture);
  if (shown) showOn(diagram, shown);
  return toExtraction(diagram, source);
}

function toStroke(
  element: SceneElement,
  label: string,
  memberOf: ReadonlyMap<string, string>,
): Omit<Stroke, 'span'> | undefined {
  const { x, y, points, start, end, heads } = element;
  const path = points.map(point => ({ x: x + point.x, y: y + point.y }));
  if (path.length < 2) return undefined;
  const own = (key: string | undefined) =>
    key === undefined ? undefined : memberOf.get(key) ?? key;
  return {
    from: own(start),
    to: own(end),
    path,
    heads,
    label: label || undefined,
  };
}

/**
 * Shapes that are grouped and carry at most one text are one thing: an icon from a library, with its caption or
 * without. A group of several labelled boxes only moves together.
 */
function groupedIcons(
  elements: readonly SceneElement[],
  boundText: ReadonlyMap<string, string>,
) {
  const memberOf = new Map<string, string>();
  const items: Item[] = [];
  const depth = Math.min(
    10,
    elements.reduce(
      (deepest, { groups }) => Math.max(deepest, groups.length),
      0,
    ),
  );
  // the outermost group is the last in the list
  for (let level = 1; level <= depth; level++) {
    const members = new Map<string, SceneElement[]>();
    for (const element of elements) {
      const group = element.groups[element.groups.length - level];
      if (
        group === undefined ||
        memberOf.has(element.id) ||
        element.type === 'arrow'
      )
        continue;
      const list = members.get(group);
      if (list) list.push(element);
      else members.set(group, [element]);
    }
    for (const [group, list] of members) {
      const key = `group:${group}`;
      const texts = list.filter(
        ({ type, text }) => type === 'text' && labelLines(text).length,
      );
      const labelled = list.filter(({ id }) => boundText.has(id));
      if (
        list.length < 2 ||
        labelled.length > 1 ||
        (texts.length > 1 && !oneColumn(texts))
      )
        continue;
      const left = Math.min(...list.map(({ x }) => x));
      const top = Math.min(...list.map(({ y }) => y));
      const drawing = list.some(
        ({ type }) =>
          type === 'line' || type === 'freedraw' || type === 'image',
      );
      items.push({
        key,
        role: drawing ? 'icon' : 'box',
        label: texts
          .sort((a, b) => a.y - b.y)
          .map(({ text }) => text)
          .join('\n'),
        x: left,
        y: top,
        width: Math.max(...list.map(({ x, width }) => x + width)) - left,
        height: Math.max(...list.map(({ y, height }) => y + height)) - top,
        span: { start: list[0].at, end: list[0].at + 1 },
      });
      for (const { id } of list) memberOf.set(id, key);
    }
  }
  return { memberOf, items };
}

/** Lines of one label, below each other. */
function oneColumn(texts: readonly SceneElement[]): boolean {
  const lines = [...texts].sort((a, b) => a.y - b.y);
  return lines.every((line, i) => {
    const before = lines[i - 1];
    if (!before) return true;
    const apart = Math.abs(
      line.x + line.width / 2 - before.x - before.width / 2,
    );
    return (
      line.y - before.y - before.height < before.height &&
      apart < Math.max(line.width, before.width) / 2
    );
  });
}
