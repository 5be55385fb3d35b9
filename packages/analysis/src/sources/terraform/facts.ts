import type { Fact } from '../cloud';
import type { Bindings } from './evaluate';
import type { TerraformFile } from './files';
import type { Body, Expression } from './hcl';
import type { Instance } from './instance';
import { allRefs, elementsOf, UNKNOWN, type Value } from './value';

const MAX_FACTS = 2000;
const MAX_DEPTH = 24;
const MAX_ROUNDS = 50;
/** Functions whose arguments are read as if they stood there themselves. */
const TRANSPARENT = new Set(
  'jsonencode yamlencode merge concat flatten toset tolist tomap try coalesce compact sensitive nonsensitive base64encode distinct'.split(
    ' ',
  ),
);

/** Collects the settings of a block, nested blocks, `dynamic` blocks and inline objects included. */
export class FactCollector {
  readonly facts: Fact[] = [];

  constructor(
    private readonly instance: Instance,
    private readonly file: TerraformFile,
  ) {}

  body(body: Body, prefix: string, bindings: Bindings, depth = 0): void {
    if (depth > MAX_DEPTH) return;
    for (const { name, value } of body.attributes) {
      if (depth === 0 && (name === 'for_each' || name === 'count')) continue;
      this.expression(`${prefix}${name}`, value, bindings, depth);
    }
    for (const block of body.blocks) {
      const label = block.labels[0];
      if (block.type === 'dynamic' && label !== undefined) {
        this.dynamic(block.body, label, prefix, bindings, depth);
      } else {
        this.body(block.body, `${prefix}${block.type}.`, bindings, depth + 1);
      }
    }
  }

  private dynamic(
    body: Body,
    label: string,
    prefix: string,
    bindings: Bindings,
    depth: number,
  ): void {
    const find = (name: string) =>
      body.attributes.find(a => a.name === name)?.value;
    const iterator = find('iterator');
    const name = iterator?.kind === 'traversal' ? iterator.root : label;
    const content = body.blocks.find(({ type }) => type === 'content');
    const each = find('for_each');
    if (!content) return;
    const collection = each
      ? this.instance.evaluator.evaluate(each, this.instance, bindings)
      : UNKNOWN;
    const elements = elementsOf(collection).slice(0, MAX_ROUNDS);
    const rounds: Array<[string | undefined, Value]> = elements.length
      ? elements
      : [[undefined, { refs: allRefs(collection) }]];
    for (const [key, value] of rounds) {
      const inner = new Map(bindings);
      inner.set(name, {
        entries: new Map([
          ['key', key === undefined ? UNKNOWN : { text: key, refs: [] }],
          ['value', value],
        ]),
        refs: [],
      });
      this.body(content.body, `${prefix}${label}.`, inner, depth + 1);
    }
  }

  private expression(
    path: string,
    expression: Expression,
    bindings: Bindings,
    depth: number,
  ): void {
    if (depth > MAX_DEPTH || this.facts.length >= MAX_FACTS) return;
    const { evaluator } = this.instance;
    switch (expression.kind) {
      case 'object':
        for (const { key, value } of expression.items) {
          const name = evaluator.evaluate(key, this.instance, bindings).text;
          this.expression(
            name === undefined ? path : `${path}.${name}`,
            value,
            bindings,
            depth + 1,
          );
        }
        return;
      case 'tuple':
        for (const item of expression.items)
          this.expression(path, item, bindings, depth + 1);
        return;
      case 'call':
        if (TRANSPARENT.has(expression.name)) {
          for (const arg of expression.args)
            this.expression(path, arg, bindings, depth + 1);
          return;
        }
        break;
      case 'conditional': {
        const chosen = evaluator.truth(
          expression.condition,
          this.instance,
          bindings,
        );
        if (chosen === undefined) {
          this.expression(path, expression.yes, bindings, depth + 1);
          this.expression(path, expression.no, bindings, depth + 1);
        } else {
          this.expression(
            path,
            chosen ? expression.yes : expression.no,
            bindings,
            depth + 1,
          );
          // the other way is possible too: what it names is named, what it says is not said
          const other = evaluator.evaluate(
            chosen ? expression.no : expression.yes,
            this.instance,
            bindings,
          );
          this.push(path, { refs: allRefs(other) }, expression);
        }
        return;
      }
      default:
    }
    this.flatten(
      path,
      evaluator.evaluate(expression, this.instance, bindings),
      expression,
      0,
    );
  }

  private flatten(
    path: string,
    value: Value,
    at: Expression,
    depth: number,
  ): void {
    if (depth > 8) return;
    for (const [key, entry] of value.entries ?? []) {
      this.flatten(`${path}.${key}`, entry, at, depth + 1);
    }
    for (const item of value.items ?? [])
      this.flatten(path, item, at, depth + 1);
    this.push(path, value, at);
  }

  private push(path: string, value: Value, at: Expression): void {
    const { text, hint, literal, refs } = value;
    if (text === undefined && !hint && !refs.length) return;
    if (this.facts.length >= MAX_FACTS) return;
    this.facts.push({
      path: /^(?:tags|labels|user_labels|metadata)\./.test(path)
        ? path.toLowerCase().replace(/^metadata\.(?:0\.)?/, 'metadata.')
        : path,
      ...(text === undefined ? {} : { text }),
      ...(literal ? { literal } : {}),
      ...(hint ? { hint } : {}),
      refs,
      place: {
        source: this.file.source,
        start: this.file.base + at.start,
        end: this.file.base + at.end,
      },
    });
  }
}
