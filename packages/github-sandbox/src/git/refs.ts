import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gitText, runGit } from './run';

/** Full ref names (`refs/heads/main`) with the object they point at. */
export type Refs = Map<string, string>;

export async function listRefs(
  gitDir: string,
  prefix = 'refs/',
): Promise<Refs> {
  const text = await gitText(
    ['for-each-ref', '--format=%(objectname) %(refname)', prefix],
    { gitDir },
  );
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map(line => [line.slice(41), line.slice(0, 40)]),
  );
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
