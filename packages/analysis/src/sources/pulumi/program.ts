import type { Fact, Reference } from '../cloud';
import { entriesOf, get, textOf, type Tree } from '../cloud/tree';
import { snake } from '../cloudformation/types';

const MAX_FACTS = 2000;
const MAX_DEPTH = 40;
const INTERPOLATION = /\$\{([^}]{1,300})\}/g;

/** One program: its resources, its variables and its configuration. */
export class Program {
  private readonly resources: Set<string>;
  private readonly variables: ReadonlyMap<string, Tree>;
  private readonly config: ReadonlyMap<string, string>;

  constructor(private readonly source: number, root: Tree) {
    this.resources = new Set(
      entriesOf(get(root, 'resources')).map(({ key }) => key),
    );
    this.variables = new Map(
      entriesOf(get(root, 'variables')).map(({ key, value }) => [key, value]),
    );
    const config = [
      ...entriesOf(get(root, 'configuration')),
      ...entriesOf(get(root, 'config')),
    ];
    this.config = new Map(
      config.flatMap(({ key, value }) => {
        const text =
          textOf(value) ??
          textOf(get(value, 'default')) ??
          textOf(get(value, 'value'));
        return text === undefined
          ? []
          : [[key.replace(/^.*:/, ''), text] as const];
      }),
    );
  }

  keyOf(name: string): string {
    return `${this.source}:${name}`;
  }

  /** Settings below a value; calls of functions (`fn::toJSON`) are read as their arguments. */
  facts(tree: Tree | undefined, path: string): Fact[] {
    const facts: Fact[] = [];
    if (tree) this.collect(tree, path, facts, 0);
    return facts;
  }

  private collect(
    tree: Tree,
    path: string,
    facts: Fact[],
    depth: number,
  ): void {
    if (facts.length >= MAX_FACTS || depth > MAX_DEPTH) return;
    if (tree.kind === 'map') {
      for (const { key, value } of tree.entries) {
        const own = key.startsWith('fn::')
          ? path
          : `${path ? `${path}.` : ''}${
              /(?:^|\.)(?:variables|tags|labels)$/.test(path)
                ? key.toLowerCase()
                : snake(key)
            }`;
        this.collect(value, own, facts, depth + 1);
      }
    } else if (tree.kind === 'list') {
      for (const item of tree.items) this.collect(item, path, facts, depth + 1);
    } else if (tree.kind === 'scalar') {
      const { text, hint, literal, refs } = this.evaluate(tree.text, 0);
      facts.push({
        path,
        ...(text === undefined ? {} : { text }),
        ...(hint ? { hint } : {}),
        ...(literal ? { literal } : {}),
        refs,
        place: { source: this.source, start: tree.start, end: tree.end },
      });
    }
  }

  private evaluate(
    text: string,
    depth: number,
  ): { text?: string; hint?: string; literal?: boolean; refs: Reference[] } {
    if (!text.includes('${')) return { text, literal: true, refs: [] };
    const refs: Reference[] = [];
    let known = true;
    const result = text.replace(INTERPOLATION, (_, expression: string) => {
      const name = /^[^.[]+/.exec(expression.trim())?.[0] ?? '';
      if (this.resources.has(name)) {
        const attribute = /\.([A-Za-z_]\w*)/.exec(expression)?.[1];
        refs.push({
          target: this.keyOf(name),
          ...(attribute ? { attribute: snake(attribute) } : {}),
        });
      }
      const config = this.config.get(name);
      if (config !== undefined) return config;
      const variable = this.variables.get(name);
      if (variable && depth < 10) {
        const value = this.variable(variable, depth + 1);
        refs.push(...value.refs);
        if (value.text !== undefined) return value.text;
      }
      known = false;
      return '';
    });
    return known ? { text: result, refs } : { hint: result, refs };
  }

  private variable(
    tree: Tree,
    depth: number,
  ): { text?: string; refs: Reference[] } {
    if (tree.kind === 'scalar') {
      const { text, refs } = this.evaluate(tree.text, depth);
      return { text, refs };
    }
    const refs: Reference[] = [];
    const walk = (node: Tree, level: number) => {
      if (level > MAX_DEPTH || refs.length > 100) return;
      if (node.kind === 'scalar')
        refs.push(...this.evaluate(node.text, depth).refs);
      else if (node.kind === 'list')
        node.items.forEach(item => walk(item, level + 1));
      else if (node.kind === 'map')
        node.entries.forEach(({ value }) => walk(value, level + 1));
    };
    walk(tree, 0);
    return { refs };
  }
}
