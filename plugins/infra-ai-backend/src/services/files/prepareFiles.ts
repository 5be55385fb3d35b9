import { InputError } from '@backstage/errors';
import type { FilesOrigin } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  checkPath,
  isArchive,
  isInfrastructureFile,
  statesInfrastructure,
  unpackArchive,
  type SkippedFile,
} from '@infra-ai/files';
import { withCode } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { InfraAiOptions } from '../../config';
import type { StoredSourceFile } from '../../database/types';
import { safeFileName } from '../pictureName';
import { StatusError } from '../problems';

/** Files as an analysis is made of them. */
export interface PreparedFiles {
  files: StoredSourceFile[];
  origin?: FilesOrigin;
  /** What the person should know of them. */
  notes: string[];
}

export type FileLimits = InfraAiOptions['limits']['files'];

const NOTED = 10;

/**
 * Files that were sent, archives among them unpacked. Of an archive what defines infrastructure is taken; what was sent
 * on its own was chosen, and is taken as it is.
 *
 * @throws InputError that says what to send instead; 413 for too much
 */
export async function prepareFiles(
  sent: Array<{ name: string; bytes: Uint8Array }>,
  limits: FileLimits,
  signal: AbortSignal,
): Promise<PreparedFiles> {
  const files = new Map<string, Uint8Array>();
  const skipped: SkippedFile[] = [];
  let total = 0;
  const add = (path: string, content: Uint8Array) => {
    if (files.has(path)) {
      throw withCode(
        new InputError(
          `There are two files with the path "${path}". Send one of them.`,
        ),
        'file-twice',
        { path },
      );
    }
    files.set(path, content);
    total += content.byteLength;
    if (files.size > limits.count || total > limits.totalBytes) {
      throw tooMuch(limits);
    }
  };
  for (const { name, bytes } of sent) {
    if (isArchive(bytes)) {
      const unpacked = await unpackArchive(bytes, {
        maxFiles: limits.count,
        maxFileBytes: limits.fileBytes,
        maxTotalBytes: limits.totalBytes,
        accepts: isInfrastructureFile,
        signal,
      });
      skipped.push(...unpacked.skipped);
      unpacked.files
        .filter(({ path, content }) => statesInfrastructure(path, content))
        .forEach(({ path, content }) => add(path, content));
      continue;
    }
    const path = checkPath(name);
    if (bytes.byteLength > limits.fileBytes) {
      throw withCode(
        new StatusError(
          413,
          'InputError',
          `"${path}" is over the limit of ${limits.fileBytes.toLocaleString(
            'en-US',
          )} bytes for one file; an administrator can raise infraAi.limits.fileBytes.`,
        ),
        'file-too-big',
        { path, max: limits.fileBytes },
      );
    }
    add(path, bytes);
  }
  if (!files.size) {
    throw new InputError(nothingIn('archive', skipped));
  }
  const [first] = sent;
  return {
    files: toSorted(files),
    origin:
      sent.length === 1 && isArchive(first.bytes)
        ? {
            type: 'archive',
            fileName: safeFileName(first.name) ?? 'archive',
          }
        : undefined,
    notes: toNotes(skipped),
  };
}

/** In the order of their paths, so that the same files are the same order whoever lists them. */
export function toSorted(files: Map<string, Uint8Array>): StoredSourceFile[] {
  return [...files]
    .map(([path, content]) => ({ path, content }))
    .sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

/** The first of what was left out. */
export function toNotes(skipped: SkippedFile[]): string[] {
  const more = skipped.length - NOTED;
  return [
    ...skipped
      .slice(0, NOTED)
      .map(({ path, why }) => `${path} ${why}; it was left out.`),
    ...(more > 0 ? [`${more} more files were left out.`] : []),
  ];
}

/** The message for material in which no file is worth reading. */
export function nothingIn(what: string, skipped: SkippedFile[]): string {
  return [
    `The ${what} holds no file that defines infrastructure (Compose, Kubernetes, Terraform, CloudFormation, Serverless, OpenAPI, AsyncAPI, diagrams as text, README …).`,
    ...toNotes(skipped),
  ].join(' ');
}

/** The answer to more files than are read. */
export function tooMuch({ count, totalBytes }: FileLimits): StatusError {
  return withCode(
    new StatusError(
      413,
      'InputError',
      `There are more than ${count.toLocaleString(
        'en-US',
      )} files or ${totalBytes.toLocaleString(
        'en-US',
      )} bytes to read. Give only the folder that defines the infrastructure; an administrator can raise infraAi.limits.filesCount and infraAi.limits.filesBytes.`,
    ),
    'files-too-many',
    { maxFiles: count, max: totalBytes },
  );
}
