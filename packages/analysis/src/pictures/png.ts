import { inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_CHUNKS = 20_000;
const MAX_TEXTS = 100;

/** What a text chunk unpacks to at most. */
export const MAX_EMBEDDED = 16 * 1024 * 1024;

/** A text chunk: its keyword, and its text as the chunk's encoding has it. */
export interface PngText {
  keyword: string;
  text: string;
}

/** Whether the bytes start as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));
}

/**
 * Text chunks (`tEXt`, `zTXt`, `iTXt`) of a PNG, in file order. Pixels are never decoded. A chunk that is cut off or
 * does not unpack is skipped; what unpacks to more than {@link MAX_EMBEDDED} bytes is refused by skipping it.
 */
export function readPngTexts(bytes: Uint8Array): PngText[] {
  const texts: PngText[] = [];
  if (!isPng(bytes)) return texts;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  for (
    let i = 0;
    i < MAX_CHUNKS && at + 8 <= view.length && texts.length < MAX_TEXTS;
    i++
  ) {
    const length = view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    const start = at + 8;
    const end = start + length;
    if (end > view.length || type === 'IEND') break;
    const text = readText(type, view.subarray(start, end));
    if (text) texts.push(text);
    at = end + 4; // behind the checksum
  }
  return texts;
}

function readText(type: string, data: Buffer): PngText | undefined {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return undefined;
  const zero = data.indexOf(0);
  if (zero < 1 || zero > 79) return undefined;
  const keyword = data.toString('latin1', 0, zero);
  if (type === 'tEXt')
    return { keyword, text: data.toString('latin1', zero + 1) };
  if (type === 'zTXt') {
    const bytes = unpack(data.subarray(zero + 2));
    return bytes && { keyword, text: bytes.toString('latin1') };
  }
  const compressed = data[zero + 1] === 1;
  const language = data.indexOf(0, zero + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const rest = data.subarray(translated + 1);
  const bytes = compressed ? unpack(rest) : rest;
  return bytes && { keyword, text: bytes.toString('utf8') };
}

/** Inflates with a bound on the output; `undefined` where the data is broken or too large. */
export function unpack(bytes: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_EMBEDDED });
  } catch {
    return undefined;
  }
}
