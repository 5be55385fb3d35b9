import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
} from 'yaml';

/** Deeper flow collections or indentation is an attack, not a compose file. */
const MAX_DEPTH = 60;
const MAX_MERGES = 20;

/** A mapping entry: its value, and where key and value stand in the text. */
export interface Entry {
  key: string;
  value: Node | null;
  start: number;
  end: number;
}

/** A problem of the YAML itself. */
export interface YamlProblem {
  message: string;
  offset: number;
}

/** A parsed YAML document whose aliases and merge keys are followed on demand. */
export class YamlFile {
  readonly problems: YamlProblem[];
  readonly root: Node | null;
  private readonly targets = new Map<Alias, Node>();
  private readonly entriesOf = new Map<Node, Entry[]>();

  private constructor(document: Document.Parsed, hasAliases: boolean) {
    this.problems = document.errors.map(error => ({
      message: error.message.split('\n')[0].replace(/ at line \d+.*$/, ''),
      offset: error.pos[0],
    }));
    this.root = document.contents as Node | null;
    // `alias.resolve` walks the document each time; one pass keeps thousands of aliases linear
    if (!hasAliases) return;
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node)) {
          const target = anchors.get(node.source);
          if (target) this.targets.set(node, target);
        } else if ('anchor' in node && node.anchor) {
          anchors.set(node.anchor, node as Node);
        }
      },
    });
  }

  static parse(text: string): YamlFile | undefined {
    if (depthOf(text) > MAX_DEPTH) return undefined;
    try {
      return new YamlFile(
        parseDocument(text, {
          logLevel: 'silent',
          uniqueKeys: false,
          prettyErrors: false,
        }),
        /\*\w/.test(text),
      );
    } catch {
      return undefined;
    }
  }

  /** The node behind an alias, or the node itself. */
  follow(node: unknown): Node | null {
    let current = node as Node | null | undefined;
    for (let i = 0; current && isAlias(current); i++) {
      if (i > MAX_MERGES) return null;
      current = this.targets.get(current);
    }
    return current ?? null;
  }

  /** Entries of a mapping, merge keys included; an entry of the mapping itself wins over a merged one. */
  entries(node: unknown): Entry[] {
    return this.collect(node, 0);
  }

  private collect(input: unknown, depth: number): Entry[] {
    const node = this.follow(input);
    if (!isMap(node) || depth > MAX_MERGES) return [];
    const known = this.entriesOf.get(node);
    if (known) return known;
    const own = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const pair of node.items) {
      const keyNode = pair.key as Node | null;
      const key = scalarText(keyNode);
      if (key === undefined) continue;
      const value = (pair.value ?? null) as Node | null;
      if (key === '<<') {
        const target = this.follow(value);
        const sources = isSeq(target) ? target.items : [value];
        for (const source of sources.slice(0, MAX_MERGES)) {
          merged.push(...this.collect(source, depth + 1));
        }
        continue;
      }
      const start = keyNode?.range?.[0] ?? 0;
      own.set(key, {
        key,
        value,
        start,
        end: value?.range?.[1] ?? keyNode?.range?.[1] ?? start,
      });
    }
    for (const entry of merged) {
      if (!own.has(entry.key)) own.set(entry.key, entry);
    }
    const entries = [...own.values()];
    this.entriesOf.set(node, entries);
    return entries;
  }

  /** The value of one key of a mapping. */
  get(node: unknown, key: string): Entry | undefined {
    return this.entries(node).find(entry => entry.key === key);
  }

  /** Text of a scalar; numbers and booleans as written. */
  text(node: unknown): string | undefined {
    return scalarText(this.follow(node));
  }

  /** Scalars of a list, or the one scalar, each with its place. */
  list(node: unknown): Array<{ text: string; start: number; end: number }> {
    const target = this.follow(node);
    const items = isSeq(target) ? target.items : [target];
    const found = [];
    for (const item of items) {
      const scalar = this.follow(item);
      const text = scalarText(scalar);
      if (text === undefined || !scalar?.range) continue;
      found.push({ text, start: scalar.range[0], end: scalar.range[1] });
    }
    return found;
  }

  /** A list of scalars or of mappings. */
  items(node: unknown): Node[] {
    const target = this.follow(node);
    return isSeq(target) ? (target.items as Node[]) : [];
  }

  isMap(node: unknown): boolean {
    return isMap(this.follow(node));
  }
}

function scalarText(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null || node.value === undefined) {
    return undefined;
  }
  return typeof node.value === 'string'
    ? node.value
    : node.source ?? String(node.value);
}

/** Nesting of flow collections and of indentation, read without a parser. */
function depthOf(text: string): number {
  let flow = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 91 || c === 123) deepest = Math.max(deepest, ++flow);
    else if ((c === 93 || c === 125) && flow > 0) flow--;
    else if (c === 10) flow = 0 + Math.min(flow, MAX_DEPTH + 1);
  }
  const indents: number[] = [];
  for (const match of text.matchAll(/^( *)(?:- |\? )*[^ #\n]/gm)) {
    const width = match[0].length;
    while (indents.length && indents[indents.length - 1] >= width) {
      indents.pop();
    }
    indents.push(width);
    deepest = Math.max(deepest, indents.length);
  }
  return deepest;
}
