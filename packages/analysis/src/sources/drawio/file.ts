import { inflateRawSync } from 'node:zlib';
import { InputError } from '@backstage/errors';
import {
  descendants,
  headOf,
  parseXml,
  XML_PROLOG,
  type XmlElement,
} from '../diagram';

/** One page of a draw.io file. */
export interface DrawioPage {
  name?: string;
  /** Element that holds the `root` of cells. */
  graph?: XmlElement;
  error?: string;
  start: number;
  end: number;
  /** Whether offsets in `graph` are those of the file. */
  inPlace: boolean;
}

const MAX_PAGES = 50;
const MAX_INFLATED = 16 * 1024 * 1024;

/** Whether a text is a draw.io file. */
export function isDrawio(text: string): boolean {
  return /^<(?:mxfile|mxGraphModel)[\s>/]/.test(headOf(text, XML_PROLOG));
}

/**
 * Reads the pages of a draw.io file, plain or compressed (base64 of a raw deflate of URL-encoded XML).
 *
 * @throws InputError when it is not XML, or unpacks to too much
 */
export function readFile(text: string): DrawioPage[] {
  const document = parseXml(text);
  const file = document.children.find(({ name }) => name === 'mxfile');
  if (!file) {
    const graph = [...descendants(document)].find(
      ({ name }) => name === 'mxGraphModel',
    );
    return graph
      ? [{ graph, start: graph.start, end: graph.end, inPlace: true }]
      : [];
  }
  const budget = { left: MAX_INFLATED };
  return file.children
    .filter(({ name }) => name === 'diagram')
    .slice(0, MAX_PAGES)
    .map(diagram => {
      const page = {
        name: diagram.attributes.name,
        start: diagram.start,
        end: diagram.end,
      };
      const graph = diagram.children.find(
        ({ name }) => name === 'mxGraphModel',
      );
      if (graph) return { ...page, graph, inPlace: true };
      try {
        const inner = parseXml(decompress(diagram.text.trim(), budget));
        return { ...page, graph: inner.children[0], inPlace: false };
      } catch (error) {
        return { ...page, error: (error as Error).message, inPlace: false };
      }
    });
}

function decompress(packed: string, budget: { left: number }): string {
  if (!packed) return '<mxGraphModel/>';
  if (packed.startsWith('<')) return packed;
  if (packed.startsWith('%3C')) return decodeURIComponent(packed);
  let bytes: Buffer;
  try {
    bytes = inflateRawSync(Buffer.from(packed, 'base64'), {
      maxOutputLength: Math.max(1, budget.left),
    });
  } catch (error) {
    throw new InputError(
      (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
        ? `The page unpacks to more than ${MAX_INFLATED} bytes. Save it uncompressed, or in parts.`
        : 'The page is not compressed as draw.io does it; it may be cut off.',
    );
  }
  budget.left -= bytes.length;
  const text = bytes.toString('utf8');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
