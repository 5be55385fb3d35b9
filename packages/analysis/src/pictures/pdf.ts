import { MAX_EMBEDDED, unpack } from './png';

const MAX_PDF = 32 * 1024 * 1024;
const MAX_STREAMS = 2000;
/** All streams of a document together unpack to at most this. */
const MAX_UNPACKED = 48 * 1024 * 1024;

const checked = (text: string | undefined) =>
  text && /^\s*<(?:mxfile|mxGraphModel)[\s>/]/.test(text) ? text : undefined;

/** Whether the bytes start as a PDF does. */
export const isPdf = (bytes: Uint8Array) =>
  bytes[0] === 0x25 &&
  bytes[1] === 0x50 &&
  bytes[2] === 0x44 &&
  bytes[3] === 0x46;

/**
 * The draw.io file in a PDF that was exported with a copy of the diagram: percent-encoded as the subject of the
 * document (plain, or in hexadecimal inside a packed stream of objects), or as an attached file. Other PDFs have none.
 */
export function readPdfSource(bytes: Uint8Array): string | undefined {
  if (!isPdf(bytes) || bytes.byteLength > MAX_PDF) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plain = fromObjects(view);
  if (plain) return plain;
  const budget = { left: MAX_UNPACKED };
  let at = 0;
  for (let i = 0; i < MAX_STREAMS && budget.left > 0; i++) {
    const start = view.indexOf('stream', at, 'latin1');
    if (start < 0) return undefined;
    at = start + 6;
    if (view.toString('latin1', start - 3, start) === 'end') continue;
    const end = view.indexOf('endstream', at, 'latin1');
    if (end < 0) return undefined;
    // pictures and fonts are packed too; only these two kinds can hold the file
    const head = view.toString('latin1', Math.max(0, start - 400), start);
    const own = head.slice(head.lastIndexOf(' obj') + 1);
    const attached = /\/EmbeddedFile\b|jgraph\.mxfile/.test(own);
    if (attached || /\/ObjStm\b/.test(own)) {
      const data = view.subarray(dataStart(view, at), end);
      const inner = /\/FlateDecode\b/.test(own) ? unpack(data, budget) : data;
      const found = inner && (attached ? asFile(inner) : fromObjects(inner));
      if (found) return found;
    }
    at = end + 9;
  }
  return undefined;
}

/** Data begins on the line after the word `stream`. */
function dataStart(view: Buffer, at: number): number {
  if (view[at] === 0x0d && view[at + 1] === 0x0a) return at + 2;
  return view[at] === 0x0a || view[at] === 0x0d ? at + 1 : at;
}

function asFile(data: Buffer): string | undefined {
  if (data.length > MAX_EMBEDDED) return undefined;
  const text = data.toString('utf8').trim();
  return checked(text.startsWith('%3C') ? decoded(text) : text);
}

/** The subject of the document information: `/Subject (%3Cmxfile…)`, `/Subject <FEFF…>`, or alone in an object. */
function fromObjects(data: Buffer): string | undefined {
  for (let at = 0, i = 0; i < 5; i++) {
    const start = data.indexOf('(%3Cmxfile', at, 'latin1');
    if (start < 0) break;
    const text = literal(data, start + 1);
    const found = text && checked(decoded(text));
    if (found) return found;
    at = start + 10;
  }
  for (let at = 0, i = 0; i < 20; i++) {
    const start = data.indexOf('/Subject', at, 'latin1');
    if (start < 0) return undefined;
    at = start + 8;
    const open = data.indexOf('<', at, 'latin1');
    if (open < 0 || open - at > 20) continue;
    const close = data.indexOf('>', open, 'latin1');
    if (close < 0 || close - open > 4 * MAX_EMBEDDED) continue;
    const found = checked(
      decoded(hexText(data.toString('latin1', open + 1, close))),
    );
    if (found) return found;
  }
  return undefined;
}

/** A string up to its closing bracket; brackets in it are escaped, or balanced. */
function literal(data: Buffer, from: number): string | undefined {
  let depth = 1;
  const limit = Math.min(data.length, from + MAX_EMBEDDED);
  let text = '';
  let start = from;
  for (let at = from; at < limit; at++) {
    const byte = data[at];
    if (byte === 0x5c) {
      text += data.toString('latin1', start, at);
      start = at + 1;
      at++;
    } else if (byte === 0x28) depth++;
    else if (byte === 0x29 && --depth === 0)
      return text + data.toString('latin1', start, at);
  }
  return undefined;
}

function hexText(hex: string): string {
  const bytes = Buffer.from(hex.replace(/\s/g, ''), 'hex');
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
  return Buffer.from(even).swap16().toString('utf16le');
}

function decoded(text: string): string | undefined {
  try {
    // brackets were escaped once by draw.io and once by the writer of the PDF
    return decodeURIComponent(text.replace(/\\([()])/g, '$1'));
  } catch {
    return undefined;
  }
}
