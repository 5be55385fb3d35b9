import { unionOf, type Item, type XmlElement } from '../diagram';
import { spanOf, type Drawn } from './drawn';
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

/** The name that a drawing tool gave to the node which a group draws, by which its lines call it. */
export function nodeName(element: XmlElement): string | undefined {
  if (element.name !== 'g') return undefined;
  if (!classesOf(element).some(name => NODE_CLASSES.has(name)))
    return undefined;
  const { id = '' } = element.attributes;
  const mermaid = /(?:^|-)flowchart-(.{1,100})-\d+$/.exec(id);
  return (
    mermaid?.[1] ?? (titleOf(element) || id.slice(0, MAX_NAME) || undefined)
  );
}

/** What a line joins, by those names, where its tool writes it down. */
export function joinedBy(
  element: XmlElement,
): { from: string; to: string } | undefined {
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
  if (!classes.some(name => EDGE_CLASSES.has(name))) return undefined;
  const title = titleOf(element);
  const ends = title && /^(.{1,100}?)(?:->|--)(.{1,100})$/.exec(title);
  // ports come behind a colon
  const node = (name: string) => name.replace(/:.*$/, '');
  return ends ? { from: node(ends[1]), to: node(ends[2]) } : undefined;
}

/** Makes one item of what was drawn for a node, whatever shapes and words it is made of. */
export function readNamedNode(
  name: string,
  element: XmlElement,
  before: { boxes: number; texts: number; heads: number },
  drawn: Drawn,
): void {
  const boxes = drawn.boxes.slice(before.boxes);
  const texts = drawn.texts.slice(before.texts);
  if (!texts.length || drawn.named.has(name)) return;
  drawn.boxes.length = before.boxes;
  drawn.texts.length = before.texts;
  drawn.heads.length = before.heads;
  const label = [...texts]
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(text => text.label)
    .join('\n');
  const item: Item = {
    key: `node-${drawn.named.size}`,
    role: 'box',
    label,
    ...unionOf([...boxes, ...texts]),
    span: spanOf(element),
  };
  drawn.boxes.push(item);
  drawn.named.set(name, item.key);
}
