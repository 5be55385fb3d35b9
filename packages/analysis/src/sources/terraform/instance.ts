import type { Bindings, Evaluator } from './evaluate';
import type { Expression } from './hcl';
import type { Module } from './module';
import { either, elementsOf, UNKNOWN, type Value } from './value';

/** A call whose module is not among the files: one thing of its own. */
export interface ExternalModule {
  key: string;
}

/** Settings of a module call that are Terraform's, not the module's. */
export const META = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'depends_on',
]);

/** A module as one call makes it, with the values it is given. */
export class Instance {
  readonly children = new Map<string, Instance | ExternalModule>();
  private readonly inputs = new Map<
    string,
    { expression: Expression; bindings: Bindings }
  >();
  private readonly known = new Map<string, Value>();

  constructor(
    readonly evaluator: Evaluator,
    readonly module: Module,
    /** `module.a.module.b`, empty for a root */
    readonly path: string,
    readonly root: string,
    readonly parent: Instance | undefined,
    /** Name of the call. */
    readonly name: string | undefined,
    readonly remote: (name: string, output: string) => Value,
  ) {}

  give(name: string, expression: Expression, bindings: Bindings): void {
    this.inputs.set(name, { expression, bindings });
  }

  keyOf(address: string): string {
    return `${this.root}:${this.path ? `${this.path}.` : ''}${address}`;
  }

  addressOf(address: string): string {
    return this.path ? `${this.path}.${address}` : address;
  }

  input(name: string): Value {
    return this.once(`var.${name}`, () => {
      const given = this.inputs.get(name);
      if (given && this.parent) {
        const value = this.evaluator.evaluate(
          given.expression,
          this.parent,
          given.bindings,
        );
        // what a module is given is not written where it is used
        return value.literal
          ? {
              ...value,
              literal: this.parent.parent === undefined && !!value.text,
            }
          : value;
      }
      const set = this.parent ? undefined : this.module.values.get(name);
      if (set)
        return {
          ...this.evaluator.evaluate(set.node.value, this),
          literal: false,
        };
      const fallback = this.module.variables
        .get(name)
        ?.node.attributes.find(
          attribute => attribute.name === 'default',
        )?.value;
      return fallback && fallback.kind !== 'null'
        ? { ...this.evaluator.evaluate(fallback, this), literal: false }
        : UNKNOWN;
    });
  }

  local(name: string): Value {
    return this.once(`local.${name}`, () => {
      const found = this.module.locals.get(name);
      return found ? this.evaluator.evaluate(found.node.value, this) : UNKNOWN;
    });
  }

  output(call: string, name: string | undefined): Value {
    const child = this.children.get(call);
    if (!child) return UNKNOWN;
    if (!(child instanceof Instance)) {
      return {
        refs: [{ target: child.key, ...(name ? { attribute: name } : {}) }],
      };
    }
    if (name !== undefined) return child.ownOutput(name);
    return child.once('outputs', () => ({
      entries: new Map(
        [...child.module.outputs.keys()].map(key => [
          key,
          child.ownOutput(key),
        ]),
      ),
      refs: [],
    }));
  }

  ownOutput(name: string): Value {
    return this.once(`output.${name}`, () => {
      const found = this.module.outputs.get(name);
      return found ? this.evaluator.evaluate(found.node, this) : UNKNOWN;
    });
  }

  remoteOutput(name: string, output: string): Value {
    return this.remote(name, output);
  }

  resource(address: string, rest: Array<string | undefined>): Value {
    if (!this.module.resources.has(address)) return UNKNOWN;
    const attribute = rest.find(
      step => step !== undefined && !/^(?:\d+|name|id|this)$/.test(step),
    );
    return {
      refs: [
        { target: this.keyOf(address), ...(attribute ? { attribute } : {}) },
      ],
    };
  }

  private once(key: string, compute: () => Value): Value {
    const value = this.known.get(key);
    if (value) return value;
    // found again while it is computed: a cycle
    this.known.set(key, UNKNOWN);
    const computed = compute();
    this.known.set(key, computed);
    return computed;
  }
}

/** `each.key` and `each.value` of a block, and how many of it there are as far as the files say. */
export interface Repetition {
  bindings: Bindings;
  /** Made not at all. */
  never: boolean;
  /** Made only when a setting says so. */
  optional: boolean;
  /** The keys, when they are known and there are several. */
  keys: string[];
}

/** Reads `count` and `for_each` of a block. */
export function repetitionOf(
  find: (name: string) => Expression | undefined,
  instance: Instance,
): Repetition {
  const none: Repetition = {
    bindings: new Map(),
    never: false,
    optional: false,
    keys: [],
  };
  const count = find('count');
  if (count) {
    const value = instance.evaluator.evaluate(count, instance);
    return {
      ...none,
      never: value.literal === true && value.text === '0',
      optional: value.text === '0',
    };
  }
  const each = find('for_each');
  if (!each) return none;
  const collection = instance.evaluator.evaluate(each, instance);
  const elements = elementsOf(collection);
  const keys = elements.flatMap(([key]) => key ?? []);
  const value = elements.length
    ? either(elements.map(([, element]) => element))
    : { refs: collection.refs };
  const key: Value =
    keys.length === 1 && elements.length === 1
      ? { text: keys[0], refs: [] }
      : UNKNOWN;
  return {
    ...none,
    bindings: new Map([
      [
        'each',
        {
          entries: new Map([
            ['key', key],
            ['value', value],
          ]),
          refs: [],
        },
      ],
    ]),
    optional:
      (collection.items?.length === 0 || collection.entries?.size === 0) &&
      !collection.refs.length,
    keys: keys.length > 1 ? keys : [],
  };
}
