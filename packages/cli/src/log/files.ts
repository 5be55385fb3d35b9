import { FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../lib/errors';

const NAME = /^([a-z][a-z0-9-]*)\.log(?:\.(\d+))?$/;

/** The services that have logs. */
export async function listServices(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(error => {
    if (codeOf(error) === 'ENOENT') {
      return [] as string[];
    }
    throw error;
  });
  return [...new Set(names.flatMap(name => NAME.exec(name)?.[1] ?? []))].sort();
}

/** A file of a log, opened so that it stays the same one when it is rotated. */
export interface LogFile {
  handle: FileHandle;
  inode: number;
  size: number;
  modifiedAt: number;
}

async function openLog(
  directory: string,
  service: string,
  number: number,
): Promise<LogFile | undefined> {
  const name = `${service}.log${number ? `.${number}` : ''}`;
  try {
    const handle = await open(join(directory, name), 'r');
    const { ino, size, mtimeMs } = await handle.stat();
    return { handle, inode: ino, size, modifiedAt: mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** All files of a service's log, oldest first; each once, even when they are rotated meanwhile. */
export async function openLogs(
  directory: string,
  service: string,
): Promise<LogFile[]> {
  const numbers = (await readdir(directory).catch(() => [] as string[]))
    .map(name => NAME.exec(name))
    .filter(match => match?.[1] === service)
    .map(match => Number(match![2] ?? 0))
    .sort((a, b) => a - b);
  const files: LogFile[] = [];
  for (const number of numbers) {
    const file = await openLog(directory, service, number);
    if (file && files.some(({ inode }) => inode === file.inode)) {
      await file.handle.close();
    } else if (file) {
      files.push(file);
    }
  }
  return files.reverse();
}

/** The inode of a service's present file. */
export async function inodeOf(
  directory: string,
  service: string,
): Promise<number | undefined> {
  return stat(join(directory, `${service}.log`)).then(
    ({ ino }) => ino,
    () => undefined,
  );
}
