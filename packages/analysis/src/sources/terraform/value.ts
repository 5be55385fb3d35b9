import type { Reference } from '../cloud';

/** What is known of the value of an expression. */
export interface Value {
  /** The value as text, when it is known in full. */
  text?: string;
  /** Written down as it is. */
  literal?: boolean;
  /** The known parts of a text that is not known in full. */
  hint?: string;
  entries?: ReadonlyMap<string, Value>;
  items?: readonly Value[];
  /** Resources that the value is computed from, those of entries and items not among them. */
  refs: readonly Reference[];
}

export const UNKNOWN: Value = { refs: [] };

const MAX_REFS = 100;

export function joinRefs(
  ...lists: ReadonlyArray<readonly Reference[]>
): readonly Reference[] {
  const filled = lists.filter(list => list.length);
  if (filled.length <= 1) return filled[0] ?? [];
  const seen = new Map<string, Reference>();
  for (const list of filled) {
    for (const ref of list) {
      const key = `${ref.target} ${ref.attribute ?? ''}`;
      if (!seen.has(key)) seen.set(key, ref);
      if (seen.size >= MAX_REFS) return [...seen.values()];
    }
  }
  return [...seen.values()];
}

/** Every resource that a value names, at any depth. */
export function allRefs(value: Value, depth = 0): readonly Reference[] {
  if (depth > 8 || (!value.entries && !value.items)) return value.refs;
  return joinRefs(
    value.refs,
    ...[...(value.entries?.values() ?? [])].map(v => allRefs(v, depth + 1)),
    ...(value.items ?? []).map(v => allRefs(v, depth + 1)),
  );
}

/** A value that is one of several: what all agree on is known. */
export function either(values: readonly Value[], depth = 0): Value {
  if (values.length <= 1) return values[0] ?? UNKNOWN;
  if (depth > 8) return UNKNOWN;
  const [first] = values;
  const text = values.every(value => value.text === first.text)
    ? first.text
    : undefined;
  const byKey = new Map<string, Value[]>();
  for (const { entries } of values) {
    for (const [key, value] of entries ?? []) {
      const list = byKey.get(key);
      if (list) list.push(value);
      else byKey.set(key, [value]);
    }
  }
  const items = values.flatMap(value => value.items ?? []);
  return {
    ...(text === undefined ? {} : { text }),
    ...(text === undefined && depth === 0
      ? { hint: values.map(v => v.text ?? v.hint).find(Boolean) }
      : {}),
    ...(byKey.size
      ? {
          entries: new Map(
            [...byKey].map(([key, list]) => [key, either(list, depth + 1)]),
          ),
        }
      : {}),
    ...(items.length ? { items: items.slice(0, 200) } : {}),
    refs: joinRefs(...values.map(value => value.refs)),
  };
}

/** The elements of a collection. */
export function elementsOf(value: Value): Array<[string | undefined, Value]> {
  if (value.entries) return [...value.entries];
  return (value.items ?? []).map(item => [item.text, item]);
}

/** The value of `value.name` or `value["name"]`; any of its elements when the name is not known. */
export function member(value: Value, name: string | undefined): Value {
  if (name !== undefined && value.entries?.has(name)) {
    const found = value.entries.get(name)!;
    return value.refs.length
      ? { ...found, refs: joinRefs(found.refs, value.refs) }
      : found;
  }
  if (name !== undefined && value.items) {
    const index = /^\d+$/.test(name) ? Number(name) : -1;
    if (index >= 0 && value.items[index]) return value.items[index];
    // an attribute of each of a list's elements
    if (index < 0) {
      return either(value.items.map(item => member(item, name)));
    }
  }
  if (name !== undefined && value.entries && !value.refs.length) return UNKNOWN;
  if (name === undefined) {
    const elements = elementsOf(value).map(([, element]) => element);
    if (elements.length) return either(elements);
  }
  return { refs: value.refs };
}
