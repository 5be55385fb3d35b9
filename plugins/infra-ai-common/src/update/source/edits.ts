import { isObject, nest, type Plain } from './plain';

/** One change of an entity's document. */
export type Edit =
  | { op: 'set'; path: string[]; value: string }
  /** Appends to a list, which is made when it is not there. */
  | { op: 'add'; path: string[]; items: string[] }
  /** Takes entries out of a list by their text; a list that is then empty goes with its key. */
  | { op: 'remove'; path: string[]; items: string[] }
  | { op: 'delete'; path: string[] };

/**
 * What a document must mean after an edit: the text is edited on its own, and both have to agree.
 *
 * @returns undefined when the path leads through something that is no map
 */
export function applyToPlain(document: Plain, edit: Edit): Plain | undefined {
  const copy = structuredClone(document);
  if (!isObject(copy)) {
    return undefined;
  }
  let parent: Record<string, unknown> = copy;
  const last = edit.path.length - 1;
  for (let i = 0; i < last; i++) {
    const next = own(parent, edit.path[i]);
    if (next === undefined || next === null) {
      if (edit.op === 'set' || edit.op === 'add') {
        const value = edit.op === 'set' ? edit.value : edit.items;
        define(parent, edit.path[i], nest(edit.path.slice(i + 1), value));
      }
      return copy as Plain;
    }
    if (!isObject(next)) {
      return undefined;
    }
    parent = next;
  }
  return applyAt(parent, edit.path[last], edit) ? (copy as Plain) : undefined;
}

function applyAt(
  parent: Record<string, unknown>,
  key: string,
  edit: Edit,
): boolean {
  const current = own(parent, key);
  switch (edit.op) {
    case 'set':
      define(parent, key, edit.value);
      return true;
    case 'delete':
      delete parent[key];
      return true;
    case 'add':
      if (current === undefined || current === null) {
        define(parent, key, edit.items);
        return true;
      }
      if (!Array.isArray(current)) {
        return false;
      }
      current.push(...edit.items);
      return true;
    default: {
      if (!Array.isArray(current)) {
        return false;
      }
      const kept = current.filter(item => !edit.items.includes(item));
      if (kept.length) {
        define(parent, key, kept);
      } else {
        delete parent[key];
      }
      return true;
    }
  }
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** `__proto__` is a key like any other in a file. */
function define(
  object: Record<string, unknown>,
  key: string,
  value: unknown,
): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
