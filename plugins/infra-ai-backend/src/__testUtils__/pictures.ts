import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A whole PNG of one shade of gray; `shade` makes one picture another. */
export function png(width = 32, height = 16, shade = 128): Buffer {
  return encode(width, height, Buffer.alloc(height * (1 + width), shade), 9);
}

/** A whole PNG of noise, of about this many bytes. */
export function noisyPng(bytes: number): Buffer {
  const width = 2_000;
  const height = Math.floor(bytes / (1 + width));
  return encode(width, height, randomBytes(height * (1 + width)), 0);
}

function encode(
  width: number,
  height: number,
  rows: Buffer,
  level: number,
): Buffer {
  // Each row begins with its filter: none.
  for (let row = 0; row < height; row++) {
    rows[row * (1 + width)] = 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An SVG with a script, as an attacker would send it. */
export const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script>alert(1)</script><rect width="9" height="9"/></svg>`;

/** A PDF of this many empty pages. */
export function pdf(pages: number): Buffer {
  const ids = Array.from({ length: pages }, (_, index) => 3 + index);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${ids
      .map(id => `${id} 0 R`)
      .join(' ')}] >>`,
    ...ids.map(() => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>'),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) {
    text += `${String(offset).padStart(10, '0')} 00000 n \n`;
  }
  text += `trailer\n<< /Size ${
    objects.length + 1
  } /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
