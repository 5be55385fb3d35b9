import type { Reference } from '../cloud';
import { entriesOf, itemsOf, textOf, type Tree } from '../cloud/tree';

/** What is known of a value of a template. */
export interface TemplateValue {
  text?: string;
  literal?: boolean;
  hint?: string;
  refs: readonly Reference[];
}

/** What names in a template mean. */
export interface Names {
  /** A parameter, a resource or a pseudo parameter. */
  ref(name: string): TemplateValue;
  attribute(name: string, attribute: string): TemplateValue;
  imported(name: TemplateValue): TemplateValue;
}

const MAX_REFS = 100;
const NONE: TemplateValue = { refs: [] };

/** The intrinsic function that a value is, in its short form (`!Ref x`) or its long one (`{"Ref": x}`). */
export function intrinsicOf(
  tree: Tree,
): { name: string; value: Tree } | undefined {
  if (tree.tag) return { name: tree.tag.replace(/^Fn::/, ''), value: tree };
  if (tree.kind !== 'map' || tree.entries.length !== 1) return undefined;
  const [{ key, value }] = tree.entries;
  if (key === 'Ref') return { name: 'Ref', value };
  return key.startsWith('Fn::') ? { name: key.slice(4), value } : undefined;
}

/** Evaluates a value as far as the template says. */
export function evaluate(tree: Tree, names: Names, depth = 0): TemplateValue {
  if (depth > 30) return NONE;
  const intrinsic = intrinsicOf(tree);
  if (!intrinsic) {
    if (tree.kind === 'scalar')
      return { text: tree.text, literal: true, refs: [] };
    if (tree.kind === 'list')
      return joined(
        tree.items.map(item => evaluate(item, names, depth + 1)),
        ',',
      );
    return {
      refs: refsOf(
        entriesOf(tree).map(({ value }) => evaluate(value, names, depth + 1)),
      ),
    };
  }
  const { name, value } = intrinsic;
  const items = itemsOf(value).map(item =>
    // the tag of a list is not that of its items
    evaluate(item, names, depth + 1),
  );
  switch (name) {
    case 'Ref':
      return names.ref(textOf(value) ?? '');
    case 'GetAtt': {
      const path =
        value.kind === 'list'
          ? items.map(item => item.text ?? '').join('.')
          : textOf(value) ?? '';
      const dot = path.indexOf('.');
      return dot < 0
        ? names.ref(path)
        : names.attribute(path.slice(0, dot), path.slice(dot + 1));
    }
    case 'Sub': {
      const list = itemsOf(value);
      const pattern = textOf(list[0] ?? value);
      const own = new Map(
        entriesOf(list[1]).map(entry => [
          entry.key,
          evaluate(entry.value, names, depth + 1),
        ]),
      );
      return pattern === undefined ? NONE : substitute(pattern, names, own);
    }
    case 'Join': {
      const parts = itemsOf(value)[1];
      const list =
        parts && !intrinsicOf(parts)
          ? itemsOf(parts).map(item => evaluate(item, names, depth + 1))
          : items.slice(1);
      return joined(list, items[0]?.text ?? '');
    }
    case 'If':
      return {
        hint: items
          .slice(1)
          .map(item => item.text ?? item.hint)
          .find(Boolean),
        refs: refsOf(items.slice(1)),
      };
    case 'ImportValue':
      return names.imported(evaluate(untagged(value, name), names, depth + 1));
    case 'Base64':
    case 'ToJsonString':
      return evaluate(untagged(value, name), names, depth + 1);
    case 'Select':
    case 'Split':
      return { refs: refsOf(items) };
    default:
      return NONE;
  }
}

/** The argument of a function: in the short form it is the tagged value itself. */
function untagged(value: Tree, name: string): Tree {
  return value.tag === name ? { ...value, tag: undefined } : value;
}

function substitute(
  pattern: string,
  names: Names,
  own: ReadonlyMap<string, TemplateValue>,
): TemplateValue {
  const parts: TemplateValue[] = [];
  let from = 0;
  for (const match of pattern.matchAll(/\$\{([^!}][^}]{0,300})\}/g)) {
    parts.push({ text: pattern.slice(from, match.index), refs: [] });
    const name = match[1].trim();
    const dot = name.indexOf('.');
    parts.push(
      own.get(name) ??
        (dot < 0
          ? names.ref(name)
          : names.attribute(name.slice(0, dot), name.slice(dot + 1))),
    );
    from = match.index + match[0].length;
  }
  parts.push({ text: pattern.slice(from), refs: [] });
  const value = joined(parts, '');
  return parts.length === 1 ? { ...value, literal: true } : value;
}

function joined(
  parts: readonly TemplateValue[],
  separator: string,
): TemplateValue {
  const refs = refsOf(parts);
  const text = parts.map(part => part.text ?? part.hint ?? '').join(separator);
  return parts.every(part => part.text !== undefined)
    ? { text, refs }
    : { hint: text, refs };
}

function refsOf(values: readonly TemplateValue[]): readonly Reference[] {
  const seen = new Map<string, Reference>();
  for (const { refs } of values) {
    for (const ref of refs) {
      if (seen.size < MAX_REFS) seen.set(`${ref.target} ${ref.attribute}`, ref);
    }
  }
  return [...seen.values()];
}
