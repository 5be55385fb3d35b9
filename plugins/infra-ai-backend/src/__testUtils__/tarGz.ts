import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** A gzipped tar of small text files, in the format of https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html. */
export async function tarGz(files: Record<string, string>): Promise<Buffer> {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const header = Buffer.alloc(BLOCK);
    header.write(path, 0);
    header.write('0000644\0', 100);
    header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        0', 148);
    header.write('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const content = Buffer.alloc(Math.ceil(text.length / BLOCK) * BLOCK);
    content.write(text);
    return [header, content];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}
