import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  Schema,
  visit,
  type Node,
  type Scalar,
  type ScalarTag,
  type CollectionTag,
} from 'yaml';

/** A YAML or JSON value with its place in the text; aliases are followed. */
export type Tree = { start: number; end: number; tag?: string } & (
  | { kind: 'map'; entries: TreeEntry[] }
  | { kind: 'list'; items: Tree[] }
  | { kind: 'scalar'; text: string; quoted: boolean }
  | { kind: 'null' }
);

export interface TreeEntry {
  key: string;
  value: Tree;
  start: number;
}

/** The documents of a text, and what of it is no YAML. */
export interface ParsedTree {
  roots: Tree[];
  problems: Array<{ message: string; offset: number }>;
}

/** Deeper flow collections or indentation is an attack, not a template. */
const MAX_DEPTH = 100;
/** Nodes after aliases are followed. */
const MAX_NODES = 300_000;
const MAX_DOCUMENTS = 2000;

const INTRINSICS = (
  'Ref Sub GetAtt Join Select Split FindInMap ImportValue If Equals Not And Or Base64 Cidr GetAZs Transform Condition ' +
  'Contains ToJsonString Length ForEach'
).split(' ');
/** CloudFormation's short forms keep their tag; what is below them is read as usual. */
const TAGS: Array<ScalarTag | CollectionTag> = INTRINSICS.flatMap(name => [
  { tag: `!${name}`, resolve: (value: string) => value } as ScalarTag,
  { tag: `!${name}`, collection: 'seq' as const } as CollectionTag,
  { tag: `!${name}`, collection: 'map' as const } as CollectionTag,
]);

/** Parses YAML (several documents) or JSON, bounded in depth and in what aliases can blow it up to. */
export function parseTree(input: string): ParsedTree {
  const problems: ParsedTree['problems'] = [];
  const end = endOfDocuments(input);
  const text = input.slice(0, end);
  if (end < input.length) {
    problems.push({
      message: `more than ${MAX_DOCUMENTS} documents; the rest is not read`,
      offset: end,
    });
  }
  const deep = tooDeep(text);
  if (deep !== undefined) {
    return {
      roots: [],
      problems: [
        { message: `nested deeper than ${MAX_DEPTH} levels`, offset: deep },
      ],
    };
  }
  const roots: Tree[] = [];
  let documents;
  try {
    documents = parseAllDocuments(text, {
      logLevel: 'silent',
      uniqueKeys: false,
      prettyErrors: false,
      // Made once, not for each of many documents; one that states a version of YAML has a schema of its own.
      ...(text.includes('%YAML')
        ? { customTags: TAGS }
        : {
            schema: new Schema({
              schema: 'core',
              resolveKnownTags: true,
              customTags: TAGS,
            }),
          }),
    });
  } catch (error) {
    return {
      roots,
      problems: [
        { message: (error as Error).message.split('\n')[0], offset: 0 },
      ],
    };
  }
  if (!Array.isArray(documents)) return { roots, problems };
  const budget = { nodes: MAX_NODES };
  for (const document of documents) {
    for (const error of document.errors.slice(0, 20)) {
      problems.push({
        message: error.message.split('\n')[0],
        offset: error.pos[0],
      });
    }
    if (!document.contents) continue;
    const anchors = new Map<string, Node>();
    if (text.includes('&')) {
      visit(document, {
        Node: (_, node) => {
          if (!isAlias(node) && 'anchor' in node && node.anchor) {
            anchors.set(node.anchor, node as Node);
          }
        },
      });
    }
    roots.push(convert(document.contents as Node, anchors, budget, 0));
    if (budget.nodes < 0) {
      problems.push({
        message: 'too many repeated parts (aliases)',
        offset: 0,
      });
      break;
    }
  }
  return { roots, problems };
}

function convert(
  node: Node | null | undefined,
  anchors: ReadonlyMap<string, Node>,
  budget: { nodes: number },
  depth: number,
): Tree {
  const [start = 0, end = start] = node?.range ?? [];
  if (!node || --budget.nodes < 0 || depth > MAX_DEPTH) {
    return { kind: 'null', start, end };
  }
  if (isAlias(node)) {
    return convert(anchors.get(node.source), anchors, budget, depth + 1);
  }
  const tag = node.tag?.startsWith('!') ? { tag: node.tag.slice(1) } : {};
  if (isMap(node)) {
    const own = new Map<string, TreeEntry>();
    const merged: TreeEntry[] = [];
    for (const pair of node.items) {
      const keyNode = pair.key as Node | null;
      if (!isScalar(keyNode)) continue;
      const key = String((keyNode as Scalar).value ?? '');
      const value = convert(
        pair.value as Node | null,
        anchors,
        budget,
        depth + 1,
      );
      if (key === '<<') {
        const maps = value.kind === 'list' ? value.items : [value];
        for (const map of maps)
          if (map.kind === 'map') merged.push(...map.entries);
        continue;
      }
      own.set(key, { key, value, start: keyNode.range?.[0] ?? start });
    }
    for (const entry of merged)
      if (!own.has(entry.key)) own.set(entry.key, entry);
    return { kind: 'map', entries: [...own.values()], start, end, ...tag };
  }
  if (isSeq(node)) {
    return {
      kind: 'list',
      items: node.items.map(item =>
        convert(item as Node, anchors, budget, depth + 1),
      ),
      start,
      end,
      ...tag,
    };
  }
  const scalar = node as Scalar;
  if (scalar.value === null || scalar.value === undefined) {
    return { kind: 'null', start, end, ...tag };
  }
  const quoted = typeof scalar.value === 'string';
  return {
    kind: 'scalar',
    text: quoted
      ? (scalar.value as string)
      : scalar.source ?? String(scalar.value),
    quoted,
    start,
    end,
    ...tag,
  };
}

function endOfDocuments(text: string): number {
  let documents = 0;
  for (
    let at = text.startsWith('---') ? 0 : text.indexOf('\n---');
    at >= 0;
    at = text.indexOf('\n---', at + 1)
  ) {
    if (++documents > MAX_DOCUMENTS) return at;
  }
  return text.length;
}

/** Offset at which nesting passes the limit, read without a parser. */
function tooDeep(text: string): number | undefined {
  let flow = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quote) {
      if (c === '\\' && quote === '"') i++;
      else if (c === quote) quote = '';
      // a plain apostrophe in a text is no quote: strings of flow collections end with their line mostly
      else if (c === '\n') quote = '';
    } else if (flow > 0 && (c === '"' || c === "'")) quote = c;
    else if (c === '[' || c === '{') {
      if (++flow > MAX_DEPTH) return i;
    } else if ((c === ']' || c === '}') && flow > 0) flow--;
  }
  const indents: number[] = [];
  for (const match of text.matchAll(/^( *)((?:[-?] +)*)[^ #\n]/gm)) {
    const width = match[1].length + match[2].length;
    while (indents.length && indents[indents.length - 1] >= width)
      indents.pop();
    indents.push(width);
    const dashes = match[2].length / 2;
    if (indents.length + dashes > MAX_DEPTH) return match.index;
  }
  return undefined;
}

/** The value of a key of a map. */
export function get(
  tree: Tree | undefined,
  ...keys: string[]
): Tree | undefined {
  let current = tree;
  for (const key of keys) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.find(entry => entry.key === key)?.value;
  }
  return current;
}

export function entriesOf(tree: Tree | undefined): TreeEntry[] {
  return tree?.kind === 'map' ? tree.entries : [];
}

export function itemsOf(tree: Tree | undefined): Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' ? tree.text : undefined;
}

/** A value as plain data, for writing it out again. */
export function toPlain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'map':
      return Object.fromEntries(
        tree.entries.map(({ key, value }) => [key, toPlain(value)]),
      );
    case 'list':
      return tree.items.map(toPlain);
    case 'scalar':
      return tree.text;
    default:
      return null;
  }
}
