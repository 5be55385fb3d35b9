import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Parser, ReadEntry } from 'tar';
import { z } from 'zod';
import { CommandError, codeOf, messageOf } from '../lib/errors';
import {
  FORMAT_VERSION,
  isSafePath,
  Manifest,
  MANIFEST,
  ManifestEntry,
  manifestSchema,
  MAX_ENTRIES,
  MAX_MANIFEST_BYTES,
} from './format';

/** Takes a file or directory of an archive; must read the content to its end. */
export type OnEntry = (
  entry: { path: string; type: 'file' | 'directory'; size: number },
  content: AsyncIterable<Buffer>,
) => Promise<void>;

/** Limits of {@link verifyArchive}. */
export interface ArchiveLimits {
  /** All files together, unpacked: what the disk can take. */
  maxBytes: number;
  onProgress?: (bytes: number) => void;
}

/**
 * Reads an archive from end to end and compares all of it with its manifest. Writes nothing.
 *
 * @throws CommandError when anything is not as it should be
 */
export async function verifyArchive(
  file: string,
  limits: ArchiveLimits,
): Promise<Manifest> {
  const found = new Map<string, ManifestEntry>();
  let manifestText: string | undefined;
  let bytes = 0;
  await readArchive(file, async ({ path, type, size }, content) => {
    if (manifestText !== undefined) {
      throw new CommandError(
        `it goes on behind its manifest, with ${quote(path)}`,
      );
    }
    if (path === MANIFEST) {
      manifestText = await readText(content, size);
      return;
    }
    if (found.has(path)) {
      throw new CommandError(`it holds ${quote(path)} twice`);
    }
    if (found.size >= MAX_ENTRIES) {
      throw new CommandError(`it holds more than ${MAX_ENTRIES} files`);
    }
    bytes += size;
    if (bytes > limits.maxBytes) {
      throw new CommandError(
        `unpacked it needs more than the ${Math.floor(
          limits.maxBytes / 1024 / 1024,
        )} MB that the disk has free`,
      );
    }
    if (type === 'directory') {
      found.set(path, { type, path });
      return;
    }
    const hash = createHash('sha256');
    for await (const chunk of content) {
      hash.update(chunk);
    }
    found.set(path, { type, path, size, sha256: hash.digest('hex') });
    limits.onProgress?.(bytes);
  });
  if (manifestText === undefined) {
    throw refusal(
      file,
      'it has no manifest: it is cut off, or no backup of this platform',
    );
  }
  const manifest = parseManifest(file, manifestText);
  compare(file, manifest, found);
  return manifest;
}

/** Calls `onEntry` with each entry in turn; paths are checked before. */
export async function readArchive(
  file: string,
  onEntry: OnEntry,
): Promise<void> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  try {
    await new Promise<void>((resolve, reject) => {
      let handled: Promise<void> = Promise.resolve();
      const parser = new Parser({
        strict: true,
        // WAL is mostly zeros. What limits a hostile archive is the space on the disk, see `maxBytes`.
        maxDecompressionRatio: Infinity,
        onReadEntry: entry => {
          // One at a time: the parser may have the next one before this one was dealt with.
          handled = handled.then(() => handle(entry, onEntry));
          handled.catch(reject);
        },
      });
      parser.on('ignoredEntry', (entry: ReadEntry) =>
        reject(
          new CommandError(`it holds ${quote(entry.path)}, a ${entry.type}`),
        ),
      );
      parser.on('error', reject);
      parser.on('end', () => handled.then(resolve, reject));
      source.on('error', reject);
      source.pipe(parser as unknown as NodeJS.WritableStream);
    });
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EISDIR') {
      throw new CommandError(`There is no archive ${file}.`);
    }
    // What a write of ours lacks is no fault of the archive.
    if (['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT'].includes(codeOf(error) ?? '')) {
      throw error;
    }
    throw refusal(file, messageOf(error));
  } finally {
    source.destroy();
  }
}

async function handle(entry: ReadEntry, onEntry: OnEntry): Promise<void> {
  const path = entry.path.replace(/\/$/, '');
  if (entry.type !== 'File' && entry.type !== 'Directory') {
    throw new CommandError(`it holds ${quote(path)}, a ${entry.type}`);
  }
  if (!isSafePath(path) && path !== MANIFEST) {
    throw new CommandError(
      `it holds ${quote(path)}, which is no part of a backup`,
    );
  }
  const type = entry.type === 'File' ? 'file' : 'directory';
  const size = type === 'file' ? entry.size : 0;
  await onEntry({ path, type, size }, entry as AsyncIterable<Buffer>);
  // A directory has no content, and its end is what brings the next entry.
  entry.resume();
}

async function readText(
  content: AsyncIterable<Buffer>,
  size: number,
): Promise<string> {
  if (size > MAX_MANIFEST_BYTES) {
    throw new CommandError('its manifest is larger than any that we write');
  }
  const chunks: Buffer[] = [];
  for await (const chunk of content) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseManifest(file: string, text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refusal(file, 'its manifest is no JSON');
  }
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    throw new CommandError(
      `${file} was written by a newer version of the platform (format ${version}, this one knows ${FORMAT_VERSION}). Nothing was changed; restore it with that version.`,
    );
  }
  const result = manifestSchema.safeParse(json);
  if (!result.success) {
    throw refusal(
      file,
      `its manifest is not valid: ${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
}

function compare(
  file: string,
  manifest: Manifest,
  found: Map<string, ManifestEntry>,
): void {
  for (const entry of manifest.entries) {
    const actual = found.get(entry.path);
    found.delete(entry.path);
    if (!actual || actual.type !== entry.type) {
      throw refusal(file, `${quote(entry.path)} of its manifest is missing`);
    }
    if (
      entry.type === 'file' &&
      actual.type === 'file' &&
      (entry.sha256 !== actual.sha256 || entry.size !== actual.size)
    ) {
      throw refusal(
        file,
        `${quote(entry.path)} is damaged: its checksum is wrong`,
      );
    }
  }
  const [unknown] = found.keys();
  if (unknown !== undefined) {
    throw refusal(
      file,
      `it holds ${quote(unknown)}, which its manifest does not name`,
    );
  }
}

function refusal(file: string, why: string): CommandError {
  return new CommandError(
    `${file} cannot be used: ${why}. Nothing was changed; take another backup.`,
  );
}

function quote(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}
