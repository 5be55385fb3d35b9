import { InputError } from '@backstage/errors';
import type {
  FilesInput,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalyzeOptions } from './analyze';
import { detectSource, sourceFormats, type SourceFormat } from './detect';
import { readEmbeddedSource } from './pictures';
import type { Extraction, SourceText } from './source';
import { extract, sources } from './sources';
import { checkText, decodeText, Lines } from './text';

/** Files of one format that are read together. */
interface Group {
  format: SourceFormat;
  files: SourceText[];
}

/**
 * Reads files, those together that mean something together. A file that cannot be read is a warning; the rest is
 * still read.
 *
 * @throws InputError when none can be read
 */
export function readFiles(
  input: FilesInput['files'],
  options: AnalyzeOptions,
): { extractions: Extraction[]; warnings: ModelWarning[] } {
  if (!input.length) {
    throw new InputError('There are no files. Give at least one.');
  }
  const warnings: ModelWarning[] = [];
  const sideFiles = new Map<string, string>();
  const groups = new Map<string, Group>();
  const unread: string[] = [];
  const unknown: string[] = [];
  const byPath = [...input].sort((a, b) =>
    a.path < b.path ? -1 : Number(a.path > b.path),
  );
  for (const { path: fullPath, content } of byPath) {
    options.signal?.throwIfAborted();
    const path = fullPath.slice(0, 1024) || 'unnamed';
    const warn = (message: string) =>
      warnings.push({
        message: message.slice(0, 900),
        evidence: { kind: 'file', path, line: 1 },
      });
    let read: ReturnType<typeof decode>;
    try {
      read = decode(content, path);
    } catch (error) {
      warn((error as Error).message);
      unread.push((error as Error).message);
      continue;
    }
    const { source, embedded } = read;
    if (isSideFile(path)) {
      sideFiles.set(path, source.text);
      continue;
    }
    const forced = options.source === 'auto' ? undefined : options.source;
    const format = embedded ?? forced ?? detectSource(source.text, path);
    if (!format) {
      // another file may say what it is: a kustomization that makes a config map of it
      sideFiles.set(path, source.text);
      unknown.push(path);
      continue;
    }
    const key = groupKey(format, path);
    const group = groups.get(key) ?? { format, files: [] };
    groups.set(key, group);
    group.files.push(source);
  }
  if (unread.length === input.length) throw new InputError(unread[0]);
  const extractions = extractGroups(
    inOrder(groups),
    sideFiles,
    warnings,
    options,
  );
  for (const path of unknown) {
    if (extractions.some(({ sideFilesRead }) => sideFilesRead?.has(path)))
      continue;
    warnings.push({
      message: `${path.slice(
        0,
        300,
      )} is in a format that the embedded analyzer does not read (it reads ${sourceFormats.join(
        ', ',
      )}).`.slice(0, 900),
      evidence: { kind: 'file', path, line: 1 },
    });
  }
  return { extractions, warnings };
}

function decode(content: Uint8Array, path: string) {
  const embedded = readEmbeddedSource(content);
  const text = embedded
    ? checkText(embedded.text, `The source in ${path}`)
    : decodeText(content, path);
  const lines = new Lines(text);
  const source: SourceText = {
    text,
    path,
    // lines of a source inside a picture are no lines of the file
    evidence: start => ({
      kind: 'file',
      path,
      line: embedded ? 1 : lines.at(start),
    }),
  };
  return { source, embedded: embedded?.format };
}

/**
 * Whether a file, by its name, only says something to the files beside it, such as the variables that a compose file takes.
 *
 * @public
 */
export function isSideFile(path: string): boolean {
  return [...sources.values()].some(({ sideFiles }) => sideFiles?.test(path));
}

function groupKey(format: SourceFormat, path: string): string {
  switch (sources.get(format)!.together) {
    case 'all':
      return format;
    case 'folder':
      return `${format} ${path.slice(0, path.lastIndexOf('/') + 1)}`;
    default:
      return `${format} ${path}`;
  }
}

function inOrder(groups: ReadonlyMap<string, Group>): Group[] {
  const rank = (group: Group) => sourceFormats.indexOf(group.format);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

function extractGroups(
  groups: readonly Group[],
  sideFiles: ReadonlyMap<string, string>,
  warnings: ModelWarning[],
  options: AnalyzeOptions,
): Extraction[] {
  const extractions: Extraction[] = [];
  groups.forEach(({ format, files }, index) => {
    options.signal?.throwIfAborted();
    options.onProgress?.({
      step: 'read',
      message: `Reading ${files[0].path ?? format}`,
      fraction: index / groups.length,
    });
    try {
      extractions.push(...extract(format, files, sideFiles));
    } catch (error) {
      if ((error as Error).name !== 'InputError') throw error;
      if (groups.length === 1) throw error;
      warnings.push({
        message: `${files[0].path?.slice(0, 300)}: ${
          (error as Error).message
        }`.slice(0, 900),
        evidence: files[0].evidence(0, 0),
      });
    }
  });
  return extractions;
}
