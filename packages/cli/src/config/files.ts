import { constants } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { writeFileAtomic } from '../lib/atomicFile';
import { CommandError, UsageError, codeOf } from '../lib/errors';
import type { ConfigSettings } from './settings';

/** Larger files are no configuration. In bytes. */
export const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

/** A file as it is kept: every byte, and the permissions. */
export interface ConfigFile {
  /** Relative to the root, with `/`. */
  path: string;
  content: Buffer;
  /** Permission bits, as in 0o600. */
  mode: number;
}

/** The paths that a command is about: the one named, else all that the settings' globs find. */
export async function findPaths(
  root: string,
  settings: ConfigSettings,
  named: string | undefined,
): Promise<string[]> {
  if (named !== undefined) {
    return [toPath(root, named)];
  }
  const found = await glob(settings.files, {
    cwd: root,
    ignore: ['**/node_modules/**', '.data/**', ...settings.ignore],
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
  });
  return found.sort();
}

/** @throws UsageError when the path leads out of the root */
export function toPath(root: string, named: string): string {
  const path = relative(root, resolve(process.cwd(), named));
  const inRoot = path !== '' && path !== '..' && !path.startsWith(`..${sep}`);
  if (!inRoot || isAbsolute(path)) {
    throw new UsageError(
      `'${named}' is not in ${root}; only files of this checkout are kept.`,
    );
  }
  return path.split(sep).join('/');
}

/** @throws CommandError when it is no readable file of a sensible size */
export async function readConfigFile(
  root: string,
  path: string,
): Promise<ConfigFile | undefined> {
  let file;
  try {
    // Not blocking: a named pipe in the place of the file would keep us waiting.
    // eslint-disable-next-line no-bitwise
    file = await open(
      resolve(root, path),
      constants.O_RDONLY | constants.O_NONBLOCK,
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw new CommandError(`${path} cannot be read: ${codeOf(error)}.`);
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      throw new CommandError(`${path} is no file.`);
    }
    if (stats.size > MAX_CONFIG_BYTES) {
      throw new CommandError(
        `${path} is larger than ${
          MAX_CONFIG_BYTES / 1024 / 1024
        } MB, which no configuration is. Exclude it in infra-ai.config.yaml.`,
      );
    }
    return {
      path,
      content: await file.readFile(),
      mode: stats.mode % 0o1000,
    };
  } finally {
    await file.close();
  }
}

/** Writes a file in one step: whatever ends the process, the old file or the new one is there, whole. */
export async function writeConfigFile(
  root: string,
  { path, content, mode }: ConfigFile,
): Promise<void> {
  const named = resolve(root, path);
  // A link stays a link.
  const target = await realpath(named).catch(() => named);
  await mkdir(dirname(target), { recursive: true });
  await writeFileAtomic(target, content, mode);
}
