import { CommandError } from '../lib/errors';
import { git, tryGit } from './run';

/** A repository that a person works in. */
export interface Repository {
  /** Top of its work tree: all paths are relative to it. */
  root: string;
  /** The commit that is checked out; undefined before the first one. */
  head?: string;
  /** The branch that is checked out; undefined when none is. */
  branch?: string;
}

/** @throws CommandError where there is no repository */
export async function openRepository(directory: string): Promise<Repository> {
  const root = await tryGit(directory, ['rev-parse', '--show-toplevel']);
  if (!root) {
    throw new CommandError(
      `${directory} is in no git repository. Change into one, or make one with git init.`,
    );
  }
  const [head, branch] = await Promise.all([
    tryGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD']),
    tryGit(root, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
  ]);
  return { root, head, branch };
}

/** @throws CommandError while files have conflicts */
export async function refuseConflicts({ root }: Repository): Promise<void> {
  const unmerged = await git(root, [
    'diff',
    '--name-only',
    '-z',
    '--diff-filter=U',
  ]);
  const paths = unmerged.split('\0').filter(Boolean);
  if (paths.length > 0) {
    throw new CommandError(
      `Files have conflicts. Resolve them and git add them, or leave with git merge --abort:\n${listPaths(
        paths,
      )}`,
    );
  }
}

/** @throws CommandError when something is changed, staged or new */
export async function refuseDirty({ root }: Repository): Promise<void> {
  const status = await git(root, [
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
  ]);
  const paths = status
    .split('\0')
    .filter(Boolean)
    .map(entry => entry.slice(3));
  if (paths.length > 0) {
    throw new CommandError(
      `The work tree has changes that are in no commit. Commit them, or put them aside with git stash --include-untracked:\n${listPaths(
        paths,
      )}`,
    );
  }
}

const SHOWN_PATHS = 20;

/** Paths for a person, one a line, the first ones of many. */
export function listPaths(paths: string[]): string {
  const rest = paths.length - SHOWN_PATHS;
  return [
    ...paths.slice(0, SHOWN_PATHS).map(path => `  ${showPath(path)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n');
}

/** A path that can do nothing to a terminal: quoted where it has line breaks or other control characters. */
export function showPath(path: string): string {
  return /[\p{C}"\\]/u.test(path) ? JSON.stringify(path) : path;
}
