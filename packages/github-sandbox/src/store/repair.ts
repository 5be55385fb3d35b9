import { access, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isValidLogin, isValidRepositoryName } from '../names';
import { initBareRepository } from '../git/write';
import { RepositoryRecord } from '../types';
import { readJson, writeJsonAtomically } from './files';
import { Layout } from './layout';
import { newRepositoryRecord } from './records';

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/**
 * Reads every repository of the data directory and completes what a crash or
 * a person left half done: a bare repository without metadata is adopted under
 * its folder's name, metadata without a repository gets an empty one.
 */
export async function loadRepositories(
  layout: Layout,
  options: { now: string; nextId: () => number; warn: (text: string) => void },
): Promise<RepositoryRecord[]> {
  await rm(layout.temporary, { recursive: true, force: true });
  await mkdir(layout.temporary, { recursive: true });
  await mkdir(layout.repositories, { recursive: true });

  const records: RepositoryRecord[] = [];
  for (const owner of await readdir(layout.repositories)) {
    if (!isValidLogin(owner)) {
      continue;
    }
    const folder = path.join(layout.repositories, owner);
    for (const entry of await readdir(folder)) {
      const name = entry.replace(/\.git$/, '');
      if (name === entry || !isValidRepositoryName(name)) {
        continue;
      }
      const gitDir = path.join(folder, entry);
      let record = await readJson<RepositoryRecord>(Layout.metadata(gitDir));
      if (!(await exists(path.join(gitDir, 'HEAD')))) {
        options.warn(
          `${owner}/${name} had no git repository: made an empty one`,
        );
        await initBareRepository(gitDir, 'main');
      }
      if (!record) {
        options.warn(`${owner}/${name} had no metadata: adopted it`);
        record = newRepositoryRecord({
          id: options.nextId(),
          owner,
          name,
          now: options.now,
        });
        await writeJsonAtomically(Layout.metadata(gitDir), record);
      }
      // A rename of the folder that was interrupted: the folder decides.
      if (record.name.toLowerCase() !== name) {
        record.name = name;
        await writeJsonAtomically(Layout.metadata(gitDir), record);
      }
      // An index or metadata file of a process that was killed.
      for (const left of await readdir(gitDir)) {
        if (/^sandbox-index-|^sandbox\.json\..*\.tmp$/.test(left)) {
          await rm(path.join(gitDir, left), { force: true });
        }
      }
      records.push(record);
    }
  }
  return records;
}
