import { crc32, deflateSync } from 'node:zlib';

/** A chunk with its length and checksum: https://www.w3.org/TR/png-3/#5Chunk-layout */
export function pngChunk(type: string, data: Uint8Array = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

export function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
}

export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** The header of a picture of 8-bit RGB. */
export function ihdr(width: number, height: number): Buffer {
  return pngChunk(
    'IHDR',
    Buffer.concat([uint32(width, height), Buffer.from([8, 2, 0, 0, 0])]),
  );
}

/** Rows of one color. */
export function idat(width: number, height: number, shade = 128): Buffer {
  const row = Buffer.alloc(1 + 3 * width, shade);
  row[0] = 0;
  return deflateSync(Buffer.concat(Array(height).fill(row)));
}

/** A small RGB picture; `chunks` go between header and pixels. */
export function rgbPng(
  width: number,
  height: number,
  chunks: Buffer[] = [],
): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    ihdr(width, height),
    ...chunks,
    pngChunk('IDAT', idat(width, height)),
    pngChunk('IEND'),
  ]);
}

/** Two frames: https://www.w3.org/TR/png-3/#apng-frame-based-animation */
export function animatedPng(width: number, height: number): Buffer {
  const frame = (sequence: number) =>
    pngChunk(
      'fcTL',
      Buffer.concat([
        uint32(sequence, width, height, 0, 0),
        Buffer.from([0, 10, 0, 100, 0, 0]),
      ]),
    );
  return Buffer.concat([
    PNG_SIGNATURE,
    ihdr(width, height),
    pngChunk('acTL', uint32(2, 0)),
    frame(0),
    pngChunk('IDAT', idat(width, height, 200)),
    frame(1),
    pngChunk('fdAT', Buffer.concat([uint32(2), idat(width, height, 50)])),
    pngChunk('IEND'),
  ]);
}
