import { deflateSync } from 'node:zlib';
import { idat, ihdr, PNG_SIGNATURE, pngChunk, rgbPng, uint32 } from './png';

const MEGABYTE = 1_000_000;

/** PNG, JPEG and WebP that lie about what is in them. */
export function hostileRasters(jpeg: Buffer): Record<string, Uint8Array> {
  const bomb = deflateSync(Buffer.alloc(100 * MEGABYTE));
  const claim = (width: number, height: number, data: Buffer) =>
    Buffer.concat([
      PNG_SIGNATURE,
      ihdr(width, height),
      pngChunk('IDAT', data),
      pngChunk('IEND'),
    ]);
  return {
    // 120 MB of pixels in 120 kB, just within the limit; and beyond it.
    'bomb.png': claim(
      8000,
      5000,
      deflateSync(Buffer.alloc(8000 * 15001 + 5000)),
    ),
    'large bomb.png': claim(16000, 16000, bomb),
    'huge.png': claim(0x7fffffff, 0x7fffffff, idat(1, 1)),
    'negative.png': claim(0x80000000, 0xffffffff, idat(1, 1)),
    'no size.png': claim(0, 0, idat(1, 1)),
    'few rows.png': claim(6000, 6000, idat(10, 10)),
    'text bomb.png': rgbPng(9, 9, [
      pngChunk('zTXt', Buffer.concat([Buffer.from('Title\0\0'), bomb])),
    ]),
    'profile bomb.png': rgbPng(9, 9, [
      pngChunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), bomb])),
    ]),
    'many chunks.png': rgbPng(
      9,
      9,
      Array<Buffer>(50_000).fill(pngChunk('tEXt', Buffer.from('a\0b'))),
    ),
    'long chunk.png': Buffer.concat([
      PNG_SIGNATURE,
      ihdr(9, 9),
      uint32(0xffffffff),
      Buffer.from('acTL'),
    ]),
    'frames of another size.png': rgbPng(9, 9, [
      pngChunk('acTL', uint32(0xffffffff, 0)),
      pngChunk('fcTL', uint32(0, 0xffff, 0xffff, 0xffff, 0xffff, 0, 0)),
    ]),
    'line ends changed.png': Buffer.from(
      rgbPng(9, 9).toString('latin1').replace(/\r\n/g, '\n'),
      'latin1',
    ),
    'huge.jpg': withSize(jpeg, 65_000, 65_000),
    'wide.jpg': withSize(jpeg, 65_000, 600),
    'no size.jpg': withSize(jpeg, 0, 0),
    'two heads.jpg': Buffer.concat([jpeg.subarray(0, -2), jpeg]),
    'scans.jpg': withScans(jpeg, 2000),
    'exif.jpg': Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xe1, 0, 32]),
      Buffer.from('Exif\0\0MM\0*\xff\xff\xff\xff', 'latin1'),
      Buffer.alloc(14, 0xff),
      jpeg.subarray(2),
    ]),
    'canvas.webp': webp([
      ['VP8X', Buffer.from([2, 0, 0, 0, 255, 255, 255, 255, 255, 255])],
      ['ANIM', Buffer.alloc(6)],
      ['ANMF', Buffer.alloc(16, 0xff)],
    ]),
    'no frames.webp': webp([
      ['VP8X', Buffer.from([2, 0, 0, 0, 9, 0, 0, 9, 0, 0])],
    ]),
    'no picture.webp': webp([]),
    'lossless size.webp': webp([
      ['VP8L', Buffer.from([0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0])],
    ]),
    'svg in it.jpg': Buffer.from(
      '\xff\xd8\xff<svg xmlns="http://www.w3.org/2000/svg"/>',
      'latin1',
    ),
    'pdf in it.png': Buffer.concat([PNG_SIGNATURE, Buffer.from('%PDF-1.4')]),
  };
}

function withSize(jpeg: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** The scan of a JPEG, again and again. */
function withScans(jpeg: Buffer, count: number): Buffer {
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([
    jpeg.subarray(0, scan),
    ...Array<Buffer>(count).fill(jpeg.subarray(scan, -2)),
    jpeg.subarray(-2),
  ]);
}

function webp(chunks: Array<[type: string, data: Buffer]>): Buffer {
  const size = (length: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(length);
    return bytes;
  };
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    ...chunks.flatMap(([type, data]) => [
      Buffer.from(type),
      size(data.length),
      data,
    ]),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), size(body.length), body]);
}
