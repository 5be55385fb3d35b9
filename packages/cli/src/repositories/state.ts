import type { SimpleGit } from 'simple-git';
import type { ManagedRepository } from './settings';

/** How a clone stands against its remote, as far as the last fetch tells. */
export interface RepositoryState {
  /** Undefined when no branch is checked out. */
  branch?: string;
  /** Commits that the remote does not have. */
  ahead: number;
  /** Commits of the remote that the clone does not have. */
  behind: number;
  /** Changed and new files. */
  dirty: number;
  detached: boolean;
  /** The branch follows none of the remote. */
  untracked: boolean;
  /** The clone's remote is not the address that it is managed under. */
  otherRemote?: string;
}

/** Reads the state of a clone; changes nothing. */
export async function readRepositoryState(
  git: SimpleGit,
  { url }: Pick<ManagedRepository, 'url'>,
): Promise<RepositoryState> {
  const [status, { value: origin }] = await Promise.all([
    git.status(),
    git.getConfig('remote.origin.url'),
  ]);
  return {
    ...(status.current && !status.detached ? { branch: status.current } : {}),
    ahead: status.ahead,
    behind: status.behind,
    dirty: status.files.length,
    detached: status.detached,
    untracked: !status.tracking,
    ...(origin === url ? {} : { otherRemote: origin ?? 'none' }),
  };
}

/** Words for a state, worst first; empty when all is in step. */
export function describeState(state: RepositoryState): string[] {
  const { ahead, behind, dirty, detached, untracked, otherRemote } = state;
  return [
    ...(otherRemote === undefined
      ? []
      : [otherRemote === 'none' ? 'missing remote' : 'other remote']),
    ...(detached ? ['detached'] : []),
    ...(untracked && !detached ? ['no upstream'] : []),
    ...(ahead > 0 && behind > 0
      ? [`diverged (${ahead} ahead, ${behind} behind)`]
      : []),
    ...(ahead > 0 && behind === 0 ? [`${ahead} ahead`] : []),
    ...(behind > 0 && ahead === 0 ? [`${behind} behind`] : []),
    ...(dirty > 0 ? [`dirty (${dirty} files)`] : []),
  ];
}
