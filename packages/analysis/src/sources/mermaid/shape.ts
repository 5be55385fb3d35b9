import type { NodeShape } from '../diagram';
import type { Scanner } from './scanner';

export interface Shape {
  label: string;
  shape?: NodeShape;
  decision?: boolean;
}

/** Openings, longest first, with what may close them. */
const BRACKETS: Array<
  [open: string, close: string[], is?: NodeShape | 'decision']
> = [
  ['(((', [')))']],
  ['([', ['])']],
  ['[(', [')]'], 'database'],
  ['[[', [']]']],
  ['[/', ['/]', '\\]']],
  ['[\\', ['\\]', '/]']],
  ['[|', ['|]']],
  ['((', ['))']],
  ['(-', ['-)']],
  ['{{', ['}}']],
  ['[', [']']],
  ['(', [')']],
  ['{', ['}'], 'decision'],
  ['>', [']']],
];

/** Names of shapes in `@{ shape: … }` that say what a node is. */
export const SHAPES = new Map<string, NodeShape | undefined>(
  Object.entries({
    cyl: 'database',
    db: 'database',
    database: 'database',
    cylinder: 'database',
    'lin-cyl': 'storage',
    disk: 'storage',
    'lined-cylinder': 'storage',
    das: 'queue',
    'h-cyl': 'queue',
    'horizontal-cylinder': 'queue',
    'stored-data': 'storage',
    'bow-rect': 'storage',
    'bow-tie-rectangle': 'storage',
    'internal-storage': 'storage',
    'win-pane': 'storage',
    'window-pane': 'storage',
    datastore: 'storage',
    'data-store': 'storage',
    comment: 'text',
    text: 'text',
    brace: 'text',
    'brace-l': 'text',
    'brace-r': 'text',
    braces: 'text',
  }),
);

const MAX_TEXT = 4000;

/** The shape and text behind a node's identifier. */
export function readShape(scanner: Scanner): Shape | undefined {
  const { text } = scanner;
  const bracket = BRACKETS.find(([open]) => text.startsWith(open, scanner.at));
  if (!bracket) return undefined;
  const [open, closers, is] = bracket;
  const from = scanner.at + open.length;
  const quoted = /[ \t\n]*"([^"]{0,4000})"\s*/y;
  quoted.lastIndex = from;
  const quote = quoted.exec(text);
  let label: string | undefined;
  let end = -1;
  if (
    quote &&
    closers.some(close => text.startsWith(close, quoted.lastIndex))
  ) {
    label = quote[1];
    end = quoted.lastIndex;
  } else {
    const window = text.slice(from, from + MAX_TEXT);
    const line = window.indexOf('\n');
    const ends = closers
      .map(close => window.indexOf(close))
      .filter(index => index >= 0 && (line < 0 || index <= line));
    // "A(Orders (v2))": the bracket that closes is the last on the line before a link
    if (!ends.length) return undefined;
    end = from + Math.min(...ends);
    label = text.slice(from, end);
    if (open === '(' && label.includes('(') && text[end + 1] === ')') {
      end += 1;
      label = text.slice(from, end);
    }
  }
  const close = closers.find(candidate => text.startsWith(candidate, end))!;
  scanner.at = end + close.length;
  return {
    label: label.trim().replace(/^`|`$/g, ''),
    shape: is === 'decision' ? undefined : is,
    decision: is === 'decision',
  };
}

/** `@{ shape: cyl, label: "Orders", icon: "aws:lambda" }` */
export function readAttributes(
  scanner: Scanner,
): { shape?: string; label?: string; icon?: string } | undefined {
  const found = scanner.take(/@\{((?:[^{}"]|"[^"]{0,2000}"){0,3000})\}/y);
  if (!found) return undefined;
  const value = (name: string) => {
    const match = new RegExp(
      `(?:^|[,\\s])${name}\\s*:\\s*(?:"([^"]*)"|'([^']*)'|([^,\\n"']+))`,
    ).exec(found[1]);
    return (match?.[1] ?? match?.[2] ?? match?.[3])?.trim();
  };
  return {
    shape: value('shape'),
    label: value('label'),
    icon: iconName(value('icon')),
  };
}

/** `logos:aws-lambda`, `azure:function-apps` as `provider/name`. */
export function iconName(icon: string | undefined): string | undefined {
  if (!icon) return undefined;
  const name = icon.slice(icon.indexOf(':') + 1).replace(/-icon$/, '');
  const provider =
    /^(aws|azure|gcp|google)\b[-_]?/i.exec(`${icon.split(':')[0]}`)?.[1] ??
    /^(aws|azure|gcp|google-cloud|microsoft)-/.exec(name)?.[1];
  const known = { google: 'gcp', 'google-cloud': 'gcp', microsoft: 'azure' }[
    provider ?? ''
  ];
  const bare = provider ? name.replace(new RegExp(`^${provider}-`), '') : name;
  return provider ? `${known ?? provider.toLowerCase()}/${bare}` : bare;
}
