import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runGit } from './run';

/** Full ref names (`refs/heads/main`) with the object they point at. */
export type Refs = Map<string, string>;

/**
 * All refs below a prefix, in git's order. Read from the repository's files, without a process: every push asks twice,
 * and starting a process takes longer than the push. The format is git's (gitrepository-layout(5)); nothing here packs
 * refs while they are read.
 */
export async function listRefs(
  gitDir: string,
  prefix = 'refs/',
): Promise<Refs> {
  const found: Refs = new Map();
  const packed = await readIfThere(path.join(gitDir, 'packed-refs'));
  for (const line of packed.split('\n')) {
    const match = /^([0-9a-f]{40}) (\S+)$/.exec(line);
    if (match) {
      found.set(match[2], match[1]);
    }
  }
  const root = path.join(gitDir, 'refs');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    // A ref that is just being written.
    if (entry.isFile() && !entry.name.endsWith('.lock')) {
      const file = path.join(entry.parentPath, entry.name);
      const oid = (await readIfThere(file)).trim();
      if (/^[0-9a-f]{40}$/.test(oid)) {
        const name = path.relative(gitDir, file).split(path.sep).join('/');
        found.set(name, oid);
      }
    }
  }
  return new Map(
    [...found]
      .filter(([name]) => name.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function readIfThere(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return '';
    }
    throw error;
  });
}

export async function readRef(
  gitDir: string,
  ref: string,
): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(
    ['show-ref', '--verify', '--hash', '--', ref],
    { gitDir, allowExitCodes: [1, 128] },
  );
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}

/** Branch that HEAD names, whether or not it has a commit yet. */
export async function readDefaultBranch(gitDir: string): Promise<string> {
  // Read without a process: every repository in every list asks for it.
  const head = await readFile(path.join(gitDir, 'HEAD'), 'utf8');
  return head.trim().replace(/^ref: refs\/heads\//, '');
}

export async function setDefaultBranch(
  gitDir: string,
  branch: string,
): Promise<void> {
  await runGit(['symbolic-ref', 'HEAD', `refs/heads/${branch}`], { gitDir });
}

/**
 * Moves or creates a ref, only when it still points at `oldOid`
 * (`undefined`: does not exist).
 *
 * @throws GitError when another writer was faster.
 */
export async function updateRef(
  gitDir: string,
  ref: string,
  newOid: string,
  oldOid: string | undefined,
): Promise<void> {
  await runGit(
    ['update-ref', '--end-of-options', ref, newOid, oldOid ?? '0'.repeat(40)],
    { gitDir },
  );
}

export async function deleteRef(
  gitDir: string,
  ref: string,
  oldOid: string,
): Promise<void> {
  await runGit(['update-ref', '-d', '--end-of-options', ref, oldOid], {
    gitDir,
  });
}

export async function isAncestor(
  gitDir: string,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  const { exitCode } = await runGit(
    ['merge-base', '--is-ancestor', ancestor, descendant],
    { gitDir, allowExitCodes: [1] },
  );
  return exitCode === 0;
}

export async function mergeBase(
  gitDir: string,
  one: string,
  other: string,
): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(['merge-base', one, other], {
    gitDir,
    allowExitCodes: [1],
  });
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}
