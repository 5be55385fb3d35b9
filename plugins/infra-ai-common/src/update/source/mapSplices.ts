import {
  isAlias,
  isMap,
  isScalar,
  Scalar,
  type Pair,
  type YAMLMap,
} from 'yaml';
import {
  cutLines,
  endOf,
  endOfPair,
  insertLines,
  lineStart,
  nextLine,
  opensLine,
  skipInnerComments,
  type Splice,
} from './positions';
import { nest } from './plain';
import {
  indentLines,
  renderBlock,
  renderFlow,
  renderPair,
  renderScalar,
} from './render';
import { blockIndent, type TextStyle } from './style';

/** Order in which the catalog's documentation writes keys; a new one goes behind those before it. */
const ORDER: Record<string, string[]> = {
  '': ['apiVersion', 'kind', 'metadata', 'spec'],
  metadata: [
    'name',
    'namespace',
    'title',
    'description',
    'labels',
    'annotations',
    'tags',
    'links',
  ],
  spec: [
    'type',
    'lifecycle',
    'owner',
    'domain',
    'system',
    'subcomponentOf',
    'providesApis',
    'consumesApis',
    'dependsOn',
    'definition',
  ],
};

export type Place =
  | { found: 'pair'; map: YAMLMap; pair: Pair }
  /** Keys from `rest` on are missing in `map`. */
  | { found: 'map'; map: YAMLMap; path: string; rest: string[] }
  /** A key that is there without a value. */
  | { found: 'empty'; map: YAMLMap; pair: Pair; rest: string[] };

/** Follows a path through the maps that a document has of its own; undefined where an alias or a scalar is in the way. */
export function locate(root: unknown, path: string[]): Place | undefined {
  let map = root;
  for (let i = 0; i < path.length; i++) {
    if (!isMap(map)) {
      return undefined;
    }
    const pair = map.items.find(
      ({ key }) => isScalar(key) && key.value === path[i],
    );
    if (!pair) {
      return {
        found: 'map',
        map,
        path: path.slice(0, i).join('.'),
        rest: path.slice(i),
      };
    }
    if (i === path.length - 1) {
      return { found: 'pair', map, pair };
    }
    if (isScalar(pair.value) && pair.value.value === null) {
      return { found: 'empty', map, pair, rest: path.slice(i + 1) };
    }
    map = pair.value;
  }
  return undefined;
}

/** Writes a value where a path leads. */
export function setValue(
  text: string,
  place: Place,
  value: unknown,
  style: TextStyle,
): Splice | undefined {
  switch (place.found) {
    case 'map': {
      const [key, ...rest] = place.rest;
      return insertPair(
        text,
        place.map,
        place.path,
        key,
        nest(rest, value),
        style,
      );
    }
    case 'empty':
      return replaceValue(
        text,
        place.map,
        place.pair,
        nest(place.rest, value),
        style,
      );
    default:
      return replaceValue(text, place.map, place.pair, value, style);
  }
}

function insertPair(
  text: string,
  map: YAMLMap,
  path: string,
  key: string,
  value: unknown,
  style: TextStyle,
): Splice | undefined {
  if (map.flow) {
    return insertFlow(
      text,
      map,
      json => `${renderFlow(key, json)}: ${renderFlow(value, json)}`,
    );
  }
  const column = blockIndent(map);
  const before = predecessor(map, path, key);
  if (column === undefined || !before) {
    return undefined;
  }
  const line = nextLine(text, endOfPair(before));
  const at = skipInnerComments(text, line, column);
  const lines = renderPair(key, value, column, style);
  return insertLines(text, at, lines, style.lineEnding);
}

function predecessor(map: YAMLMap, path: string, key: string) {
  const order = ORDER[path] ?? [];
  const earlier = order.slice(0, Math.max(order.indexOf(key), 0));
  const pairs = map.items.filter(
    pair => isScalar(pair.key) && earlier.includes(String(pair.key.value)),
  );
  return pairs.at(-1) ?? map.items.at(-1);
}

/** Into `{ }` or `[ ]`: behind the last entry, on a line of its own where that one is. */
export function insertFlow(
  text: string,
  collection: { items: unknown[]; range?: [number, number, number] | null },
  render: (json: boolean) => string,
): Splice | undefined {
  if (!collection.range) {
    return undefined;
  }
  const [from, to] = collection.range;
  const source = text.slice(from, to);
  const json = /^[[{]\s*"/.test(source);
  const last = collection.items.at(-1);
  if (last === undefined) {
    const padded = source[0] === '{' ? ` ${render(json)} ` : render(json);
    return /^[[{]\s*[\]}]$/.test(source)
      ? { from: from + 1, to: to - 1, text: padded }
      : undefined;
  }
  const end = endOf(last);
  const start = lineStart(text, startOf(last));
  const separator =
    start > from
      ? `,${text[start - 2] === '\r' ? '\r' : ''}\n${
          text.slice(start).match(/^ */)![0]
        }`
      : ', ';
  return { from: end, to: end, text: separator + render(json) };
}

function startOf(node: unknown): number {
  const { key, range } = node as { key?: unknown; range?: number[] };
  return key ? startOf(key) : range?.[0] ?? 0;
}

function replaceValue(
  text: string,
  map: YAMLMap,
  pair: Pair,
  value: unknown,
  style: TextStyle,
): Splice | undefined {
  const node = pair.value;
  if (!(isScalar(node) || isAlias(node)) || !node.range) {
    return undefined;
  }
  const [from, end] = node.range;
  const like = isScalar(node) ? node.type : undefined;
  if (map.flow) {
    const json = /^\{\s*"/.test(text.slice(map.range![0]));
    const gap = from === end ? ' ' : '';
    return { from, to: end, text: gap + renderFlow(value, json) };
  }
  const column = blockIndent(map);
  if (column === undefined) {
    return undefined;
  }
  if (typeof value === 'string' && !value.includes('\n')) {
    const isBlock =
      like === Scalar.BLOCK_FOLDED || like === Scalar.BLOCK_LITERAL;
    const source = text.slice(from, end);
    const kept = isBlock ? source.trimEnd() : source;
    const comment = isBlock ? headerComment(kept) : '';
    const gap = from === end && !/[ \t]/.test(text[from - 1]) ? ' ' : '';
    return {
      from,
      to: from + kept.length,
      text:
        gap + renderScalar(value, style, isBlock ? undefined : like) + comment,
    };
  }
  if (typeof value === 'string') {
    const source = text.slice(from, end).trimEnd();
    const [first, ...rest] = indentLines(
      renderBlock({ x: value }, style),
      column,
      style,
    ).split(style.lineEnding);
    return {
      from,
      to: from + source.length,
      text: [
        `${source ? '' : ' '}${first.slice(
          first.indexOf(':') + 2,
        )}${headerComment(source)}`,
        ...rest,
      ].join(style.lineEnding),
    };
  }
  return fillEmpty(text, pair, value, column, style);
}

/** A map or a list below a key that has no value, behind the comment that its line may have. */
function fillEmpty(
  text: string,
  pair: Pair,
  value: unknown,
  column: number,
  style: TextStyle,
): Splice | undefined {
  const node = pair.value as Scalar;
  const [from, to] = node.range!;
  if (from !== to) {
    // `~` and `null` have nothing below them.
    return { from, to, text: renderFlow(value, false) };
  }
  const [, ...lines] = renderPair('x', value, column, style).split(
    style.lineEnding,
  );
  const at = nextLine(text, Math.max(endOf(pair.key), from));
  return insertLines(text, at, lines.join(style.lineEnding), style.lineEnding);
}

/** The comment behind `|` or `>`, which is inside the scalar for the parser. */
function headerComment(source: string): string {
  return source.match(/^[|>][-+0-9]*([ \t]+#[^\r\n]*)/)?.[1] ?? '';
}

/** Takes a key with its value out of a map in block style. */
export function deletePair(
  text: string,
  map: YAMLMap,
  pair: Pair,
): Splice | undefined {
  const start = startOf(pair.key);
  if (map.flow || map.items.length < 2 || !opensLine(text, start)) {
    return undefined;
  }
  return cutLines(
    text,
    lineStart(text, start),
    nextLine(text, endOfPair(pair)),
  );
}
