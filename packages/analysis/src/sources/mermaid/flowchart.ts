import { findTechnology } from '../../vocabulary';
import {
  emptyDiagram,
  MAX_EDGES,
  MAX_NODES,
  type Diagram,
  type DiagramNode,
  warnUnread,
} from '../diagram';
import type { Block } from './blocks';
import { readLink } from './link';
import { Scanner } from './scanner';
import { readAttributes, readShape, SHAPES } from './shape';

const STYLE =
  /^(?:classDef|style|linkStyle|click|accTitle|accDescr|direction|title)\b/;
const CLASS_SHAPES: Array<[RegExp, DiagramNode['shape']]> = [
  [/^(?:person|actor|user)s?$/i, 'person'],
  [/^(?:db|database|datastore|dbs|databases)$/i, 'database'],
  [/^(?:queue|queues|broker|mq)$/i, 'queue'],
];
const EXTERNAL_CLASS =
  /^(?:ext|external|thirdparty|third-party|externo|saas)s?$/i;

class FlowchartReader {
  private readonly diagram = emptyDiagram('mermaid');
  private readonly scanner: Scanner;
  private readonly nodes = new Map<string, DiagramNode>();
  private readonly groups: string[] = [];
  private readonly groupKeys = new Set<string>();
  private readonly decisions = new Set<string>();
  private readonly linkIds = new Set<string>();
  private readonly classes = new Map<string, string[]>();

  constructor(private readonly block: Block) {
    this.scanner = new Scanner(block.text);
  }

  read(): Diagram {
    const { scanner } = this;
    scanner.skipLine(); // direction behind the header
    while (!scanner.done) {
      scanner.skipBlank();
      if (scanner.done) break;
      const before = scanner.at;
      this.statement();
      if (scanner.at === before) scanner.at++;
    }
    for (const [key, names] of this.classes) this.applyClasses(key, names);
    for (const node of this.nodes.values()) {
      if (this.groupKeys.has(node.key) || this.decisions.has(node.key))
        continue;
      // `e1@{ animate: true }` sets how the link of that name looks
      if (this.linkIds.has(node.key) && node.label === node.key) continue;
      this.diagram.nodes.push(node);
    }
    return this.diagram;
  }

  private statement(): void {
    const { scanner } = this;
    if (scanner.take(/%%[^\n]*/y)) return;
    const subgraph = scanner.take(/subgraph(?=\s|$)[ \t]*([^\n;]{0,1000})/y);
    if (subgraph) {
      this.openGroup(subgraph[1].trim().replace(/\s{20,}/g, ' '));
      return;
    }
    if (scanner.take(/end(?=\s|;|$)/y)) {
      this.groups.pop();
      return;
    }
    const classes = scanner.take(
      /class[ \t]+([^\s;][^\n;]{0,2000}?)[ \t]{1,100}([\w-]{1,200})[ \t]{0,100}(?=\n|;|\r|$)/y,
    );
    if (classes) {
      for (const key of classes[1].split(','))
        this.addClass(key.trim(), classes[2]);
      return;
    }
    if (scanner.matches(STYLE)) {
      scanner.skipLine();
      return;
    }
    this.chain();
  }

  private openGroup(text: string): void {
    const titled = /^("?)([^\s[\]"]+)\1\s*\[\s*"?(.*?)"?\s*\]$/.exec(text);
    const plain = text.replace(/^"|"$/g, '');
    const key = titled ? titled[2] : plain || `subgraph-${this.groupKeys.size}`;
    this.diagram.groups.push({
      key,
      label: titled ? titled[3] : plain,
      parent: this.groups[this.groups.length - 1],
    });
    this.groupKeys.add(key);
    if (this.groups.length < 100) this.groups.push(key);
  }

  /** `A & B --> C -- text --> D` */
  private chain(): void {
    const { scanner } = this;
    const start = scanner.at;
    let from = this.nodeList();
    if (!from.length) {
      this.unread(start);
      return;
    }
    for (;;) {
      scanner.skipSpaces();
      const link = readLink(scanner);
      if (!link) break;
      if (link.id && this.linkIds.size < MAX_EDGES) this.linkIds.add(link.id);
      // a link may stand at the end of a line, its target on the next
      scanner.skipSpaces();
      const to = this.nodeList();
      if (!to.length) {
        this.unread(start);
        return;
      }
      const span = {
        start: this.block.start + start,
        end: this.block.start + scanner.at,
      };
      for (const a of from) {
        for (const b of to) {
          if (link.invisible || this.diagram.edges.length >= MAX_EDGES)
            continue;
          this.diagram.edges.push({
            from: a,
            to: b,
            label: link.label,
            heads: link.heads,
            span,
          });
        }
      }
      from = to;
    }
    scanner.skipSpaces();
    if (!scanner.done && !scanner.take(/;|\r?\n|%%[^\n]*/y)) this.unread(start);
  }

  private unread(start: number): void {
    const { scanner, block } = this;
    scanner.skipLine();
    const text = block.text.slice(start, scanner.at);
    const span = { start: block.start + start, end: block.start + scanner.at };
    if (text.trim()) warnUnread(this.diagram, 'flowchart', text, span);
  }

  private nodeList(): string[] {
    const keys: string[] = [];
    for (;;) {
      this.scanner.skipSpaces();
      const key = this.node();
      if (key === undefined) return keys.length ? keys : [];
      keys.push(key);
      this.scanner.skipSpaces();
      if (!this.scanner.take(/&(?=\s|\w)/y)) return keys;
    }
  }

  private node(): string | undefined {
    const { scanner, block } = this;
    const start = scanner.at;
    const key = scanner.id();
    if (!key) return undefined;
    const shape = readShape(scanner);
    const attributes = scanner.matches(/^@\{/)
      ? readAttributes(scanner)
      : undefined;
    let node = this.nodes.get(key);
    if (!node) {
      if (this.nodes.size >= MAX_NODES * 2) return key;
      node = {
        key,
        label: key,
        aliases: [key],
        group: this.groups[this.groups.length - 1],
        span: { start: block.start + start, end: block.start + scanner.at },
      };
      this.nodes.set(key, node);
    } else if (this.groups.length && node.group === undefined && !shape) {
      // named again inside a subgraph: it belongs there
      node.group = this.groups[this.groups.length - 1];
    }
    if (shape || attributes) {
      node.label = attributes?.label ?? shape?.label ?? node.label;
      node.shape =
        SHAPES.get(attributes?.shape ?? '') ?? shape?.shape ?? node.shape;
      node.icon = attributes?.icon ?? node.icon;
      node.group = this.groups[this.groups.length - 1] ?? node.group;
      node.span = { start: block.start + start, end: block.start + scanner.at };
      const decision =
        shape?.decision ||
        /^(?:diam|decision|diamond|question)$/.test(attributes?.shape ?? '');
      if (decision && /\?\s*$/.test(node.label)) this.decisions.add(key);
    }
    for (
      let name = scanner.take(/:::([\w-]+)/y);
      name;
      name = scanner.take(/:::([\w-]+)/y)
    ) {
      this.addClass(key, name[1]);
    }
    return key;
  }

  private addClass(key: string, name: string): void {
    const names = this.classes.get(key);
    if (!names) this.classes.set(key, [name]);
    else if (names.length < 20) names.push(name);
  }

  private applyClasses(key: string, names: string[]): void {
    const node = this.nodes.get(key);
    if (!node) return;
    for (const name of names) {
      const shape = CLASS_SHAPES.find(([pattern]) => pattern.test(name));
      if (shape) node.shape ??= shape[1];
      else if (EXTERNAL_CLASS.test(name)) node.external = true;
      else if (findTechnology(name)?.role === 'implementation') {
        node.technology ??= findTechnology(name)!.name;
      }
    }
  }
}

/** Reads the body of a flowchart: nodes of every shape, chains, `&`, subgraphs, classes. */
export function readFlowchart(block: Block): Diagram {
  return new FlowchartReader(block).read();
}
