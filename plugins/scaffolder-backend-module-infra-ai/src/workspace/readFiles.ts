import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { CommitFile } from '../git';

/** How much one publication may hold. */
export interface FileLimits {
  maxFiles: number;
  maxBytes: number;
}

/**
 * Reads all files below a folder, except git's own, sorted by path.
 *
 * @throws InputError when there are too many or they are too big, or when a link leads out of the folder
 */
export async function readFiles(
  root: string,
  limits: FileLimits,
): Promise<CommitFile[]> {
  const files: CommitFile[] = [];
  let bytes = 0;
  for await (const path of walk(root)) {
    const file = await readCommitFile(root, path, limits.maxBytes - bytes);
    bytes += file.content.length;
    files.push(file);
    if (files.length > limits.maxFiles) {
      throw new InputError(
        `There are more than ${limits.maxFiles} files to publish (infraAi.publish.maxFiles). Narrow sourcePath`,
      );
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function* walk(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // Servers refuse a tree with such a folder in any spelling.
    if (entry.name.toLowerCase() === '.git') {
      continue;
    }
    if (entry.isDirectory()) {
      yield* walk(path);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      yield path;
    }
  }
}

async function readCommitFile(
  root: string,
  path: string,
  bytesLeft: number,
): Promise<CommitFile> {
  const name = relative(root, path).split(sep).join('/');
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) {
    const target = await readlink(path);
    if (!isChildPath(root, resolve(dirname(path), target))) {
      throw new InputError(
        `${name} is a link out of the folder that is published. Replace it by a file`,
      );
    }
    return { path: name, mode: '120000', content: Buffer.from(target) };
  }
  if (stats.size > bytesLeft) {
    throw new InputError(
      `The files are too big to publish: ${name} passes the limit (infraAi.publish.maxBytes)`,
    );
  }
  return {
    path: name,
    // eslint-disable-next-line no-bitwise
    mode: stats.mode & 0o100 ? '100755' : '100644',
    content: await readFile(path),
  };
}
