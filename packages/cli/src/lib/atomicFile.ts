import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { codeOf } from './errors';

/**
 * Replaces a file in one step: a reader, or the next run after a crash, sees the old content or the new one,
 * never a part.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const partial = `${path}.${process.pid}.${randomBytes(4).toString(
    'hex',
  )}.partial`;
  try {
    const file = await open(partial, 'wx', mode);
    try {
      // What is asked for, whatever the umask takes away.
      await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** The content of a file, or undefined when there is no such file. */
export async function readFileIfExists(
  path: string,
): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
