import {
  allRefs,
  elementsOf,
  joinRefs,
  member,
  UNKNOWN,
  type Value,
} from './value';

/** Functions that return their arguments, or one of them. */
const TRANSPARENT = new Set(
  'tolist toset tomap tostring sensitive nonsensitive flatten distinct sort reverse compact setunion trimspace'.split(
    ' ',
  ),
);
const CHOOSING = new Set([
  'try',
  'coalesce',
  'coalescelist',
  'one',
  'element',
  'slice',
]);

/** Texts in a row. */
export function joinTexts(parts: Value[]): Value {
  const refs = joinRefs(...parts.map(part => allRefs(part)));
  if (parts.every(part => part.text !== undefined)) {
    return { text: parts.map(part => part.text).join(''), refs };
  }
  return {
    hint: parts.map(part => part.text ?? part.hint ?? '').join(''),
    refs,
  };
}

/** What a function makes of its arguments; one that is not known here makes an unknown text of them. */
export function callFunction(name: string, args: Value[]): Value {
  if (name === 'merge') {
    const entries = new Map<string, Value>();
    for (const arg of args) {
      for (const [key, value] of arg.entries ?? []) entries.set(key, value);
      // a map with unknown keys
      for (const item of arg.items ?? []) {
        for (const [key, value] of item.entries ?? []) entries.set(key, value);
      }
    }
    return { entries, refs: joinRefs(...args.map(arg => arg.refs)) };
  }
  if (name === 'concat' || name === 'setunion') {
    return {
      items: args.flatMap(arg => arg.items ?? [{ refs: arg.refs }]),
      refs: [],
    };
  }
  if (name === 'flatten') {
    const items = (args[0]?.items ?? []).flatMap(item => item.items ?? [item]);
    return { items, refs: args[0]?.refs ?? [] };
  }
  if (TRANSPARENT.has(name)) return args[0] ?? UNKNOWN;
  if (CHOOSING.has(name)) {
    if (name === 'element' || name === 'one' || name === 'slice') {
      return name === 'slice'
        ? args[0] ?? UNKNOWN
        : member(args[0] ?? UNKNOWN, undefined);
    }
    const known = args.find(
      arg => arg.text || arg.entries?.size || arg.items?.length,
    );
    return {
      ...(known ?? UNKNOWN),
      refs: joinRefs(...args.map(arg => arg.refs)),
    };
  }
  switch (name) {
    case 'lookup': {
      const found = member(args[0] ?? UNKNOWN, args[1]?.text);
      return found.text || found.refs.length || found.entries
        ? found
        : args[2] ?? found;
    }
    case 'values':
      return {
        items: elementsOf(args[0] ?? UNKNOWN).map(([, v]) => v),
        refs: args[0]?.refs ?? [],
      };
    case 'keys':
      return {
        items: [...(args[0]?.entries?.keys() ?? [])].map(text => ({
          text,
          refs: [],
        })),
        refs: [],
      };
    case 'lower':
    case 'upper': {
      const text = args[0]?.text;
      const change = (value: string) =>
        name === 'lower' ? value.toLowerCase() : value.toUpperCase();
      return {
        ...(text === undefined
          ? { hint: args[0]?.hint }
          : { text: change(text) }),
        refs: args[0]?.refs ?? [],
      };
    }
    case 'format': {
      const [pattern, ...rest] = args;
      if (pattern?.text === undefined) break;
      let i = 0;
      const parts = pattern.text.split(/%[-+ 0-9.]*[svdqt]/);
      return joinTexts(
        parts.flatMap((text, at) =>
          at === 0
            ? [{ text, refs: [] }]
            : [rest[i++] ?? UNKNOWN, { text, refs: [] }],
        ),
      );
    }
    case 'jsonencode':
    case 'yamlencode':
    case 'base64encode': {
      const [value = UNKNOWN] = args;
      return { hint: textsIn(value).join(' '), refs: allRefs(value) };
    }
    case 'join': {
      const separator = args[0]?.text ?? '-';
      const items = args[1]?.items ?? [];
      return joinTexts(
        items.flatMap((item, at) =>
          at === 0 ? [item] : [{ text: separator, refs: [] }, item],
        ),
      );
    }
    case 'replace':
    case 'substr':
    case 'trimsuffix':
    case 'trimprefix':
      return {
        hint: args[0]?.text ?? args[0]?.hint,
        refs: args[0]?.refs ?? [],
      };
    default:
  }
  return { refs: joinRefs(...args.map(arg => allRefs(arg))) };
}

const MAX_TEXTS = 300;

/** Every text in a value, keys left out. */
function textsIn(value: Value, depth = 0, found: string[] = []): string[] {
  if (depth > 8 || found.length >= MAX_TEXTS) return found;
  const text = value.text ?? value.hint;
  if (text) found.push(text.slice(0, 1000));
  for (const item of value.items ?? []) textsIn(item, depth + 1, found);
  for (const entry of value.entries?.values() ?? []) {
    textsIn(entry, depth + 1, found);
  }
  return found;
}
