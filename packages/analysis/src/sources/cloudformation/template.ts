import type { Fact, Place } from '../cloud';
import {
  entriesOf,
  get,
  textOf,
  type Tree,
  type TreeEntry,
} from '../cloud/tree';
import { snake } from './types';
import {
  evaluate,
  intrinsicOf,
  type Names,
  type TemplateValue,
} from './values';

const MAX_FACTS = 2000;
const NONE: TemplateValue = { refs: [] };

/** One template with what its names mean; nested stacks give it the values of its parameters. */
export class Template implements Names {
  readonly resources: TreeEntry[];
  /** Values that a parent stack gives. */
  readonly given = new Map<string, TemplateValue>();
  private readonly ids: Set<string>;
  private readonly open = new Set<string>();

  constructor(
    readonly source: number,
    readonly path: string,
    readonly root: Tree,
    private readonly resolveImport: (name: TemplateValue) => TemplateValue,
    private readonly nested: (
      template: Template,
      id: string,
    ) => Template | undefined,
  ) {
    this.resources = entriesOf(get(root, 'Resources')).filter(
      ({ value }) => textOf(get(value, 'Type')) !== undefined,
    );
    this.ids = new Set(this.resources.map(({ key }) => key));
  }

  keyOf(id: string): string {
    return `${this.source}:${id}`;
  }

  ref(name: string): TemplateValue {
    if (this.ids.has(name)) return { refs: [{ target: this.keyOf(name) }] };
    const given = this.given.get(name);
    if (given) return { ...given, literal: false };
    const text = textOf(get(this.root, 'Parameters', name, 'Default'));
    return text ? { text, refs: [] } : NONE;
  }

  attribute(name: string, attribute: string): TemplateValue {
    if (attribute.startsWith('Outputs.')) {
      const child = this.nested(this, name);
      if (child) return child.output(attribute.slice(8));
    }
    return this.ids.has(name)
      ? { refs: [{ target: this.keyOf(name), attribute: snake(attribute) }] }
      : this.ref(name);
  }

  imported(name: TemplateValue): TemplateValue {
    return this.resolveImport(name);
  }

  output(name: string): TemplateValue {
    const value = get(this.root, 'Outputs', name, 'Value');
    // outputs of stacks that name each other
    if (!value || this.open.has(name)) return NONE;
    this.open.add(name);
    const result = evaluate(value, this);
    this.open.delete(name);
    return result;
  }

  /** The settings of a resource in Terraform's spelling. */
  facts(properties: Tree | undefined): Fact[] {
    const facts: Fact[] = [];
    if (properties) this.collect(properties, '', facts, 0);
    return facts;
  }

  place(tree: { start: number; end: number }): Place {
    return { source: this.source, start: tree.start, end: tree.end };
  }

  private collect(
    tree: Tree,
    path: string,
    facts: Fact[],
    depth: number,
  ): void {
    if (facts.length >= MAX_FACTS || depth > 40) return;
    const intrinsic = intrinsicOf(tree);
    if (!intrinsic && tree.kind === 'map') {
      const tag = textOf(get(tree, 'Key'));
      const value = get(tree, 'Value');
      if (/(?:^|\.)tags$/.test(path) && tag !== undefined && value) {
        this.push(`tags.${tag.toLowerCase()}`, value, facts);
        return;
      }
      for (const entry of tree.entries) {
        const name = /(?:^|\.)(?:variables|tags)$/.test(path)
          ? entry.key
          : snake(entry.key);
        const key = /(?:^|\.)tags$/.test(path) ? name.toLowerCase() : name;
        this.collect(
          entry.value,
          path ? `${path}.${key}` : key,
          facts,
          depth + 1,
        );
      }
    } else if (!intrinsic && tree.kind === 'list') {
      for (const item of tree.items) this.collect(item, path, facts, depth + 1);
    } else if (intrinsic?.name === 'If' && tree.kind !== 'scalar') {
      const list = tree.tag ? tree : intrinsic.value;
      if (list.kind !== 'list') return;
      for (const item of list.items.slice(1))
        this.collect(item, path, facts, depth + 1);
    } else {
      this.push(path, tree, facts);
    }
  }

  private push(path: string, tree: Tree, facts: Fact[]): void {
    const { text, literal, hint, refs } = evaluate(tree, this);
    if (text === undefined && !hint && !refs.length) return;
    facts.push({
      path,
      ...(text === undefined ? {} : { text }),
      ...(literal ? { literal } : {}),
      ...(hint ? { hint } : {}),
      refs,
      place: this.place(tree),
    });
  }
}
