import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { checkPath } from './checkPath';
import type { Unpacked, UnpackTask } from './unpackArchive';

/** Reads a gzipped tar. */
export async function unpackTar(
  bytes: Uint8Array,
  { accepts, meter, signal }: UnpackTask,
): Promise<Unpacked> {
  const unpacked: Unpacked = { files: [], skipped: [] };
  const tar = extract();
  tar.on('entry', (header, stream, next) => {
    readEntry().then(
      () => next(),
      error => tar.destroy(error),
    );
    async function readEntry() {
      meter.addEntry();
      const path = checkPath(header.name);
      const isLink = header.type === 'symlink' || header.type === 'link';
      if (header.type === 'directory' || !accepts(path)) {
        await drain(stream as unknown as Readable);
        return;
      }
      if (isLink || header.type !== 'file') {
        unpacked.skipped.push({
          path,
          why: isLink ? 'is a link' : 'is no regular file',
        });
        await drain(stream as unknown as Readable);
        return;
      }
      if (!meter.addFile(header.size ?? 0)) {
        unpacked.skipped.push({ path, why: meter.tooLarge });
        await drain(stream as unknown as Readable);
        return;
      }
      unpacked.files.push({
        path,
        content: await buffer(stream as unknown as Readable),
      });
    }
  });
  // A tar has no list of its content in front, so what comes out of gzip is counted as it comes.
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        meter.addBytes(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await pipeline(
    Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)]),
    createGunzip(),
    count,
    tar,
    { signal },
  );
  return unpacked;
}

async function drain(stream: Readable): Promise<void> {
  for await (const _ of stream) {
    // its bytes are passed over
  }
}
