import type { Reference } from '../cloud';
import { callFunction, joinTexts } from './functions';
import type { Expression, Step } from './hcl';
import type { Instance } from './instance';
import {
  allRefs,
  either,
  elementsOf,
  joinRefs,
  member,
  UNKNOWN,
  type Value,
} from './value';

/** Names bound by `for_each`, `for` and `dynamic`. */
export type Bindings = ReadonlyMap<string, Value>;

/** Evaluation stops when it took this many steps, whatever is left. */
const MAX_STEPS = 1_000_000;
const MAX_DEPTH = 300;
/** Elements of a collection that `for` is run over one by one. */
const MAX_ELEMENTS = 60;
const EMPTY: Bindings = new Map();
const UNBOUND = new Set(['path', 'terraform', 'self', 'count', 'each']);

/**
 * Evaluates expressions as far as the files say: what resources a value comes from, and its text where that is known.
 * Locals, inputs and outputs are followed and remembered; a cycle among them is unknown.
 */
export class Evaluator {
  private steps = 0;
  private depth = 0;

  get exhausted(): boolean {
    return this.steps > MAX_STEPS;
  }

  evaluate(
    expression: Expression,
    instance: Instance,
    bindings: Bindings = EMPTY,
  ): Value {
    if (++this.steps > MAX_STEPS || this.depth > MAX_DEPTH) return UNKNOWN;
    this.depth++;
    const value = this.compute(expression, instance, bindings);
    this.depth--;
    return value;
  }

  private compute(
    expression: Expression,
    instance: Instance,
    bindings: Bindings,
  ): Value {
    const run = (e: Expression) => this.evaluate(e, instance, bindings);
    switch (expression.kind) {
      case 'literal':
        return { text: expression.text, literal: true, refs: [] };
      case 'template':
        return joinTexts(expression.parts.map(run));
      case 'traversal':
        return this.traversal(
          expression.root,
          expression.steps,
          instance,
          bindings,
        );
      case 'get':
        return this.walk(
          run(expression.base),
          expression.steps,
          instance,
          bindings,
        );
      case 'object': {
        const entries = new Map<string, Value>();
        const refs: Array<readonly Reference[]> = [];
        for (const item of expression.items) {
          const key = run(item.key).text;
          const value = run(item.value);
          if (key === undefined) refs.push(allRefs(value));
          else entries.set(key, value);
        }
        return { entries, refs: joinRefs(...refs) };
      }
      case 'tuple':
        return { items: expression.items.map(run), refs: [] };
      case 'conditional': {
        const chosen = this.truth(expression.condition, instance, bindings);
        const yes = run(expression.yes);
        const no = run(expression.no);
        const both = either([yes, no]);
        if (chosen === undefined) return both;
        const taken = chosen ? yes : no;
        return {
          ...taken,
          literal: false,
          refs: joinRefs(allRefs(taken), allRefs(both)),
        };
      }
      case 'for':
        return this.forExpression(expression, instance, bindings);
      case 'operation':
        return {
          refs: joinRefs(...expression.operands.map(o => allRefs(run(o)))),
        };
      case 'call':
        return callFunction(expression.name, expression.args.map(run));
      default:
        return UNKNOWN;
    }
  }

  /** Whether a condition holds, where the files say. */
  truth(
    expression: Expression,
    instance: Instance,
    bindings: Bindings,
  ): boolean | undefined {
    const text = (e: Expression) => this.evaluate(e, instance, bindings).text;
    if (expression.kind === 'operation') {
      const { operator, operands } = expression;
      if (operator === '!') {
        const inner = this.truth(operands[0], instance, bindings);
        return inner === undefined ? undefined : !inner;
      }
      if (operator === '==' || operator === '!=') {
        const [a, b] = operands.map(text);
        if (a === undefined || b === undefined) return undefined;
        return (a === b) === (operator === '==');
      }
      return undefined;
    }
    const value = text(expression);
    return value === 'true' || value === 'false' ? value === 'true' : undefined;
  }

  private traversal(
    root: string,
    steps: readonly Step[],
    instance: Instance,
    bindings: Bindings,
  ): Value {
    const bound = bindings.get(root);
    if (bound) return this.walk(bound, steps, instance, bindings);
    if (UNBOUND.has(root)) return UNKNOWN;
    const names = steps.map(step =>
      step.kind === 'attribute' ? step.name : undefined,
    );
    switch (root) {
      case 'var':
        return this.walk(
          instance.input(names[0] ?? ''),
          steps.slice(1),
          instance,
          bindings,
        );
      case 'local':
        return this.walk(
          instance.local(names[0] ?? ''),
          steps.slice(1),
          instance,
          bindings,
        );
      case 'module': {
        // module.name[key].output
        const after = steps
          .slice(1)
          .findIndex(step => step.kind === 'attribute');
        const output = after < 0 ? undefined : names[after + 1];
        const value = instance.output(names[0] ?? '', output);
        return after < 0
          ? value
          : this.walk(value, steps.slice(after + 2), instance, bindings);
      }
      case 'data':
        return names[0] === 'terraform_remote_state' && names[2] === 'outputs'
          ? this.walk(
              instance.remoteOutput(names[1] ?? '', names[3] ?? ''),
              steps.slice(4),
              instance,
              bindings,
            )
          : instance.resource(`data.${names[0]}.${names[1]}`, names.slice(2));
      default:
        return instance.resource(`${root}.${names[0]}`, names.slice(1));
    }
  }

  private walk(
    start: Value,
    steps: readonly Step[],
    instance: Instance,
    bindings: Bindings,
  ): Value {
    let value = start;
    for (const step of steps) {
      if (step.kind === 'splat') continue;
      const name =
        step.kind === 'attribute'
          ? step.name
          : this.evaluate(step.index, instance, bindings).text;
      value = member(value, name);
    }
    return value;
  }

  private forExpression(
    expression: Extract<Expression, { kind: 'for' }>,
    instance: Instance,
    bindings: Bindings,
  ): Value {
    const collection = this.evaluate(expression.collection, instance, bindings);
    const elements = elementsOf(collection).slice(0, MAX_ELEMENTS);
    const rounds: Array<[string | undefined, Value]> = elements.length
      ? elements
      : [[undefined, { refs: collection.refs }]];
    const entries = new Map<string, Value>();
    const values: Value[] = [];
    for (const [key, value] of rounds) {
      const inner = new Map(bindings);
      const [first, second] = expression.names;
      inner.set(second ?? first, value);
      if (second)
        inner.set(first, key === undefined ? UNKNOWN : { text: key, refs: [] });
      const result = this.evaluate(expression.value, instance, inner);
      const name =
        expression.key && this.evaluate(expression.key, instance, inner).text;
      if (name === undefined) values.push(result);
      else entries.set(name, result);
    }
    if (!expression.key) return { items: values, refs: [] };
    return entries.size
      ? { entries, refs: joinRefs(...values.map(value => allRefs(value))) }
      : { items: values, refs: [] };
  }
}
