import { inflateRawSync } from 'node:zlib';
import { decodeEntities } from '../sources/diagram';
import { decodePayload } from './excalidraw';
import { decodePlantUml } from './plantuml';
import { MAX_EMBEDDED } from './png';
import type { EmbeddedSource } from './types';

const MAX_HEAD = 16 * 1024 * 1024;

const isScene = (text: string | undefined) =>
  text !== undefined && /^\s*\{/.test(text);

/** Whether a text starts as an SVG document does. */
export function isSvgText(text: string): boolean {
  return /<(?:[\w-]{1,40}:)?svg[\s>]/.test(text.slice(0, 100_000));
}

/** The source that a drawing tool put into its SVG, or nothing. */
export function readSvgSource(text: string): EmbeddedSource | undefined {
  return (
    fromContent(text) ??
    fromExcalidraw(text) ??
    fromInstruction(text) ??
    fromComment(text)
  );
}

/** draw.io: the `content` attribute of the root, with the whole file in it. */
function fromContent(text: string): EmbeddedSource | undefined {
  const root = /<(?:[\w-]{1,40}:)?svg\b/.exec(text);
  if (!root) return undefined;
  const tag = text.slice(root.index, tagEnd(text, root.index));
  const found = tag.search(/\scontent=["']/);
  if (found < 0) return undefined;
  const start = found + 10;
  const end = tag.indexOf(tag[start - 1], start);
  if (end < 0) return undefined;
  let file = decodeEntities(tag.slice(start, end)).trim();
  if (file && !/^[<%]/.test(file)) file = unpackedContent(file);
  if (file.startsWith('%3C')) file = decodeUri(file);
  return /^<(?:mxfile|mxGraphModel)[\s>/]/.test(file)
    ? { format: 'drawio', text: file }
    : undefined;
}

/** Older draw.io: base64, and packed or not. */
function unpackedContent(content: string): string {
  const bytes = Buffer.from(content, 'base64');
  if (/^[<%]/.test(bytes.toString('latin1', 0, 1)))
    return bytes.toString('utf8');
  try {
    return inflateRawSync(bytes, {
      maxOutputLength: MAX_EMBEDDED,
    }).toString('utf8');
  } catch {
    return '';
  }
}

/** Index behind a start tag; `>` inside a quoted attribute does not end it. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  const limit = Math.min(text.length, from + MAX_HEAD);
  for (let at = from; at < limit; at++) {
    const char = text[at];
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at + 1;
  }
  return limit;
}

/** Excalidraw: a payload between comments, in base64. */
function fromExcalidraw(text: string): EmbeddedSource | undefined {
  const opening = text.indexOf('<!-- payload-start -->');
  if (
    opening < 0 ||
    !text.includes('payload-type:application/vnd.excalidraw+json')
  )
    return undefined;
  const closing = text.indexOf('<!-- payload-end -->', opening);
  if (closing < 0) return undefined;
  const payload = text.slice(opening + 22, closing).trim();
  const bytes = Buffer.from(payload, 'base64');
  // version 1, and tools that leave the scene unpacked, write UTF-8; version 2 one byte a character
  const asText = decodePayload(bytes.toString('utf8'));
  const version = /<!-- payload-version:(\d{1,3}) -->/.exec(
    text.slice(Math.max(0, opening - 300), opening),
  )?.[1];
  const scene =
    version === undefined || version === '1' || isScene(asText)
      ? asText
      : decodePayload(bytes.toString('latin1'));
  return scene === undefined
    ? undefined
    : { format: 'excalidraw', text: scene };
}

const SOURCES: Array<[RegExp, EmbeddedSource['format']]> = [
  [/@startuml\b/, 'plantuml'],
  [/^\s*(?:(?:strict\s+)?(?:di)?graph\b[^{]{0,200}\{)/, 'dot'],
  [
    /^\s*(?:%%\{|---\s*\n|(?:flowchart|graph)\s+(?:TB|TD|BT|LR|RL)\b|sequenceDiagram\b|C4\w+\s|architecture-beta\b)/,
    'mermaid',
  ],
];

/** PlantUML since 2023: `<?plantuml-src …?>`, packed as in its links. */
function fromInstruction(text: string): EmbeddedSource | undefined {
  const start = text.indexOf('<?plantuml-src ');
  const end = start < 0 ? -1 : text.indexOf('?>', start);
  if (end < 0) return undefined;
  const diagram = decodePlantUml(text.slice(start + 15, end));
  return diagram === undefined
    ? undefined
    : { format: 'plantuml', text: diagram };
}

/** PlantUML and some Mermaid tools keep the text in a comment. */
function fromComment(text: string): EmbeddedSource | undefined {
  let at = 0;
  for (let i = 0; i < 50; i++) {
    const opening = text.indexOf('<!--', at);
    if (opening < 0) return undefined;
    const closing = text.indexOf('-->', opening + 4);
    if (closing < 0) return undefined;
    const comment = text.slice(opening + 4, closing);
    const packed = /^\s*SRC=\[([^\]]{20,})\]/.exec(comment)?.[1];
    const diagram = packed && decodePlantUml(packed);
    if (diagram) return { format: 'plantuml', text: diagram };
    const found = SOURCES.find(([pattern]) =>
      pattern.test(comment.slice(0, 20_000)),
    );
    if (found) {
      // two dashes end a comment, so tools write them apart or as references
      const source = decodeEntities(
        comment.replace(/^(?:SRC|MD5)=\[[^\]]*\]/, '').replace(/- (?=-)/g, '-'),
      );
      return { format: found[1], text: source.trim() };
    }
    at = closing + 3;
  }
  return undefined;
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
