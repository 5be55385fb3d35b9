import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readFile, stat } from 'node:fs/promises';
import { writeFileAtomic } from '../lib/atomicFile';
import { CommandError, codeOf } from '../lib/errors';
import type { ConfigFile } from './files';

const NAME = /^backup-\d{8}-\d{6}(?:-\d+)?\.env$/;

/** Copies of configuration files in files, `backup-YYYYMMDD-HHMMSS.env`, in local time, one folder per kept file. */
export class FileBackups {
  /** @param directory - below which the folders are; @param keep - how many of each file stay */
  constructor(
    private readonly directory: string,
    private readonly keep: number,
  ) {}

  /** Writes a copy unless the newest one is the same; removes the oldest above the number that stays. */
  async add(file: ConfigFile, now = new Date()): Promise<string> {
    const folder = this.#folder(file.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const present = await this.list(file.path);
    if (present[0] && (await readFile(present[0])).equals(file.content)) {
      return present[0];
    }
    const stamp = timestamp(now);
    const taken = new Set(present.map(path => basename(path)));
    let name = `backup-${stamp}.env`;
    for (let n = 2; taken.has(name); n++) {
      name = `backup-${stamp}-${n}.env`;
    }
    const path = join(folder, name);
    // Whatever the original allows: a copy is for its owner alone.
    await writeFileAtomic(path, file.content, 0o600);
    for (const old of (await this.list(file.path)).slice(this.keep)) {
      await rm(old, { force: true });
    }
    return path;
  }

  /** Full paths, newest first. */
  async list(path: string): Promise<string[]> {
    const folder = this.#folder(path);
    const names = await readdir(folder).catch(error => {
      if (codeOf(error) === 'ENOENT') {
        return [];
      }
      throw error;
    });
    return names
      .filter(name => NAME.test(name))
      .sort(byAge)
      .reverse()
      .map(name => join(folder, name));
  }

  /**
   * The content of a copy, by its name or its path.
   *
   * @throws CommandError when there is none
   */
  async read(path: string, named: string): Promise<ConfigFile> {
    const candidates = [resolve(named), join(this.#folder(path), named)];
    for (const candidate of candidates) {
      const found = await stat(candidate).catch(() => undefined);
      if (found?.isFile()) {
        return { path, content: await readFile(candidate), mode: 0o600 };
      }
    }
    throw new CommandError(
      `There is no backup file '${named}' of ${path}. Those of it are in ${this.#folder(
        path,
      )}.`,
    );
  }

  #folder(path: string): string {
    return join(this.directory, encodeURIComponent(path));
  }
}

function byAge(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function timestamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(
    date.getDate(),
  )}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(
    date.getSeconds(),
  )}`;
}
