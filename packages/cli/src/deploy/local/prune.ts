import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../../lib/lock';
import {
  completeMark,
  listReleases,
  releasesDirectory,
} from '../../platform/releases';
import { chooseStale } from '../target';

/** The names of our builds; nothing else in the folder is ours to delete. */
const RELEASE_NAME = /^[0-9a-f]{16}-\d+$/;

/**
 * Removes builds beyond those that are kept, and what interrupted builds have left; answers with their names.
 *
 * @param needed - names that stay in any case
 */
export async function pruneReleases(
  root: string,
  needed: (string | undefined)[],
): Promise<string[]> {
  const directory = releasesDirectory(root);
  // A build that is under way is not complete either.
  return withLock(join(directory, '.lock'), async () => {
    const stale = await findStale(root, needed);
    for (const name of stale) {
      await rm(join(directory, name), { recursive: true, force: true });
    }
    return stale;
  });
}

/** What {@link pruneReleases} would remove. */
export async function findStale(
  root: string,
  needed: (string | undefined)[],
): Promise<string[]> {
  const directory = releasesDirectory(root);
  const complete = (await listReleases(root)).map(({ name }) => name);
  const entries = await readdir(directory, { withFileTypes: true }).catch(
    () => [],
  );
  const unfinished = entries
    .filter(
      entry =>
        entry.isDirectory() &&
        !existsSync(completeMark(join(directory, entry.name))),
    )
    .map(({ name }) => name);
  return [...chooseStale(complete, needed), ...unfinished].filter(name =>
    RELEASE_NAME.test(name),
  );
}
