import { setImmediate } from 'node:timers/promises';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { megaBytes, type Limits } from './limits';
import { PictureError } from './PictureError';
import { sizeOfSvg } from './svgSize';
import type { PreparedPicture } from './types';

const MAX_BYTES = 10_000_000;
const MAX_DEPTH = 200;
const MAX_ELEMENTS = 100_000;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** What is parsed in one go; other work of the process gets its turn in between. */
const SLICE = 64 * 1024;
const EXPORT_AGAIN = 'Export it again, or as PNG.';

/** What can be seen, directly or through what is in it. */
const DRAWN = new Set(
  'circle ellipse foreignObject image line path polygon polyline rect text use'.split(
    ' ',
  ),
);

/**
 * Checks an SVG as the XML of a stranger. It is parsed, never rendered: scripts do not run, nothing that it refers to is
 * fetched, and there are no entities that could be expanded.
 */
export async function prepareSvg(
  bytes: Uint8Array,
  { signal }: Limits,
): Promise<PreparedPicture> {
  if (bytes.byteLength > MAX_BYTES) {
    throw new PictureError(
      413,
      `The SVG has ${megaBytes(bytes.byteLength)}; at most ${megaBytes(
        MAX_BYTES,
      )} are read. Export it without embedded pictures, or as PNG.`,
    );
  }
  const { root, drawn } = await parse(decode(bytes), signal);
  const size = sizeOfSvg(name => root.attributes[name]?.value);
  if (!size && !drawn) {
    throw new PictureError(
      400,
      `The SVG is empty: it states no size and draws nothing. ${EXPORT_AGAIN}`,
    );
  }
  return {
    bytes,
    mediaType: 'image/svg+xml',
    // What browsers take: https://www.w3.org/TR/css-images-3/#default-object-size
    ...(size ?? { width: 300, height: 150 }),
    notes: [],
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new PictureError(
      400,
      'The SVG is broken, or in another encoding than UTF-8. Save it as UTF-8, or export it as PNG.',
      error as Error,
    );
  }
}

async function parse(text: string, signal?: AbortSignal) {
  const parser = new SaxesParser({ xmlns: true });
  let root: SaxesTagNS | undefined;
  let drawn = false;
  let depth = 0;
  let elements = 0;
  parser.on('error', error => {
    throw new PictureError(
      400,
      `The SVG is no well-formed XML (${withoutPosition(error.message)}, line ${
        parser.line
      }). ${EXPORT_AGAIN}`,
      error,
    );
  });
  parser.on('doctype', checkDoctype);
  parser.on('opentag', tag => {
    if (!root) {
      checkRoot(tag);
      root = tag;
    }
    drawn ||= DRAWN.has(tag.local);
    depth++;
    elements++;
    if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) {
      throw new PictureError(
        413,
        depth > MAX_DEPTH
          ? `The SVG nests more than ${MAX_DEPTH} elements. Export it as PNG.`
          : `The SVG has more than ${MAX_ELEMENTS} elements. Export a part of it, or as PNG.`,
      );
    }
  });
  parser.on('closetag', () => {
    depth--;
  });
  for (let at = 0; at < text.length; at += SLICE) {
    parser.write(text.slice(at, at + SLICE));
    await setImmediate();
    signal?.throwIfAborted();
  }
  parser.close();
  // Without a root element the parser has failed by now.
  return { root: root!, drawn };
}

function checkRoot({ local, uri }: SaxesTagNS): void {
  // Without a namespace it is what a page has in its HTML, and what people copy from there.
  if (local !== 'svg' || (uri !== SVG_NAMESPACE && uri !== '')) {
    throw new PictureError(
      415,
      `The file is XML whose root is <${local.slice(
        0,
        50,
      )}>, not an SVG. Give a PNG, JPEG, WebP, SVG or PDF.`,
    );
  }
}

/** Graphviz and PlantUML name the public document type of SVG, which defines nothing that is read. */
function checkDoctype(doctype: string): void {
  if (
    !/^\s*svg\s*(PUBLIC\s*(["'])-\/\/W3C\/\/DTD SVG [^"'<>[\]]*\2\s*(["'])[^"'<>[\]]*\3)?\s*$/.test(
      doctype,
    )
  ) {
    throw new PictureError(
      400,
      'The SVG has a document type that defines entities or refers to another file, which is not read. Export it again without (in Illustrator: without preserving its editing capabilities), or as PNG.',
    );
  }
}

/** The parser puts "line:column: " before what is wrong. */
function withoutPosition(message: string): string {
  return message
    .replace(/^\d+:\d+: /, '')
    .replace(/\.$/, '')
    .slice(0, 200);
}
