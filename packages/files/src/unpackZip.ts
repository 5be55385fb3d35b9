import { buffer } from 'node:stream/consumers';
import { fromBufferPromise, type Entry } from 'yauzl';
import { ArchiveError } from './ArchiveError';
import { checkPath } from './checkPath';
import type { Unpacked, UnpackTask } from './unpackArchive';

const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** Reads a zip, by the list of its content that it ends with. */
export async function unpackZip(
  bytes: Uint8Array,
  { accepts, meter, signal }: UnpackTask,
): Promise<Unpacked> {
  const zip = await fromBufferPromise(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    { lazyEntries: true },
  );
  // All are counted before any is read: what a bomb states is known by then.
  const wanted: Array<{ path: string; entry: Entry }> = [];
  const unpacked: Unpacked = { files: [], skipped: [] };
  for await (const entry of zip.eachEntry()) {
    signal?.throwIfAborted();
    meter.addEntry();
    meter.addBytes(entry.uncompressedSize);
    const path = checkPath(entry.fileName);
    if (entry.fileName.endsWith('/') || !accepts(path)) {
      continue;
    }
    if (isLink(entry)) {
      unpacked.skipped.push({ path, why: 'is a symbolic link' });
      continue;
    }
    if (entry.isEncrypted()) {
      throw new ArchiveError(
        `The archive is encrypted (${path}). Pack it without a password.`,
      );
    }
    if (meter.addFile(entry.uncompressedSize)) {
      wanted.push({ path, entry });
    } else {
      unpacked.skipped.push({ path, why: meter.tooLarge });
    }
  }
  for (const { path, entry } of wanted) {
    signal?.throwIfAborted();
    // Fails as soon as there is more than the entry states.
    const content = await buffer(await zip.openReadStreamPromise(entry));
    unpacked.files.push({ path, content });
  }
  return unpacked;
}

/** What a Unix packed says in the upper half what kind of file it was. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK;
}
