import { readdir } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  detectFileType,
  preparePicture,
  type PreparedPicture,
} from '@infra-ai/pictures';
import { CommandError, messageOf, UsageError } from '../lib/errors';
import { readFileUpTo, readUpTo, statOrFail } from './readBytes';

const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_PICTURE_BYTES = 10_000_000;
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

/** An input, and what a person should know of how it was read. */
export interface ReadInput {
  input: AnalyzerInput;
  /** The picture that the input was made of. */
  picture?: { fileName?: string; page?: number };
  notes: string[];
  skipped: string[];
}

/** How the input is read. */
export interface ReadOptions {
  /** Of the system. */
  name?: string;
  /** Of a PDF, from 1. */
  page?: number;
  stdin?: AsyncIterable<Buffer | string>;
}

/**
 * Reads what the command line names: `-` for standard input, one file, or files and folders together. Whether one file is a
 * picture is told by its bytes, not by its name.
 *
 * @throws CommandError when something cannot be read, is neither text nor a picture, or too large
 */
export async function readInput(
  paths: string[],
  options: ReadOptions = {},
): Promise<ReadInput> {
  const { name, stdin = process.stdin } = options;
  if (paths.includes('-')) {
    if (paths.length > 1) {
      throw new UsageError(
        "'-' stands for standard input and goes with no other file.",
      );
    }
    const bytes = await readUpTo(stdin, MAX_PICTURE_BYTES);
    return readOne(bytes, 'Standard input', undefined, options);
  }
  const [path] = paths;
  if (paths.length === 1 && (await statOrFail(path)).isFile()) {
    const bytes = await readFileUpTo(path, MAX_PICTURE_BYTES);
    return readOne(bytes, `'${path}'`, path, options);
  }
  return readMany(paths, name);
}

async function readOne(
  bytes: Buffer,
  what: string,
  path: string | undefined,
  { name, page }: ReadOptions,
): Promise<ReadInput> {
  if (isPicture(bytes)) {
    assertSize(bytes, MAX_PICTURE_BYTES, what);
    const picture = await prepare(bytes, what, page);
    return {
      input: { kind: 'image', ...toImage(picture), name },
      picture: {
        fileName: path && basename(path),
        page: picture.original?.page,
      },
      notes: picture.notes,
      skipped: [],
    };
  }
  assertSize(bytes, MAX_FILE_BYTES, what);
  const text = decode(bytes, what);
  return {
    input:
      path === undefined || PROSE.has(extname(path).toLowerCase())
        ? { kind: 'text', text, name }
        : {
            kind: 'files',
            files: [{ path: basename(path), content: bytes }],
            name,
          },
    notes: [],
    skipped: [],
  };
}

/** Also what is known to be no text, such as a GIF: the intake of pictures says what to do with it. */
function isPicture(bytes: Buffer): boolean {
  const type = detectFileType(bytes);
  return type !== undefined && (type.mediaType !== undefined || !type.text);
}

async function prepare(
  bytes: Buffer,
  what: string,
  page: number | undefined,
): Promise<PreparedPicture> {
  try {
    return await preparePicture(bytes, { maxBytes: MAX_PICTURE_BYTES, page });
  } catch (error) {
    throw new CommandError(`${what}: ${messageOf(error)}`);
  }
}

function toImage(picture: PreparedPicture) {
  const { bytes, mediaType, width, height, original } = picture;
  return {
    bytes,
    mediaType,
    width,
    height,
    ...(original
      ? {
          original: { bytes: original.bytes, mediaType: original.mediaType },
        }
      : {}),
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
    const content = await readFileUpTo(file, MAX_FILE_BYTES);
    if (isBinary(content)) {
      const isRead = detectFileType(content)?.mediaType !== undefined;
      skipped.push(
        isRead
          ? `${shown}: a picture, which is analyzed alone`
          : `${shown}: not text`,
      );
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
      const onLink = (link: string) =>
        skipped.push(`${relative(path, link)}: a link, which is not followed`);
      for await (const file of walk(path, onLink)) {
        await add(file, relative(path, file).split(sep).join('/'));
      }
    } else {
      await add(path, relative('.', path).split(sep).join('/'));
    }
  }
  if (files.length === 0) {
    throw new CommandError(`There is no text file in ${paths.join(', ')}.`);
  }
  return { input: { kind: 'files', files, name }, notes: [], skipped };
}

/** The files below a folder in a fixed order. Links are not followed: they may lead out of it or round in circles. */
async function* walk(
  directory: string,
  onLink: (path: string) => void,
): AsyncGenerator<string> {
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith('.')) {
        yield* walk(path, onLink);
      }
    } else if (entry.isFile()) {
      yield path;
    } else if (entry.isSymbolicLink()) {
      onLink(path);
    }
  }
}

function assertSize(bytes: Buffer, maxBytes: number, what: string): void {
  if (bytes.length > maxBytes) {
    throw new CommandError(
      `${what} is larger than ${Math.floor(
        maxBytes / 1_000_000,
      )} MB; give a smaller part of it.`,
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
