import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isForeignFolder } from '@infra-ai/files';
import { codeOf, CommandError } from '../lib/errors';

/** A home folder named by mistake must not be listed for minutes. */
const MAX_ENTRIES = 200_000;

/** A file below a folder, or why something there is none. */
export interface Walked {
  /** From the folder, with `/`. */
  path: string;
  /** Set for what is not read, in words that follow the path. */
  why?: string;
}

/**
 * The files below a folder in a fixed order, without the folders of others and of tools. Links are not followed: they may
 * lead out of it or round in circles.
 *
 * @throws CommandError when the folder cannot be read or holds too much
 */
export async function* walk(folder: string): AsyncGenerator<Walked> {
  // A stack, not recursion: folders may lie as deep as a path is long.
  const waiting: string[] = [''];
  let seen = 0;
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    let entries: Dirent[];
    try {
      entries = await readdir(join(folder, path), { withFileTypes: true });
    } catch (error) {
      if (path === '') {
        throw new CommandError(
          `'${folder}' cannot be read (${codeOf(error)}).`,
        );
      }
      yield { path, why: `cannot be read (${codeOf(error)})` };
      continue;
    }
    seen += entries.length;
    if (seen > MAX_ENTRIES) {
      throw new CommandError(
        `'${folder}' holds more than ${MAX_ENTRIES} files and folders; name a smaller folder.`,
      );
    }
    const folders: string[] = [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = path ? `${path}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (!isForeignFolder(entry.name)) folders.push(below);
      } else if (entry.isFile()) {
        yield { path: below };
      } else if (entry.isSymbolicLink()) {
        yield { path: below, why: 'a link, which is not followed' };
      }
    }
    waiting.push(...folders.reverse());
  }
}
