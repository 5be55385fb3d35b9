import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { CommandError, UsageError, codeOf } from '../lib/errors';

const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_TOTAL_BYTES = 32 * 1024 * 1024;
const MAX_FILES = 5_000;

/** Folders that hold what was generated or fetched, not what was described. */
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'build',
  'target',
  'vendor',
  'coverage',
]);

/** Read as words, whatever is in them; other files are read as the format that they are in. */
const PROSE = new Set(['', '.txt', '.md', '.markdown', '.text']);

const MEDIA_TYPES: [string, Buffer][] = [
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/gif', Buffer.from('GIF8')],
];

/** An input, and what was left out of it. */
export interface ReadInput {
  input: AnalyzerInput;
  skipped: string[];
}

/**
 * Reads what the command line names: `-` for standard input, one file, or files and folders together.
 *
 * @throws CommandError when something cannot be read, is binary or too large
 */
export async function readInput(
  paths: string[],
  name: string | undefined,
  stdin: AsyncIterable<Buffer | string> = process.stdin,
): Promise<ReadInput> {
  if (paths.includes('-')) {
    if (paths.length > 1) {
      throw new UsageError(
        "'-' stands for standard input and goes with no other file.",
      );
    }
    const bytes = await readStream(stdin);
    return {
      input: { kind: 'text', text: decode(bytes, 'Standard input'), name },
      skipped: [],
    };
  }
  const [path] = paths;
  if (paths.length === 1 && (await statOrFail(path)).isFile()) {
    return { input: await readOne(path, name), skipped: [] };
  }
  return await readMany(paths, name);
}

async function readOne(
  path: string,
  name: string | undefined,
): Promise<AnalyzerInput> {
  const bytes = await readFileLimited(path);
  const mediaType = MEDIA_TYPES.find(([, magic]) =>
    bytes.subarray(0, magic.length).equals(magic),
  )?.[0];
  if (mediaType) {
    return { kind: 'image', bytes, mediaType, name };
  }
  const text = decode(bytes, path);
  return PROSE.has(extname(path).toLowerCase())
    ? { kind: 'text', text, name }
    : {
        kind: 'files',
        files: [{ path: basename(path), content: bytes }],
        name,
      };
}

async function readMany(
  paths: string[],
  name: string | undefined,
): Promise<ReadInput> {
  const files: { path: string; content: Uint8Array }[] = [];
  const skipped: string[] = [];
  let total = 0;
  const add = async (file: string, shown: string) => {
    const { size } = await statOrFail(file);
    if (size > MAX_FILE_BYTES) {
      skipped.push(`${shown}: larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`);
      return;
    }
    const content = await readFileLimited(file);
    if (isBinary(content)) {
      skipped.push(`${shown}: not text`);
      return;
    }
    total += content.byteLength;
    if (files.length >= MAX_FILES || total > MAX_TOTAL_BYTES) {
      throw new CommandError(
        `That is more than ${MAX_FILES} files or ${
          MAX_TOTAL_BYTES / 1024 / 1024
        } MB; name a smaller folder.`,
      );
    }
    files.push({ path: shown, content });
  };
  for (const path of paths) {
    if ((await statOrFail(path)).isDirectory()) {
      for await (const file of walk(path)) {
        await add(file, relative(path, file).split(sep).join('/'));
      }
    } else {
      await add(path, relative('.', path).split(sep).join('/'));
    }
  }
  if (files.length === 0) {
    throw new CommandError(`There is no text file in ${paths.join(', ')}.`);
  }
  return { input: { kind: 'files', files, name }, skipped };
}

/** The files below a folder in a fixed order. Links are not followed: they may lead out of it or round in circles. */
async function* walk(directory: string): AsyncGenerator<string> {
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith('.')) {
        yield* walk(path);
      }
    } else if (entry.isFile()) {
      yield path;
    }
  }
}

async function statOrFail(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw new CommandError(
      codeOf(error) === 'ENOENT'
        ? `There is no file '${path}'.`
        : `'${path}' cannot be read (${codeOf(error)}).`,
    );
  }
}

async function readFileLimited(path: string): Promise<Buffer> {
  let file;
  try {
    file = await open(path);
    // Devices and pipes report no size; reading one byte too many tells all the same.
    const buffer = Buffer.alloc(MAX_FILE_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(
        buffer,
        length,
        buffer.length - length,
      );
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) {
        break;
      }
    }
    assertSize(length, `'${path}'`);
    return Buffer.from(buffer.subarray(0, length));
  } catch (error) {
    if (error instanceof CommandError) {
      throw error;
    }
    throw new CommandError(`'${path}' cannot be read (${codeOf(error)}).`);
  } finally {
    await file?.close();
  }
}

async function readStream(
  stream: AsyncIterable<Buffer | string>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    assertSize(length, 'Standard input');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function assertSize(bytes: number, what: string): void {
  if (bytes > MAX_FILE_BYTES) {
    throw new CommandError(
      `${what} is larger than ${
        MAX_FILE_BYTES / 1024 / 1024
      } MB; give a smaller part of it.`,
    );
  }
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0);
}

function decode(bytes: Buffer, what: string): string {
  if (bytes.length === 0) {
    throw new CommandError(
      `${what} is empty; describe the infrastructure in words, or give the files that define it.`,
    );
  }
  try {
    if (isBinary(bytes)) {
      throw new TypeError('binary');
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(
      `${what} is not text in UTF-8; give a description in words, or files that define infrastructure.`,
    );
  }
}
