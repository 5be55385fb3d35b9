import { ArchiveError } from './ArchiveError';
import {
  Meter,
  type SkippedFile,
  type UnpackedFile,
  type UnpackLimits,
} from './limits';
import { unpackTar } from './unpackTar';
import { unpackZip } from './unpackZip';

/** What came out of an archive. @public */
export interface Unpacked {
  files: UnpackedFile[];
  /** Wanted files that are not among them: links, too large ones. */
  skipped: SkippedFile[];
}

/** How an archive is read: what to take, and what it costs. */
export interface UnpackTask {
  accepts(path: string): boolean;
  meter: Meter;
  signal?: AbortSignal;
}

/** Whether these bytes are an archive that {@link unpackArchive} reads: zip or gzip, by their first bytes. @public */
export function isArchive(bytes: Uint8Array): boolean {
  return isZip(bytes) || isGzip(bytes);
}

/**
 * Reads the files of a zip or a gzipped tar in memory; nothing is written to a disk, links are never followed, archives
 * inside stay packed.
 *
 * @throws InputError (`status` 400) for an archive that is broken or encrypted or has a path that leaves its folder,
 *   413 for one that holds too much
 * @public
 */
export async function unpackArchive(
  bytes: Uint8Array,
  limits: UnpackLimits & {
    /** Which files to take; default: all. */
    accepts?(path: string): boolean;
    signal?: AbortSignal;
  } = {},
): Promise<Unpacked> {
  const { accepts = () => true, signal, ...counts } = limits;
  const meter = new Meter(counts, bytes.byteLength);
  if (!isArchive(bytes)) {
    throw new ArchiveError(
      'This is no archive that is read here. Give a zip or a tar.gz.',
    );
  }
  const unpack = isZip(bytes) ? unpackZip : unpackTar;
  try {
    return await unpack(bytes, { accepts, meter, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ArchiveError) {
      throw error;
    }
    // The libraries' errors say what is wrong with the bytes.
    throw new ArchiveError(
      `The archive cannot be read: ${
        (error as Error).message
      }. Pack the files again.`,
    );
  }
}

function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    // a file, or the end of an empty archive
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
