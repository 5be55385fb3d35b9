import { CommandError } from '../lib/errors';
import { lazy } from '../lib/lazy';
import type { Checkout } from '../platform/checkout';
import type { GithubApi } from '../platform/githubApi';
import type { Repository } from './repository';
import { git, tryGit } from './run';

/** Where a branch is pushed to. */
export interface PushTarget {
  branch: string;
  remote: string;
  /** GitHub's token, when the remote's address may be of its host. */
  github?: GithubApi;
  /** The remote's branch as the last fetch saw it; undefined when the remote has none. */
  known?: string;
}

/** How a branch stands against its target, fetched just now. */
export interface PushState {
  /** The remote's branch; undefined when it has none yet. */
  there?: string;
  /** Commits that the remote's branch does not have. */
  ahead: number;
  /** Commits of the remote's branch that are not here. */
  behind: number;
  /** The commit that changes are counted from; undefined when there is none, and all is new. */
  base?: string;
  /** Files that were changed since. */
  changed: string[];
}

/**
 * Finds out where the branch that is checked out is pushed to; changes nothing.
 *
 * @throws CommandError when no branch is checked out, or it is not clear where to
 */
export async function findTarget(
  { root, head, branch }: Repository,
  checkout: Checkout,
): Promise<PushTarget> {
  if (!head) {
    throw new CommandError(
      'There is no commit yet. Make one with infra-ai commit.',
    );
  }
  if (!branch) {
    throw new CommandError(
      'No branch is checked out (detached HEAD). Make one for these commits with git switch --create NAME.',
    );
  }
  const [own, pushed, upstream, merge, listed] = await Promise.all([
    readConfig(root, `branch.${branch}.pushRemote`),
    readConfig(root, 'remote.pushDefault'),
    readConfig(root, `branch.${branch}.remote`),
    readConfig(root, `branch.${branch}.merge`),
    git(root, ['remote']),
  ]);
  const remotes = listed.split('\n').filter(Boolean);
  const remote = [own, pushed, upstream, 'origin', remotes[0]].find(
    name => name !== undefined && remotes.includes(name),
  );
  if (!remote) {
    throw new CommandError(
      'There is no remote to push to. Add one with git remote add origin ADDRESS.',
    );
  }
  if (
    remotes.length > 1 &&
    ![own, pushed, upstream, 'origin'].includes(remote)
  ) {
    throw new CommandError(
      `Which of the remotes ${remotes.join(
        ', ',
      )}? Say it with git config branch.${branch}.remote NAME.`,
    );
  }
  if (upstream === remote && merge && merge !== `refs/heads/${branch}`) {
    throw new CommandError(
      `'${branch}' follows '${merge.replace(
        'refs/heads/',
        '',
      )}' of ${remote}, a branch of another name. To push it as '${branch}': git branch --unset-upstream, then push again.`,
    );
  }
  return {
    branch,
    remote,
    github: await findGithub(root, remote, checkout),
    known: await readTracking(root, remote, branch),
  };
}

/** Fetches, and counts what each side has of its own. */
export async function fetchState(
  root: string,
  { branch, remote, github }: PushTarget,
): Promise<PushState> {
  await git(root, ['fetch', '--quiet', '--prune', remote], { github });
  const there = await readTracking(root, remote, branch);
  if (!there) {
    const base = await findBase(root, remote);
    return {
      ahead: Number(
        await git(root, [
          'rev-list',
          '--count',
          'HEAD',
          '--not',
          `--remotes=${remote}`,
          '--',
        ]),
      ),
      behind: 0,
      base,
      changed: await listChanged(root, base),
    };
  }
  const counts = await git(root, [
    'rev-list',
    '--left-right',
    '--count',
    `${there}...HEAD`,
    '--',
  ]);
  const [behind, ahead] = counts.split('\t').map(Number);
  const base = await tryGit(root, ['merge-base', there, 'HEAD']);
  return { there, ahead, behind, base, changed: await listChanged(root, base) };
}

/** A new branch began at the main one, wherever that is. */
async function findBase(
  root: string,
  remote: string,
): Promise<string | undefined> {
  for (const name of ['HEAD', 'main', 'master']) {
    const base = await tryGit(root, [
      'merge-base',
      `refs/remotes/${remote}/${name}`,
      'HEAD',
    ]);
    if (base) {
      return base;
    }
  }
  return undefined;
}

async function listChanged(
  root: string,
  base: string | undefined,
): Promise<string[]> {
  const list = base
    ? await git(root, [
        'diff',
        '--name-only',
        '--no-renames',
        '-z',
        base,
        'HEAD',
        '--',
      ])
    : await git(root, ['ls-files', '-z']);
  return list.split('\0').filter(Boolean);
}

async function readConfig(
  root: string,
  name: string,
): Promise<string | undefined> {
  return (await tryGit(root, ['config', '--get', name])) || undefined;
}

async function readTracking(
  root: string,
  remote: string,
  branch: string,
): Promise<string | undefined> {
  return await tryGit(root, [
    'rev-parse',
    '--verify',
    '--quiet',
    `refs/remotes/${remote}/${branch}`,
  ]);
}

/** The platform's token for GitHub; a person's own credentials do where there is none. */
async function findGithub(
  root: string,
  remote: string,
  checkout: Checkout,
): Promise<GithubApi | undefined> {
  const url = await tryGit(root, ['remote', 'get-url', '--push', remote]);
  if (!url || !/^https?:/.test(url)) {
    return undefined;
  }
  // Not for every push: what reads the configuration takes a second to load.
  const { readAppConfig } = await lazy(() => import('../platform/appConfig'));
  const { readGithubApi } = await lazy(() => import('../platform/githubApi'));
  try {
    return readGithubApi(await readAppConfig(checkout));
  } catch {
    return undefined;
  }
}
