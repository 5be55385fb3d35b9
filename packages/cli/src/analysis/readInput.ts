import { realpath } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { ArchiveError, isArchive, unpackArchive } from '@infra-ai/files';
import {
  detectFileType,
  preparePicture,
  type PreparedPicture,
} from '@infra-ai/pictures';
import { CommandError, messageOf, UsageError } from '../lib/errors';
import {
  isBinary,
  isWanted,
  Material,
  MAX_FILE_BYTES,
  MAX_FILES,
  MAX_TOTAL_BYTES,
} from './Material';
import {
  readFileUpTo,
  readUpTo,
  statOrFail,
  UnreadableError,
} from './readBytes';
import { walk } from './walk';

const MAX_PICTURE_BYTES = 10_000_000;

/** Reasons beside an error that nothing was read. */
const NOTED = 10;

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
 * Reads what the command line names: `-` for standard input, one file, or files, folders and archives together. Whether a file
 * is a picture or an archive is told by its bytes, not by its name. A file that is named itself is read whatever it is called; of
 * folders and archives what defines infrastructure, by the rules that hold for repositories.
 *
 * Paths of the result: in one folder or archive from there, of several from the working directory, with the name of the
 * folder or archive in front; no two are equal.
 *
 * @throws CommandError when something cannot be read, is neither text nor a picture nor an archive, or too large
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
    const bytes = await readUpTo(stdin, MAX_TOTAL_BYTES);
    return readOne(bytes, 'Standard input', undefined, options);
  }
  const [path] = paths;
  if (paths.length === 1 && (await statOrFail(path)).isFile()) {
    const bytes = await readFileUpTo(path, MAX_TOTAL_BYTES);
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
  if (isArchive(bytes)) {
    const material = new Material();
    await unpack(bytes, what, '', material);
    return toInput(material, what, name);
  }
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
  const material = new Material();
  const seen = new Set<string>();
  for (const path of paths) {
    const stats = await statOrFail(path);
    // A pipe has no path of its own.
    const real = await realpath(path).catch(() => path);
    if (seen.has(real)) continue;
    seen.add(real);
    if (stats.isDirectory()) {
      const prefix =
        paths.length > 1 ? material.prefixFor(basename(resolve(path))) : '';
      await readFolder(path, prefix, material, seen);
      continue;
    }
    const content = await readFileUpTo(path, MAX_TOTAL_BYTES);
    const shown = relative('.', path).split(sep).join('/');
    if (isArchive(content)) {
      const prefix = material.prefixFor(basename(path));
      await unpack(content, `'${path}'`, prefix, material);
    } else {
      material.add(shown, content);
    }
  }
  return toInput(material, paths.join(', '), name);
}

async function readFolder(
  folder: string,
  prefix: string,
  material: Material,
  seen: Set<string>,
): Promise<void> {
  for await (const { path, why } of walk(folder)) {
    const shown = `${prefix}${path}`;
    if (why) {
      material.skip(shown, why);
    } else if (!isWanted(path)) {
      material.leaveOut(shown);
    } else {
      const file = join(folder, path);
      const real = await realpath(file).catch(() => file);
      if (seen.has(real)) continue;
      seen.add(real);
      try {
        material.addFound(shown, await readFileUpTo(file, MAX_FILE_BYTES));
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        material.skip(shown, `cannot be read (${error.code})`);
      }
    }
  }
}

/** What an archive defines, read in memory: nothing in it can name a file of this machine. */
async function unpack(
  bytes: Buffer,
  what: string,
  prefix: string,
  material: Material,
): Promise<void> {
  assertSize(bytes, MAX_TOTAL_BYTES, what);
  let unpacked;
  try {
    unpacked = await unpackArchive(bytes, {
      maxFiles: MAX_FILES,
      maxFileBytes: MAX_FILE_BYTES,
      maxTotalBytes: MAX_TOTAL_BYTES,
      accepts(path) {
        const wanted = isWanted(path);
        if (!wanted) material.leaveOut(`${prefix}${path}`);
        return wanted;
      },
    });
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new CommandError(`${what}: ${error.message}`);
  }
  for (const { path, why } of unpacked.skipped) {
    material.skip(`${prefix}${path}`, why);
  }
  for (const { path, content } of unpacked.files) {
    material.addFound(`${prefix}${path}`, content);
  }
}

function toInput(
  material: Material,
  what: string,
  name: string | undefined,
): ReadInput {
  const { files, skipped } = material;
  const notes = material.notes();
  if (files.length === 0) {
    throw new CommandError(
      [
        `There is no file that defines infrastructure in ${what} (Compose, Kubernetes, Terraform, diagrams as text, README …).`,
        ...skipped.slice(0, NOTED).map(reason => `skipped ${reason}`),
        ...notes,
      ].join('\n'),
    );
  }
  return { input: { kind: 'files', files, name }, notes, skipped };
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
      `${what} is not text in UTF-8; give a description in words, or files that define infrastructure (of archives a zip or a tar.gz).`,
    );
  }
}
