import { unionOf, type Item, type XmlElement } from '../diagram';
import { findTechnology } from '../../vocabulary';
import { spanOf, type Drawn, type DrawnText, type Joins } from './drawn';
import { classesOf } from './style';

/** Classes that Graphviz, Mermaid and PlantUML give to the group of a node. */
const NODE_CLASSES = new Set(['node', 'entity']);
const EDGE_CLASSES = new Set(['edge', 'link']);
const MAX_NAME = 200;

const titleOf = (element: XmlElement) =>
  element.children
    .find(({ name }) => name === 'title')
    ?.text.trim()
    .slice(0, MAX_NAME);

/** The names that a drawing tool gave to the node which a group draws; by one of them its lines call it. */
export function nodeNames(element: XmlElement): string[] {
  if (element.name !== 'g') return [];
  if (!classesOf(element).some(name => NODE_CLASSES.has(name))) return [];
  const { attributes } = element;
  const { id = '' } = attributes;
  const mermaid = /(?:^|-)flowchart-(.{1,100})-\d+$/.exec(id);
  return [
    mermaid?.[1],
    titleOf(element),
    attributes['data-entity'],
    attributes['data-uid'],
    id.replace(/^(?:entity|elem)_/, ''),
  ].flatMap(name => (name ? [name.slice(0, MAX_NAME)] : []));
}

/** What a line joins, by those names, where its tool writes it down. */
export function joinedBy(element: XmlElement): Joins | undefined {
  const { attributes } = element;
  const start = attributes['inkscape:connection-start'];
  const end = attributes['inkscape:connection-end'];
  if (start?.startsWith('#') && end?.startsWith('#'))
    return { from: start.slice(1), to: end.slice(1) };
  const [from, to] = [attributes['data-entity-1'], attributes['data-entity-2']];
  if (from && to) return { from, to };
  const classes = classesOf(element);
  const leave = classes.find(name => name.startsWith('LS-'));
  const arrive = classes.find(name => name.startsWith('LE-'));
  if (leave && arrive) return { from: leave.slice(3), to: arrive.slice(3) };
  if (classes.includes('flowchart-link')) {
    // the names may hold what stands between them
    const pair = /(?:^|-)L[_-](.{3,200})[_-]\d+$/.exec(
      attributes.id ?? '',
    )?.[1];
    return pair ? { pair } : undefined;
  }
  if (!classes.some(name => EDGE_CLASSES.has(name))) return undefined;
  const title = titleOf(element);
  const ends = title && /^(.{1,100}?)(?:->|--)(.{1,100})$/.exec(title);
  // ports come behind a colon
  const node = (name: string) => name.replace(/:.*$/, '');
  return ends ? { from: node(ends[1]), to: node(ends[2]) } : undefined;
}

/** How much smaller than the title what only describes is set. */
const SMALLER = 0.9;

/** What is written on a node: its title, and what describes it in smaller letters. */
function labelOf(
  texts: readonly DrawnText[],
): Pick<Item, 'label' | 'description'> {
  const lines = [...texts].sort((a, b) => a.y - b.y || a.x - b.x);
  const largest = Math.max(...lines.map(({ size }) => size));
  const isTitle = ({ size }: DrawnText) => size >= largest * SMALLER;
  const all = lines.map(({ label }) => label).join('\n');
  const first = lines.findIndex(isTitle);
  const title = lines
    .filter(isTitle)
    .map(({ label }) => label)
    .join('\n');
  // a product with its role below it is named by both
  if (title === all || findTechnology(title)) return { label: all };
  const isMark = ({ label }: DrawnText) => /^\s*[[(«<]/.test(label);
  const named = lines.filter(
    (line, i) => i < first || isTitle(line) || isMark(line),
  );
  return {
    label: named.map(({ label }) => label).join('\n'),
    description:
      lines
        .filter(line => !named.includes(line))
        .map(({ label }) => label)
        .join(' ') || undefined,
  };
}

/** Makes one item of what was drawn for a node, whatever shapes and words it is made of. */
export function readNamedNode(
  names: readonly string[],
  element: XmlElement,
  before: { boxes: number; texts: number; heads: number },
  drawn: Drawn,
): void {
  const boxes = drawn.boxes.slice(before.boxes);
  const texts = drawn.texts.slice(before.texts);
  if (!texts.length) return;
  drawn.boxes.length = before.boxes;
  drawn.texts.length = before.texts;
  drawn.heads.length = before.heads;
  const words = labelOf(texts);
  const item: Item = {
    key: `node-${drawn.boxes.length}`,
    role: 'box',
    ...words,
    ...unionOf([...boxes, ...texts]),
    span: spanOf(element),
  };
  drawn.boxes.push(item);
  for (const name of names) {
    if (!drawn.named.has(name)) drawn.named.set(name, item.key);
  }
}

/** The items that a line joins by the word of the file, if both are drawn. */
export function boundTo(
  { named }: Drawn,
  joins: Joins | undefined,
): { from?: string; to?: string } {
  if (!joins) return {};
  if ('from' in joins) {
    const [from, to] = [named.get(joins.from), named.get(joins.to)];
    return from !== undefined && to !== undefined ? { from, to } : {};
  }
  const { pair } = joins;
  for (let at = 1; at < pair.length - 1; at++) {
    if (pair[at] !== '_' && pair[at] !== '-') continue;
    const [from, to] = [
      named.get(pair.slice(0, at)),
      named.get(pair.slice(at + 1)),
    ];
    if (from !== undefined && to !== undefined) return { from, to };
  }
  return {};
}
