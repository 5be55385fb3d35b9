import { decodePayload } from './excalidraw';
import { isPdf, readPdfSource } from './pdf';
import { decodePlantUml } from './plantuml';
import { isPng, readPngTexts, type PngText } from './png';
import { isSvgText, readSvgSource } from './svg';
import type { EmbeddedSource } from './types';

export type { EmbeddedFormat, EmbeddedSource } from './types';

/** Keywords of the chunks that hold a source, in lower case. */
export const KEYWORDS = new Set([
  'mxfile',
  'mxgraphmodel',
  'application/vnd.excalidraw+json',
  'plantuml',
  'mermaid',
  'mermaidsource',
]);

/** Enough to reach the root of an SVG. */
const HEAD = 100_000;

/** Larger pictures are not looked into. */
const MAX_PICTURE = 32 * 1024 * 1024;

/**
 * The source that a picture carries, exactly as its tool wrote it: draw.io, Excalidraw, PlantUML and Mermaid in PNG and
 * SVG, draw.io in PDF too. Pixels are never decoded, nothing is fetched. `undefined` where a picture carries none that is whole.
 *
 * @public
 */
export function readEmbeddedSource(
  bytes: Uint8Array,
): EmbeddedSource | undefined {
  if (bytes.byteLength > MAX_PICTURE) return undefined;
  if (isPng(bytes)) {
    for (const text of readPngTexts(bytes, KEYWORDS)) {
      const source = fromPngText(text);
      if (source) return source;
    }
    return undefined;
  }
  if (isPdf(bytes)) {
    const text = readPdfSource(bytes);
    return text === undefined ? undefined : { format: 'drawio', text };
  }
  if (!startsAsXml(bytes)) return undefined;
  const text = new TextDecoder('utf-8').decode(bytes);
  return isSvgText(text) ? readSvgSource(text) : undefined;
}

/** Whether bytes start as an SVG document does, behind what may stand before its root. */
export function isSvgHead(bytes: Uint8Array): boolean {
  if (!startsAsXml(bytes)) return false;
  const head = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(HEAD, bytes.byteLength),
  );
  return isSvgText(head.toString('utf8'));
}

function startsAsXml(bytes: Uint8Array): boolean {
  const head = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(64, bytes.byteLength),
  ).toString('utf8');
  return /^\ufeff?\s*</.test(head);
}

function fromPngText({ keyword, text }: PngText): EmbeddedSource | undefined {
  switch (keyword.toLowerCase()) {
    case 'mxfile':
    case 'mxgraphmodel': {
      const file = /^\s*%3C/i.test(text) ? decodeUri(text) : text;
      return file && /<(?:mxfile|mxGraphModel)[\s>/]/.test(file)
        ? { format: 'drawio', text: file }
        : undefined;
    }
    case 'application/vnd.excalidraw+json': {
      const scene = decodePayload(text);
      return scene === undefined
        ? undefined
        : { format: 'excalidraw', text: scene };
    }
    case 'plantuml': {
      const diagram = decodePlantUml(text);
      return diagram === undefined
        ? undefined
        : { format: 'plantuml', text: diagram };
    }
    case 'mermaid':
    case 'mermaidsource':
      return { format: 'mermaid', text };
    default:
      return undefined;
  }
}

/** draw.io escapes as `encodeURIComponent` does, some tools with `+` for spaces. */
function decodeUri(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
