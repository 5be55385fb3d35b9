import { InputError } from '@backstage/errors';

/** Larger input is refused before any parser sees it. */
export const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Decodes a file as text.
 *
 * @throws InputError for a binary or wrongly encoded file, saying what to change
 */
export function decodeText(
  bytes: Uint8Array,
  what: string,
  limit = MAX_BYTES,
): string {
  if (bytes.byteLength > limit) {
    throw new InputError(
      `${what} has ${bytes.byteLength} bytes; at most ${limit} are read. Give a smaller part of it.`,
    );
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return checkText(new TextDecoder('utf-16le').decode(bytes), what, limit);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(
      `${what} is not UTF-8 text. Save it as UTF-8, or give pictures as a picture.`,
    );
  }
  return checkText(text, what, limit);
}

/**
 * Refuses text that is a binary file in disguise.
 *
 * @throws InputError saying what to change
 */
export function checkText(
  text: string,
  what: string,
  limit = MAX_BYTES,
): string {
  if (text.length > limit) {
    throw new InputError(
      `${what} has ${text.length} characters; at most ${limit} are read. Give a smaller part of it.`,
    );
  }
  let control = 0;
  const sample = Math.min(text.length, 4096);
  for (let i = 0; i < sample; i++) {
    const code = text.charCodeAt(i);
    if (code === 0) {
      throw new InputError(
        `${what} is binary, not text. Give a description in words or a text file.`,
      );
    }
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) control++;
    if (code === 0xfffd) control++;
  }
  if (control > 4 && control > sample / 20) {
    throw new InputError(
      `${what} is binary or has a wrong encoding. Give a description in words or a UTF-8 text file.`,
    );
  }
  return text;
}

/** Offsets of line starts, for turning an offset into a line that counts from 1. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      this.starts.push(i + 1);
    }
  }

  at(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}
