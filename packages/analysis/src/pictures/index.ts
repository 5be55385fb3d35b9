import { decodePayload } from './excalidraw';
import { decodePlantUml } from './plantuml';
import { isPng, readPngTexts, type PngText } from './png';
import { isSvgText, readSvgSource } from './svg';
import type { EmbeddedSource } from './types';

export type { EmbeddedFormat, EmbeddedSource } from './types';

/** Larger pictures are not looked into. */
const MAX_PICTURE = 32 * 1024 * 1024;

/**
 * The source that a picture carries, exactly as its tool wrote it: draw.io, Excalidraw, PlantUML and Mermaid in PNG and
 * SVG. Pixels are never decoded, nothing is fetched. `undefined` where a picture carries none that is whole.
 *
 * @public
 */
export function readEmbeddedSource(
  bytes: Uint8Array,
): EmbeddedSource | undefined {
  if (bytes.byteLength > MAX_PICTURE) return undefined;
  if (isPng(bytes)) {
    for (const text of readPngTexts(bytes)) {
      const source = fromPngText(text);
      if (source) return source;
    }
    return undefined;
  }
  if (!startsAsXml(bytes)) return undefined;
  const text = new TextDecoder('utf-8').decode(bytes);
  return isSvgText(text) ? readSvgSource(text) : undefined;
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
