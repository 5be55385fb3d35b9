import type { Heads, NodeShape } from '../diagram';

/** `database "Orders" as db <<PostgreSQL>> {` */
export interface Declaration {
  keyword: string;
  key: string;
  label: string;
  stereotypes: string[];
  opens: boolean;
}

export interface Arrow {
  from: string;
  to: string;
  heads: Heads;
  dashed: boolean;
  label?: string;
}

const KEYWORDS =
  'actor/?|agent|artifact|boundary|card|circle|cloud|collections|component|control|database|entity|file|folder|frame|' +
  'hexagon|interface|label|node|package|participant|person|port|portin|portout|process|queue|rectangle|stack|storage|usecase/?|together|namespace';
const TAIL =
  /^((?:\s*(?:<<[^<>]{0,200}>>|#[^\s{]{1,100}|\$[\w-]{1,60}|\[\[[^\]]{0,500}\]\]|order\s+\d+))*)\s*(\{)?\s*(\})?\s*$/;
const DECLARED = new RegExp(
  `^(?:create\\s+)?(${KEYWORDS})(?=[\\s"[({]|$)\\s*(.*)$`,
  'i',
);
const NAME =
  /^(?:"([^"]{0,2000})"|\[([^\][]{1,1000})\]|\(([^()]{1,500})\)|:([^:]{1,300}):|([\p{L}\p{N}_$./@:-]*[\p{L}\p{N}_]))/u;

const SHAPES: Record<string, NodeShape> = {
  actor: 'person',
  'actor/': 'person',
  person: 'person',
  database: 'database',
  queue: 'queue',
  storage: 'storage',
  interface: 'interface',
};
export const shapeOf = (keyword: string): NodeShape | undefined =>
  SHAPES[keyword];

const unquote = (name: RegExpExecArray) =>
  name[1] ?? name[2] ?? name[3] ?? name[4] ?? name[5] ?? '';

/** Reads a declaration with a keyword, or one of the short forms `[A]`, `() I`, `:Actor:`. */
export function readDeclaration(line: string): Declaration | undefined {
  const declared = DECLARED.exec(line);
  let keyword = declared?.[1].toLowerCase() ?? '';
  let rest = declared ? declared[2] : line;
  if (!declared) {
    if (/^\(\)/.test(line)) {
      keyword = 'interface';
      rest = line.slice(2).trim();
    } else if (/^\[[^\][]+\]/.test(line)) keyword = 'component';
    else if (/^:[^:]+:/.test(line)) keyword = 'actor';
    else if (/^\([^()]+\)/.test(line)) keyword = 'usecase';
    else return undefined;
  }
  const first = NAME.exec(rest);
  let key = '';
  let label = '';
  if (first) {
    rest = rest.slice(first[0].length);
    label = unquote(first);
    key = label;
    const as = /^\s*(?:<<[^<>]{0,100}>>\s*)?as\s+/i.exec(rest);
    const stereotype = as && /<<[^<>]{0,100}>>/.exec(as[0])?.[0];
    const second = as ? NAME.exec(rest.slice(as[0].length)) : undefined;
    if (as && second) {
      rest = `${stereotype ?? ''}${rest.slice(
        as[0].length + second[0].length,
      )}`;
      // `x as "Label"` and `"Label" as x`
      const quotedSecond = second[5] === undefined;
      key = quotedSecond && first[5] !== undefined ? label : unquote(second);
      if (quotedSecond && first[5] !== undefined) label = unquote(second);
    }
  }
  const tail = TAIL.exec(rest);
  if (!tail) return undefined;
  if (!first && !tail[2]) return undefined;
  return {
    keyword,
    key,
    label,
    stereotypes: [...tail[1].matchAll(/<<\s*([^<>]*?)\s*>>/g)].map(
      match => match[1],
    ),
    opens: Boolean(tail[2]) && !tail[3],
  };
}

const END =
  '(?:\\[[^\\][]{1,500}\\]|"[^"]{1,500}"|\\(\\)\\s*(?:"[^"]{1,300}"|[\\p{L}\\p{N}_]+)|\\([^()]{1,300}\\)|:[^:]{1,300}:|[\\p{L}\\p{N}_$@][\\p{L}\\p{N}_$@./]*)';
const STYLE = '(?:\\[[^\\][]{0,200}\\])?';
const LINE = `(<\\|?|<<|[*o+^#x@0)}]|\\(0?\\)?|\\\\\\\\)?(?:([-.=~]{1,10})${STYLE}(?:left|right|up|down|le|ri|do|l|r|u|d)?${STYLE}([-.=~]{0,10})|([-.=~]+\\(0\\)?[-.=~]+|[-.=~]+0\\)[-.=~]+))(\\|?>{1,2}|[*o+^#x@0({]|\\(0?|\\|\\||\\\\|//?)?`;
const ARROW = new RegExp(
  `^(${END})\\s*(?:"[^"]{0,100}"\\s*)?(?<=[\\s\\]"):\\p{L}\\p{N}_])${LINE}\\s*(?:"[^"]{0,100}"\\s*)?(${END})\\s*(?:<<[^<>]{0,100}>>\\s*)?(?:#[\\w;:.|]{1,60}\\s*)?(?::\\s*(.*))?$`,
  'u',
);

/** `++ #gold`: the participant starts, or stops, to act. */
const ACTIVATION =
  /\s*(?:\+\+|--|\*\*|!!){1,2}(?:\s*(?:#\w{1,40}|\$\w{1,60}(?:\([^()]{0,60}\))?))?(?=\s*(?::|$))/;

/** Reads a line between two ends. */
export function readArrow(line: string): Arrow | undefined {
  const match = ARROW.exec(line.replace(ACTIVATION, ''));
  if (!match) return undefined;
  const [
    ,
    from,
    left = '',
    first = '',
    second = '',
    socket,
    right = '',
    to,
    label,
  ] = match;
  const forward = /[>(]/.test(right) || (/[*o]/.test(left) && !right);
  const backward = /[<)]/.test(left) || (/[*o]/.test(right) && !left);
  let heads: Heads = 'none';
  if (socket) heads = socket.includes('(') ? 'forward' : 'backward';
  else if (forward && backward) heads = 'both';
  else if (forward) heads = 'forward';
  else if (backward) heads = 'backward';
  return {
    from,
    to,
    heads,
    dashed: `${first}${second}`.startsWith('--') || first.includes('.'),
    label: label?.trim() || undefined,
  };
}

/** What an end of a line names: the key, and a shape where its brackets say one. */
export function readEnd(end: string): { key: string; keyword?: string } {
  if (end.startsWith('()')) {
    return {
      key: end.slice(2).trim().replace(/^"|"$/g, ''),
      keyword: 'interface',
    };
  }
  const inner = end.slice(1, -1).trim();
  if (end.startsWith('[')) return { key: inner, keyword: 'component' };
  if (end.startsWith(':')) return { key: inner, keyword: 'actor' };
  if (end.startsWith('(')) return { key: inner, keyword: 'usecase' };
  if (end.startsWith('"')) return { key: inner };
  return { key: end };
}
