import {
  MAX_EDGES,
  MAX_NODES,
  type Diagram,
  type DiagramNode,
  type Heads,
  type NodeShape,
} from '../diagram';
import type { Entry } from './document';

const RESERVED = new Set(
  (
    'label shape icon style near width height tooltip link class constraint direction grid-rows grid-columns grid-gap vertical-gap ' +
    'horizontal-gap source-arrowhead target-arrowhead vars classes top left desc layers scenarios steps filled opacity'
  ).split(' '),
);
const SHAPES = new Map<string, NodeShape>(
  Object.entries({
    cylinder: 'database',
    stored_data: 'storage',
    queue: 'queue',
    person: 'person',
    'c4-person': 'person',
    text: 'text',
    code: 'text',
    sql_table: 'database',
  }),
);

interface Shape {
  node: DiagramNode;
  shape?: string;
  classes: string[];
  hasChildren: boolean;
  near?: string;
}

/** Shapes that `*` may stand for. */
const MAX_GLOB = 100;

const keyOf = (path: readonly string[]) =>
  path.map(part => part.toLowerCase()).join('.');

/** Takes the entries of a D2 board into a diagram. */
export class BoardReader {
  private readonly shapes = new Map<string, Shape>();
  private readonly classes = new Map<string, string>();
  /** Keys of shapes whose text is a block of Markdown. */
  private readonly notes = new Set<string>();

  constructor(
    private readonly diagram: Diagram,
    private readonly offset: number,
  ) {}

  read(entries: readonly Entry[]): void {
    this.visit(entries, [], true);
    this.finish();
  }

  private visit(
    entries: readonly Entry[],
    scope: string[],
    root: boolean,
  ): void {
    for (const entry of entries) {
      const [first] = entry.keys;
      const name = first[0].toLowerCase();
      if (name.startsWith('...@') || name.startsWith('@')) {
        this.diagram.warnings.push({
          message: `${first
            .join('.')
            .slice(
              0,
              200,
            )} is imported and not part of this text, so what it holds is missing.`,
          span: this.span(entry),
        });
      } else if (entry.arrows.length) this.connect(entry, scope);
      else if (root && name === 'classes') this.readClasses(entry);
      else if (
        RESERVED.has(name) &&
        first.length === 1 &&
        (root || name !== 'desc')
      ) {
        this.property(this.shapes.get(scope.join('.')), name, entry);
      } else if (!/[*&()]|^_$/.test(name)) this.define(entry, scope);
    }
  }

  private span({ span }: Entry) {
    return { start: span.start + this.offset, end: span.end + this.offset };
  }

  private readClasses(entry: Entry): void {
    for (const { keys, children } of entry.children ?? []) {
      const shape = children?.find(
        child => child.keys[0][0] === 'shape',
      )?.value;
      if (shape)
        this.classes.set(keys[0].join('.').toLowerCase(), shape.toLowerCase());
    }
  }

  /** `a.b: Label {…}`, or a property `a.b.shape: cylinder`. */
  private define(entry: Entry, scope: string[]): void {
    const path = this.resolve(entry.keys[0], scope);
    const last = path[path.length - 1] ?? '';
    const styled = path.findIndex(
      (part, i) => i > 0 && RESERVED.has(part.toLowerCase()),
    );
    if (styled > 0) {
      const shape = this.shape(path.slice(0, styled), entry);
      this.property(shape, path[styled].toLowerCase(), entry);
      return;
    }
    if (!last) return;
    const shape = this.shape(path, entry);
    if (!shape) return;
    if (entry.value !== undefined) {
      if (entry.block && !/^(?:md|markdown)$/.test(entry.block))
        shape.shape = 'text';
      shape.node.label = entry.block
        ? entry.value.replace(/^#+\s*/gm, '')
        : entry.value;
      if (entry.block) {
        this.notes.add(shape.node.key);
        shape.shape ??= entry.value.length > 200 ? 'text' : undefined;
      }
    }
    shape.node.span = this.span(entry);
    if (!entry.children) return;
    const table = entry.children.some(
      child =>
        child.keys[0][0] === 'shape' &&
        /^(?:sql_table|class)$/.test(child.value ?? ''),
    );
    const children = table
      ? entry.children.filter(child =>
          RESERVED.has(child.keys[0][0].toLowerCase()),
        )
      : entry.children;
    this.visit(children, path, false);
  }

  private property(
    shape: Shape | undefined,
    name: string,
    { value, children }: Entry,
  ): void {
    if (!shape) return;
    const { node } = shape;
    if (name === 'label' && value) node.label = value;
    else if (name === 'shape' && value) shape.shape = value.toLowerCase();
    else if (name === 'class' && value) shape.classes.push(value.toLowerCase());
    else if (name === 'near' && value) shape.near = value;
    else if (name === 'tooltip' && value) node.description = value;
    else if (name === 'icon' && value) node.icon = iconOf(value);
    else if (name === 'desc' && children === undefined && value)
      node.description = value;
  }

  /** Absolute path of a key; `_` is the container around. */
  private resolve(key: readonly string[], scope: readonly string[]): string[] {
    const path = [...scope];
    for (const part of key) {
      if (part === '_') path.pop();
      else if (path.length < 100) path.push(part);
    }
    return path;
  }

  private shape(path: readonly string[], entry: Entry): Shape | undefined {
    let shape: Shape | undefined;
    for (let length = 1; length <= path.length; length++) {
      const key = keyOf(path.slice(0, length));
      const known = this.shapes.get(key);
      if (known) shape = known;
      else {
        if (this.shapes.size >= MAX_NODES * 2) return undefined;
        const parent =
          length > 1 ? keyOf(path.slice(0, length - 1)) : undefined;
        const name = path[length - 1];
        shape = {
          node: {
            key,
            label: name,
            aliases: [name.slice(0, 200)],
            group: parent,
            span: this.span(entry),
          },
          classes: [],
          hasChildren: false,
        };
        this.shapes.set(key, shape);
        if (parent !== undefined) this.shapes.get(parent)!.hasChildren = true;
      }
    }
    return shape;
  }

  private connect(entry: Entry, scope: string[]): void {
    // "(a -> b)[0]" only styles a connection
    if (entry.keys[0][0].startsWith('(')) return;
    const label =
      entry.value ??
      entry.children?.find(child => child.keys[0][0] === 'label')?.value;
    const span = this.span(entry);
    const keys = entry.keys.map(key => {
      const path = this.resolve(key, scope);
      if (path[path.length - 1] !== '*') this.shape(path, entry);
      return keyOf(path);
    });
    entry.arrows.forEach((arrow, i) => {
      if (this.diagram.edges.length >= MAX_EDGES) return;
      this.diagram.edges.push({
        from: keys[i],
        to: keys[i + 1],
        label,
        heads: headsOf(arrow),
        span,
      });
    });
  }

  /** `aws.* -> logs`: a line from each shape in `aws`. */
  private spreadGlobs(): void {
    const inside = new Map<string, string[]>();
    for (const [key, { node }] of this.shapes) {
      const of = node.group ?? '';
      inside.set(of, [...(inside.get(of) ?? []), key].slice(0, MAX_GLOB));
    }
    const meant = (key: string): string[] =>
      /(?:^|\.)\*$/.test(key)
        ? inside.get(key.replace(/\.?\*$/, '')) ?? []
        : [key];
    const written = this.diagram.edges.splice(0);
    for (const edge of written) {
      for (const from of meant(edge.from)) {
        for (const to of meant(edge.to)) {
          if (this.diagram.edges.length >= MAX_EDGES) return;
          if (to !== from) this.diagram.edges.push({ ...edge, from, to });
        }
      }
    }
  }

  private finish(): void {
    this.spreadGlobs();
    const connected = new Set(
      this.diagram.edges.flatMap(({ from, to }) => [from, to]),
    );
    for (const [key, { node, shape, classes, hasChildren, near }] of this
      .shapes) {
      const form =
        shape ??
        classes.map(name => this.classes.get(name)).find(Boolean) ??
        '';
      if (hasChildren) {
        this.diagram.groups.push({
          key,
          label: node.label,
          parent: node.group,
        });
        continue;
      }
      // titles and legends are put near an edge of the board
      if (near && /^(?:top|bottom|center)-/.test(near) && !connected.has(key))
        continue;
      node.shape = SHAPES.get(form);
      // Markdown that nothing leads to is a note
      if (this.notes.has(key) && !connected.has(key)) continue;
      if (form === 'diamond' && /\?\s*$/.test(node.label)) continue;
      this.diagram.nodes.push(node);
    }
  }
}

function headsOf(arrow: string): Heads {
  const back = arrow.startsWith('<');
  const forward = arrow.endsWith('>');
  if (back && forward) return 'both';
  if (back) return 'backward';
  return forward ? 'forward' : 'none';
}

/** `https://icons.terrastruct.com/aws%2FDatabase%2FAmazon-RDS.svg` as `aws/Amazon-RDS`. */
function iconOf(url: string): string | undefined {
  const path = url.slice(0, 500).replace(/%2F/gi, '/').replace(/%20/g, ' ');
  const name = /([^/]{1,100})\.(?:svg|png)/.exec(path)?.[1];
  if (!name) return undefined;
  const provider = /\b(aws|azure|gcp|k8s)\//i.exec(path)?.[1].toLowerCase();
  const bare = name.replace(/_(?:light|dark)-bg(?:_4x)?$|_\d+$/g, '');
  return provider ? `${provider}/${bare}` : bare;
}
