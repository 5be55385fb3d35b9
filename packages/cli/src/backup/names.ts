import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../lib/errors';
import { identify } from '../lib/processes';

const NAME = /^backup-\d{8}-\d{6}(?:-\d+)?\.tar\.gz$/;

/** As in "20260131-235959", in local time, as the file copies of the configuration have it. */
export function stampOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(
    date.getDate(),
  )}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

/** Names of the archives in a directory that have our kind of name, newest first. */
export async function listBackups(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(error => {
    if (codeOf(error) === 'ENOENT') {
      return [] as string[];
    }
    throw error;
  });
  return names
    .filter(name => NAME.test(name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

/** A name that is not taken. */
export async function newBackupName(
  directory: string,
  now: Date,
): Promise<string> {
  const taken = new Set(await listBackups(directory));
  const stamp = stampOf(now);
  let name = `backup-${stamp}.tar.gz`;
  for (let n = 2; taken.has(name); n++) {
    name = `backup-${stamp}-${n}.tar.gz`;
  }
  return name;
}

/** Removes the oldest archives above the number that stays. @returns their names */
export async function removeOldBackups(
  directory: string,
  keep: number,
): Promise<string[]> {
  const removed = (await listBackups(directory)).slice(keep);
  for (const name of removed) {
    await rm(join(directory, name), { force: true });
  }
  return removed;
}

/** Whether there is anything of that name, a broken link included. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    error => {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
        return false;
      }
      throw error;
    },
  );
}

/** Bytes of all files below a directory or of a file; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory()) {
    return found?.isFile() ? found.size : 0;
  }
  let sum = 0;
  for (const name of await readdir(path).catch(() => [] as string[])) {
    sum += await sizeOf(join(path, name));
  }
  return sum;
}

/** Removes what a backup that was killed left in a directory. */
export async function removeUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [] as string[])) {
    const pid =
      /^backup-[\d-]+\.tar\.gz\.(\d+)\.(?:[0-9a-f]{8}\.partial|dumps)$/.exec(
        name,
      )?.[1];
    if (pid && Number(pid) !== process.pid && !identify(Number(pid))) {
      await rm(join(directory, name), { recursive: true, force: true });
    }
  }
}
