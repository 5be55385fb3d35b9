import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A zip of these files. */
export async function zip(
  content: Record<string, string | Buffer>,
  mode?: number,
): Promise<Buffer> {
  const file = new ZipFile();
  for (const [path, bytes] of Object.entries(content)) {
    file.addBuffer(Buffer.from(bytes as string), path, mode ? { mode } : {});
  }
  file.end();
  return buffer(file.outputStream as Readable);
}
