import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { FileHandle, link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, Gzip } from 'node:zlib';
import { Header, Pax } from 'tar';
import { CommandError, codeOf } from '../lib/errors';
import { isSafePath, Manifest, MANIFEST, ManifestEntry } from './format';

const CHUNK_BYTES = 1024 * 1024;
const BLOCK_BYTES = 512;

/**
 * Writes a `.tar.gz` while the files in it may be changing: each is as long as it was when it was opened, cut or filled
 * with zeros as need be, which is what PostgreSQL's recovery expects. The archive appears under its name when it is
 * complete and on disk.
 */
export class ArchiveWriter {
  readonly entries: ManifestEntry[] = [];
  /** Bytes of content so far. */
  written = 0;
  readonly #gzip: Gzip = createGzip();
  readonly #output: Promise<void>;

  private constructor(
    readonly path: string,
    private readonly partial: string,
    private readonly onProgress: (written: number) => void,
  ) {
    this.#output = pipeline(
      this.#gzip,
      createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }),
    );
    // Whoever writes next is told; nobody may be waiting at the moment.
    this.#output.catch(() => undefined);
  }

  static create(
    path: string,
    onProgress: (written: number) => void = () => undefined,
  ): ArchiveWriter {
    const id = `${process.pid}.${randomBytes(4).toString('hex')}`;
    return new ArchiveWriter(path, `${path}.${id}.partial`, onProgress);
  }

  async addDirectory(path: string): Promise<void> {
    this.#accept(path);
    await this.#writeHeader(path, 'Directory', 0);
    this.entries.push({ type: 'directory', path });
  }

  async addContent(path: string, content: Uint8Array): Promise<void> {
    this.#accept(path);
    await this.#writeFile(path, content.length, [content]);
  }

  /** @returns false when there is no such file any more */
  async addFile(path: string, source: string): Promise<boolean> {
    this.#accept(path);
    let file: FileHandle;
    try {
      file = await open(source, 'r');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        return false;
      }
      throw error;
    }
    try {
      const { size } = await file.stat();
      await this.#writeFile(path, size, readExactly(file, size));
      return true;
    } finally {
      await file.close();
    }
  }

  /** Writes the manifest and puts the archive in its place, where nothing may be yet. */
  async finish(manifest: Omit<Manifest, 'entries'>): Promise<Manifest> {
    const complete: Manifest = { ...manifest, entries: [...this.entries] };
    const json = Buffer.from(JSON.stringify(complete));
    await this.#writeFile(MANIFEST, json.length, [json]);
    await this.#write(Buffer.alloc(2 * BLOCK_BYTES));
    this.#gzip.end();
    await this.#output;
    try {
      // Unlike a rename, a link fails when the name is taken.
      await link(this.partial, this.path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        throw new CommandError(
          `${this.path} is there already; choose another name.`,
        );
      }
      throw error;
    }
    await rm(this.partial);
    await syncDirectory(dirname(this.path));
    return complete;
  }

  /** Leaves nothing behind. */
  async abort(): Promise<void> {
    this.#gzip.destroy();
    await this.#output.catch(() => undefined);
    await rm(this.partial, { force: true });
  }

  /** What we could not restore must not get in. */
  #accept(path: string): void {
    if (!isSafePath(path)) {
      throw new CommandError(
        `${JSON.stringify(
          path,
        )} cannot be part of a backup: its name is too long or holds control characters.`,
      );
    }
  }

  async #writeFile(
    path: string,
    size: number,
    content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): Promise<void> {
    await this.#writeHeader(path, 'File', size);
    const hash = createHash('sha256');
    for await (const chunk of content) {
      hash.update(chunk);
      await this.#write(chunk);
      this.written += chunk.length;
      this.onProgress(this.written);
    }
    const padding = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
    await this.#write(Buffer.alloc(padding));
    this.entries.push({ type: 'file', path, size, sha256: hash.digest('hex') });
  }

  async #writeHeader(
    path: string,
    type: 'File' | 'Directory',
    size: number,
  ): Promise<void> {
    const fields = {
      path: type === 'Directory' ? `${path}/` : path,
      mode: type === 'Directory' ? 0o700 : 0o600,
      size,
      type,
      mtime: new Date(),
    };
    const block = Buffer.alloc(BLOCK_BYTES);
    const header = new Header(fields);
    if (header.encode(block)) {
      await this.#write(new Pax({ path: fields.path, size }).encode());
    }
    await this.#write(block);
  }

  async #write(chunk: Uint8Array): Promise<void> {
    if (chunk.length > 0 && !this.#gzip.write(chunk)) {
      // A full disk ends the output, and then there is no drain.
      await Promise.race([once(this.#gzip, 'drain'), this.#output]);
    }
  }
}

async function* readExactly(
  file: FileHandle,
  size: number,
): AsyncGenerator<Uint8Array> {
  let rest = size;
  while (rest > 0) {
    // A new buffer each time: the compressor may hold on to the last one.
    const buffer = Buffer.alloc(Math.min(rest, CHUNK_BYTES));
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    // At the end of a file that has become shorter, what is left of the buffer is zeros.
    const chunk = bytesRead === 0 ? buffer : buffer.subarray(0, bytesRead);
    rest -= chunk.length;
    yield chunk;
  }
}

/** Makes a new name in a directory outlast a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
