import { inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_CHUNKS = 20_000;
const MAX_TEXTS = 100;

const TEXT_CHUNKS = new Set(['tEXt', 'zTXt', 'iTXt']);

/** What a text chunk unpacks to at most. */
export const MAX_EMBEDDED = 16 * 1024 * 1024;

/** All chunks of one file together unpack to at most this. */
const MAX_UNPACKED = 3 * MAX_EMBEDDED;

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
 * Text chunks (`tEXt`, `zTXt`, `iTXt`) of a PNG with one of the wanted keywords (in lower case), in file order. Pixels
 * are never decoded. A chunk that is cut off or does not unpack is skipped; what unpacks to more than
 * {@link MAX_EMBEDDED} bytes is refused by skipping it.
 */
export function readPngTexts(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
): PngText[] {
  const texts: PngText[] = [];
  const budget = { left: MAX_UNPACKED };
  for (const [type, data] of chunksOf(bytes)) {
    if (texts.length >= MAX_TEXTS) break;
    const text = readText(type, data, wanted, budget);
    if (text) texts.push(text);
  }
  return texts;
}

/**
 * Whether a PNG has a text chunk with one of the keywords (in lower case). Only the heads of chunks are looked at.
 */
export function hasPngSource(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
): boolean {
  for (const [type, data] of chunksOf(bytes)) {
    if (
      TEXT_CHUNKS.has(type) &&
      wanted.has(keywordOf(data)?.toLowerCase() ?? '')
    )
      return true;
  }
  return false;
}

/** A PNG of nothing but its chunks of text, which is where its source is; its pixels may be megabytes. */
export function textOfPng(bytes: Uint8Array): Uint8Array {
  const kept = [Buffer.from(SIGNATURE)];
  for (const [type, data] of chunksOf(bytes)) {
    // what is around the data is its length, its type and a checksum that nobody reads
    if (TEXT_CHUNKS.has(type))
      kept.push(
        Buffer.from(data.buffer, data.byteOffset - 8, data.length + 12),
      );
  }
  return new Uint8Array(Buffer.concat(kept));
}

/** Chunks up to the end of the picture, as far as they are whole. */
function* chunksOf(bytes: Uint8Array): Generator<[type: string, data: Buffer]> {
  if (!isPng(bytes)) return;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  for (let i = 0; i < MAX_CHUNKS && at + 8 <= view.length; i++) {
    const length = view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    const start = at + 8;
    const end = start + length;
    // behind the data there is a checksum
    if (end + 4 > view.length || type === 'IEND') return;
    yield [type, view.subarray(start, end)];
    at = end + 4;
  }
}

function keywordOf(data: Buffer): string | undefined {
  const zero = data.subarray(0, 80).indexOf(0);
  return zero < 1 ? undefined : data.toString('latin1', 0, zero);
}

function readText(
  type: string,
  data: Buffer,
  wanted: ReadonlySet<string>,
  budget: Budget,
): PngText | undefined {
  const keyword = TEXT_CHUNKS.has(type) ? keywordOf(data) : undefined;
  if (keyword === undefined || !wanted.has(keyword.toLowerCase()))
    return undefined;
  const zero = keyword.length;
  if (type === 'tEXt')
    return { keyword, text: data.toString('latin1', zero + 1) };
  if (type === 'zTXt') {
    const bytes = unpack(data.subarray(zero + 2), budget);
    return bytes && { keyword, text: bytes.toString('latin1') };
  }
  const compressed = data[zero + 1] === 1;
  const language = data.indexOf(0, zero + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const rest = data.subarray(translated + 1);
  const bytes = compressed ? unpack(rest, budget) : rest;
  return bytes && { keyword, text: bytes.toString('utf8') };
}

/** Bytes that may still be unpacked from one file. */
export interface Budget {
  left: number;
}

/** Deflate makes at most this much of one byte. */
const MAX_RATIO = 1032;

/** Inflates within a budget; `undefined` where the data is broken or too large. */
export function unpack(
  bytes: Uint8Array,
  budget: Budget = { left: MAX_EMBEDDED },
): Buffer | undefined {
  const limit = Math.min(MAX_EMBEDDED, budget.left);
  if (limit <= 0) return undefined;
  try {
    const unpacked = inflateSync(bytes, { maxOutputLength: limit });
    budget.left -= unpacked.length;
    return unpacked;
  } catch {
    budget.left -= Math.min(limit, bytes.length * MAX_RATIO);
    return undefined;
  }
}
