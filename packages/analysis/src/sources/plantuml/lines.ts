import type { Span } from '../diagram';
import { Macros } from './macros';

/** A statement with where it stands. */
export interface Line {
  text: string;
  span: Span;
}

export interface Page {
  lines: Line[];
  /** What is included: `aws`, `azure`, `gcp`, by the name of the macro, and as a whole under `*`. */
  libraries: Map<string, string>;
  /** Kind of the block: `uml`, or another that is not read (`mindmap`). */
  kind: string;
  span: Span;
}

const MAX_LINE = 4000;
const MAX_DEFINES = 200;
/** Blocks whose content is no diagram: [first line, last line]. */
const SKIPPED: Array<[RegExp, RegExp]> = [
  [/^\/'/, /'\/\s*$/],
  [/^(?:r|h)?note\b[^:]*$/i, /^end\s?(?:r|h)?note\b/i],
  [
    /^(?:center\s+|left\s+|right\s+)?(?:legend|title|header|footer)(?:\s+(?:left|right|top|bottom|center))*$/i,
    /^end\s?(?:legend|title|header|footer)\b/i,
  ],
  [/^!(?:unquoted\s+|final\s+)*function\b/i, /^!endfunction\b/i],
  [/^skinparam\b[^{}]*\{\s*$/i, /^\}/],
  [/^<style>/i, /^<\/style>/i],
  [/^sprite\b.*\{\s*$/i, /^\}/],
];
const PROVIDERS: Array<[RegExp, string]> = [
  [/aws/i, 'aws'],
  [/azure/i, 'azure'],
  [/gcp|google/i, 'gcp'],
  [/k8s|kubernetes/i, 'k8s'],
];

/** Blocks from `@startuml` to `@enduml`; a text without them is one block. */
export function readPages(text: string, offset = 0): Page[] {
  const pages: Page[] = [];
  const opening = /^[ \t]*@start(\w+)[^\n]*\n?/gm;
  let first = true;
  for (
    let match = opening.exec(text);
    match && pages.length < 50;
    match = opening.exec(text)
  ) {
    first = false;
    const start = match.index + match[0].length;
    const closing = text.indexOf('@end', start);
    const end = closing < 0 ? text.length : closing;
    pages.push(
      readPage(text.slice(start, end), offset + start, match[1].toLowerCase()),
    );
    opening.lastIndex = end;
  }
  return first ? [readPage(text, offset, 'uml')] : pages;
}

function readPage(text: string, offset: number, kind: string): Page {
  const page: Page = {
    lines: [],
    libraries: new Map(),
    kind,
    span: { start: offset, end: offset + text.length },
  };
  const defines = new Map<string, string>();
  const macros = new Macros();
  let until: RegExp | undefined;
  let open: Line | undefined;
  let at = 0;
  for (const raw of text.split('\n')) {
    const span = { start: offset + at, end: offset + at + raw.length };
    at += raw.length + 1;
    let line = raw.slice(0, MAX_LINE).trim();
    if (until) {
      if (until.test(line)) until = undefined;
      continue;
    }
    if (macros.define(line)) continue;
    if (open) {
      // a label in brackets over several lines
      const close = line.indexOf(']');
      open.text += `\\n${close < 0 ? line : line.slice(0, close)}`;
      open.span.end = span.end;
      if (close >= 0 || open.text.length > MAX_LINE) {
        open.text += `"${close < 0 ? '' : line.slice(close + 1)}`;
        page.lines.push(open);
        open = undefined;
      }
      continue;
    }
    if (!line || line.startsWith("'")) continue;
    const skipped = SKIPPED.find(([from]) => from.test(line));
    if (skipped) {
      if (!(line.startsWith("/'") && line.length > 3 && line.endsWith("'/")))
        until = skipped[1];
      continue;
    }
    if (line.startsWith('!')) {
      readDirective(line, page, defines);
      continue;
    }
    line = expand(line.replace(/\s+\/'[^']*'\/\s*$/, ''), defines);
    const bracket =
      /^(\w+\s+(?:"[^"]*"\s+as\s+)?[\w.]+)[^[\]"]{0,100}\[\s*([^\]]{0,1000})$/.exec(
        line,
      );
    if (bracket && !line.includes('-[')) {
      open = { text: `${bracket[1]} as "${bracket[2]}`, span };
      continue;
    }
    for (const expanded of macros.expand(line))
      page.lines.push({ text: expanded, span });
  }
  return page;
}

function readDirective(
  line: string,
  page: Page,
  defines: Map<string, string>,
): void {
  const include =
    /^!include(?:url|sub|_many|_once)?\s+<?([^>\s]{1,500})>?/i.exec(line);
  if (include) {
    const name = /([\w-]+)(?:\.p?uml)?$/.exec(include[1])?.[1];
    const base = /^(\w+)\//.exec(include[1])?.[1];
    const path = `${(base && defines.get(base)) ?? ''} ${include[1]}`;
    const provider = PROVIDERS.find(([pattern]) => pattern.test(path))?.[1];
    if (provider && name) {
      page.libraries.set(name, provider);
      if (!page.libraries.has('*')) page.libraries.set('*', provider);
    }
    return;
  }
  const define =
    /^!define\s+(\w+)(?:\([^()]*\))?\s+(.{1,500})$/i.exec(line) ??
    /^!(?:global\s+|local\s+)?(\$\w+)\s*\??=\s*"?([^"]{0,500})"?$/.exec(line);
  if (define && defines.size < MAX_DEFINES)
    defines.set(define[1], define[2].trim());
}

/** Replaces names set by `!define` and `!$variable`, once and not inside each other. */
function expand(line: string, defines: ReadonlyMap<string, string>): string {
  if (!defines.size) return line;
  return line
    .replace(/\$?\b[A-Za-z_]\w*/g, word => {
      const value = defines.get(word);
      return value !== undefined && !/:\/\//.test(value) ? value : word;
    })
    .slice(0, MAX_LINE);
}
