import { Dirent } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../lib/errors';
import { ArchiveWriter } from './ArchiveWriter';

// Half-written files: of the sandbox's beside its metadata, of git's among objects. No ref may end in `.lock`.
const UNFINISHED_STATE =
  /^sandbox-index-[^/]*$|^sandbox\.json\.[^/]*\.tmp$|\.lock$/;
const UNFINISHED_OBJECT = /^tmp_|^\.tmp-|\.lock$/;
const ATTEMPTS = 20;
const PAUSE_MS = 50;

/** What {@link backUpSandbox} copied. */
export interface SandboxBackup {
  repositories: number;
  /** Repositories that were removed or renamed while they were copied. */
  discarded: string[];
}

/**
 * Copies the sandbox's repositories while it may be serving. Of each, refs and metadata are read first, at a moment at
 * which none of them changes, then the objects: those are only ever added, so that everything that a ref names is there.
 *
 * @returns undefined when there is no sandbox
 */
export async function backUpSandbox(
  directory: string,
  archive: ArchiveWriter,
): Promise<SandboxBackup | undefined> {
  if (!(await exists(directory))) {
    return undefined;
  }
  await archive.addDirectory('github');
  await archive.addDirectory('github/repositories');
  const done = new Set<string>();
  const discarded: string[] = [];
  const owners = new Set<string>();
  // One that is renamed while others are copied is found under its new name by a second look.
  for (
    let fresh = await listRepositories(directory, done);
    fresh.length > 0;

  ) {
    for (const { owner, name } of fresh) {
      done.add(`${owner}/${name}`);
      if (!owners.has(owner)) {
        owners.add(owner);
        await archive.addDirectory(`github/repositories/${owner}`);
      }
      const path = `github/repositories/${owner}/${name}`;
      const source = join(directory, 'repositories', owner, name);
      if (!(await copyRepository(source, path, archive))) {
        discarded.push(path);
      }
    }
    fresh = await listRepositories(directory, done);
  }
  // Last: owners that came meanwhile are in it, and one without repositories does no harm.
  await archive.addFile(
    'github/accounts.json',
    join(directory, 'accounts.json'),
  );
  return { repositories: done.size - discarded.length, discarded };
}

async function listRepositories(directory: string, done: Set<string>) {
  const found: Array<{ owner: string; name: string }> = [];
  for (const owner of await list(join(directory, 'repositories'))) {
    for (const entry of owner.isDirectory()
      ? await list(join(directory, 'repositories', owner.name))
      : []) {
      const isNew = !done.has(`${owner.name}/${entry.name}`);
      if (isNew && entry.isDirectory() && entry.name.endsWith('.git')) {
        found.push({ owner: owner.name, name: entry.name });
      }
    }
  }
  return found;
}

/** @returns false when the repository was gone before all of it was copied */
async function copyRepository(
  source: string,
  path: string,
  archive: ArchiveWriter,
): Promise<boolean> {
  const state = await readSteadily(source);
  await archive.addDirectory(path);
  for (const directory of state.directories) {
    await archive.addDirectory(`${path}/${directory}`);
  }
  for (const [file, content] of state.files) {
    await archive.addContent(`${path}/${file}`, content);
  }
  await copyObjects(source, 'objects', path, archive);
  return exists(join(source, 'HEAD'));
}

async function copyObjects(
  source: string,
  below: string,
  path: string,
  archive: ArchiveWriter,
): Promise<void> {
  await archive.addDirectory(`${path}/${below}`);
  // `pack` comes last, after all two-digit folders: were loose objects packed meanwhile, they are in a pack by then.
  for (const entry of await list(join(source, below))) {
    const name = `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      await copyObjects(source, name, path, archive);
    } else if (entry.isFile() && !UNFINISHED_OBJECT.test(entry.name)) {
      await archive.addFile(`${path}/${name}`, join(source, name));
    }
  }
}

interface RepositoryState {
  directories: string[];
  files: Map<string, Buffer>;
}

/** Everything but the objects, from a moment at which no write is under way. */
async function readSteadily(source: string): Promise<RepositoryState> {
  let last = await readState(source);
  for (let attempt = 1; ; attempt++) {
    const next = await readState(source);
    // After that many changes in a row it is no single write; each file in itself is whole, and the sandbox reconciles
    // refs and metadata when it starts.
    if (areEqual(last, next) || attempt >= ATTEMPTS) {
      return next;
    }
    last = next;
    await sleep(PAUSE_MS);
  }
}

async function readState(source: string): Promise<RepositoryState> {
  const state: RepositoryState = { directories: [], files: new Map() };
  const walk = async (below: string): Promise<void> => {
    for (const entry of await list(join(source, below))) {
      const name = below ? `${below}/${entry.name}` : entry.name;
      if (name === 'objects' || UNFINISHED_STATE.test(name)) {
        continue;
      }
      if (entry.isDirectory()) {
        state.directories.push(name);
        await walk(name);
      } else if (entry.isFile()) {
        const content = await readFile(join(source, name)).catch(ignoreMissing);
        if (content) {
          state.files.set(name, content);
        }
      }
    }
  };
  await walk('');
  return state;
}

function areEqual(a: RepositoryState, b: RepositoryState): boolean {
  return (
    a.files.size === b.files.size &&
    [...a.files].every(([name, content]) => b.files.get(name)?.equals(content))
  );
}

async function list(directory: string): Promise<Dirent[]> {
  const entries =
    (await readdir(directory, { withFileTypes: true }).catch(ignoreMissing)) ??
    [];
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') {
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
