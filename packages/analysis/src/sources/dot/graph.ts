import {
  MAX_EDGES,
  MAX_NODES,
  emptyDiagram,
  labelLines,
  type Diagram,
  type DiagramNode,
  type Heads,
  type NodeShape,
  type Span,
} from '../diagram';
import { readTokens, type Token } from './tokens';

type Attributes = Record<string, string>;

/** A graph or subgraph that the reader is in. */
interface Scope {
  node: Attributes;
  edge: Attributes;
  group?: string;
  /** Nodes named inside, as ends of a line to the whole. */
  members: string[];
  attributes: Attributes;
  /** The statement that goes on behind the subgraph. */
  chain?: Chain;
}

interface Chain {
  ends: string[][];
  start: number;
}

const SHAPES = new Map<string, NodeShape>(
  Object.entries({
    cylinder: 'database',
    person: 'person',
    actor: 'person',
    note: 'text',
    point: 'text',
  }),
);
const MAX_DEPTH = 200;

class GraphReader {
  private readonly diagram = emptyDiagram('dot');
  private readonly tokens: Token[];
  private readonly nodes = new Map<
    string,
    { node: DiagramNode; attributes: Attributes }
  >();
  private readonly scopes: Scope[] = [];
  private at = 0;
  private directed = true;

  constructor(text: string) {
    this.tokens = readTokens(text);
  }

  read(): Diagram {
    while (this.at < this.tokens.length) this.step();
    for (const { node, attributes } of this.nodes.values()) {
      if (describe(node, attributes)) this.diagram.nodes.push(node);
    }
    return this.diagram;
  }

  private get scope(): Scope | undefined {
    return this.scopes[this.scopes.length - 1];
  }

  private peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  private step(): void {
    const token = this.tokens[this.at];
    const { scope } = this;
    if (!scope) {
      this.at++;
      const word = token.quoted ? '' : token.text.toLowerCase();
      if (word === 'graph') this.directed = false;
      else if (word === 'digraph') this.directed = true;
      else if (token.kind === '{') this.open();
      return;
    }
    if (token.kind === '}') this.close();
    else if (token.kind === '{') {
      this.at++;
      this.open({ ends: [], start: token.start });
    } else if (token.kind === 'id' || token.kind === 'html')
      this.statement(token, scope);
    else this.at++;
  }

  private statement(token: Token, scope: Scope): void {
    const word = token.quoted ? '' : token.text.toLowerCase();
    if (word === 'subgraph') {
      this.subgraph({ ends: [], start: token.start });
      return;
    }
    const next = this.peek(1)?.kind;
    if (
      (word === 'node' || word === 'edge' || word === 'graph') &&
      next === '['
    ) {
      this.at++;
      const attributes = this.attributes();
      if (word === 'graph') Object.assign(scope.attributes, attributes);
      else Object.assign(scope[word], attributes);
      return;
    }
    if (next === '=') {
      scope.attributes[token.text.toLowerCase()] = this.peek(2)?.text ?? '';
      this.at += 3;
      return;
    }
    this.chain({ ends: [[this.nodeRef(scope)]], start: token.start });
  }

  private subgraph(chain: Chain): void {
    this.at++;
    const name = this.peek();
    let id: string | undefined;
    if (name?.kind === 'id') {
      id = name.text;
      this.at++;
    }
    if (this.peek()?.kind === '{') {
      this.at++;
      this.open(chain, id);
    }
  }

  private open(chain?: Chain, id?: string): void {
    const { scope } = this;
    if (this.scopes.length >= MAX_DEPTH) return;
    const group = id?.startsWith('cluster') ? id : undefined;
    if (group)
      this.diagram.groups.push({ key: group, label: '', parent: scope?.group });
    this.scopes.push({
      node: { ...scope?.node },
      edge: { ...scope?.edge },
      group: group ?? scope?.group,
      members: [],
      attributes: group ? { cluster: group } : {},
      chain,
    });
  }

  private close(): void {
    this.at++;
    const done = this.scopes.pop()!;
    const { scope } = this;
    const group = this.diagram.groups.find(
      ({ key }) => key === done.attributes.cluster,
    );
    if (group) group.label = done.attributes.label ?? '';
    if (!scope) return;
    for (const member of done.members)
      if (scope.members.length < MAX_NODES) scope.members.push(member);
    if (done.chain)
      this.chain({ ...done.chain, ends: [...done.chain.ends, done.members] });
  }

  /** Goes on with `-> b -> {c d} [label=…]` behind the ends that are read. */
  private chain(chain: Chain): void {
    const { scope } = this;
    if (!scope) return;
    const { ends } = chain;
    while (this.peek()?.kind === '->' || this.peek()?.kind === '--') {
      this.at++;
      const next = this.peek();
      if (next?.kind === '{') {
        this.at++;
        this.open({ ...chain, ends });
        return;
      }
      if (
        next?.kind === 'id' &&
        !next.quoted &&
        next.text.toLowerCase() === 'subgraph'
      ) {
        this.subgraph({ ...chain, ends });
        return;
      }
      if (next?.kind !== 'id' && next?.kind !== 'html') break;
      ends.push([this.nodeRef(scope)]);
    }
    const end = this.tokens[this.at - 1].end;
    const attributes = this.peek()?.kind === '[' ? this.attributes() : {};
    if (ends.length === 1) {
      const known = ends[0].length === 1 && this.nodes.get(ends[0][0]);
      if (known) {
        Object.assign(known.attributes, attributes);
        if (Object.keys(attributes).length)
          known.node.span = { start: chain.start, end };
      }
      return;
    }
    this.edges(
      ends,
      { ...scope.edge, ...attributes },
      { start: chain.start, end },
    );
  }

  private edges(ends: string[][], attributes: Attributes, span: Span): void {
    if (/invis/.test(attributes.style ?? '')) return;
    const heads = this.headsOf(attributes);
    const label = attributes.label ?? attributes.xlabel;
    for (let i = 1; i < ends.length; i++) {
      for (const from of ends[i - 1]) {
        for (const to of ends[i]) {
          if (this.diagram.edges.length >= MAX_EDGES) return;
          this.diagram.edges.push({ from, to, label, heads, span });
        }
      }
    }
  }

  private headsOf({ dir, arrowhead }: Attributes): Heads {
    if (dir === 'back') return 'backward';
    if (dir === 'both' || dir === 'none') return dir;
    if (dir === 'forward') return 'forward';
    return this.directed && arrowhead !== 'none' ? 'forward' : 'none';
  }

  private nodeRef(scope: Scope): string {
    const token = this.tokens[this.at++];
    const key = token.text;
    // ports, and the side of a port
    while (this.peek()?.kind === ':' && this.peek(1)?.kind === 'id')
      this.at += 2;
    if (!this.nodes.has(key) && this.nodes.size < MAX_NODES * 2) {
      const node: DiagramNode = {
        key,
        label: key,
        aliases: [key.slice(0, 200)],
        group: scope.group,
        span: { start: token.start, end: token.end },
      };
      this.nodes.set(key, { node, attributes: { ...scope.node } });
    }
    if (scope.members.length < 1000) scope.members.push(key);
    return key;
  }

  /** `[a=b, c="d"][e=f]` */
  private attributes(): Attributes {
    const attributes: Attributes = {};
    while (this.peek()?.kind === '[') {
      this.at++;
      while (this.at < this.tokens.length && this.peek()?.kind !== ']') {
        const key = this.peek()!;
        if (this.peek(1)?.kind === '=' && key.kind === 'id') {
          const value = this.peek(2);
          if (value) attributes[key.text.toLowerCase()] = value.text;
          this.at += 3;
        } else this.at++;
      }
      this.at++;
    }
    return attributes;
  }
}

/** Reads a DOT file: nodes, chains, subgraphs, ports, records and HTML labels, defaults of a scope. */
export function readGraph(text: string): Diagram {
  return new GraphReader(text).read();
}

/** Puts attributes into a node; `false` for what is not drawn as a thing. */
function describe(node: DiagramNode, attributes: Attributes): boolean {
  const shape = (attributes.shape ?? '').toLowerCase();
  if (/invis/.test(attributes.style ?? '')) return false;
  const label = attributes.label?.replace(/\\N/g, node.key) ?? node.key;
  node.label = /record/.test(shape) ? recordName(label) : label;
  if (!labelLines(node.label).length) {
    node.label =
      attributes.xlabel ??
      (attributes.image || attributes.label ? '' : node.key);
  }
  if (shape === 'diamond' && /\?\s*$/.test(node.label)) return false;
  node.shape = SHAPES.get(shape);
  const image = /([\w-]+)\.(?:svg|png)$/.exec(
    attributes.image?.slice(-200) ?? '',
  )?.[1];
  if (image) node.icon = providerIcon(attributes.image, image);
  if (node.shape === 'text' && shape === 'point') return false;
  return true;
}

function providerIcon(path: string, name: string): string {
  const provider = /\b(aws|azure|gcp|k8s)\b/i.exec(path)?.[1].toLowerCase();
  return provider ? `${provider}/${name}` : name;
}

/** The first field of a record that has text: its name. */
function recordName(label: string): string {
  return (
    label
      .split(/(?<!\\)[|{}]/)
      .map(field => field.replace(/<[^<>]*>/g, ' ').trim())
      .find(field => labelLines(field).length) ?? label
  );
}
