import { SandboxContext, timestamp } from '../context';
import { isAncestor, readRef, updateRef } from '../git/refs';
import { RepositoryRecord } from '../types';
import { RefUpdate } from '../webhooks/payloads';

/** The ref under which GitHub keeps the commits of a pull request. */
export function pullRef(number: number): string {
  return `refs/pull/${number}/head`;
}

/** Keeps open pull requests in step with a branch that moved. */
export async function followBranch(
  context: SandboxContext,
  record: RepositoryRecord,
  update: RefUpdate,
): Promise<void> {
  const gitDir = context.store.gitDir(record);
  const branch = update.ref.replace(/^refs\/heads\//, '');
  for (const pull of record.pulls) {
    if (pull.state !== 'open' || branch === update.ref) {
      continue;
    }
    if (pull.head === branch && update.after) {
      const ref = pullRef(pull.number);
      await updateRef(gitDir, ref, update.after, await readRef(gitDir, ref));
      pull.headSha = update.after;
      pull.updatedAt = timestamp(context);
    }
    if (pull.base === branch && update.after) {
      pull.baseSha = update.after;
      // Someone merged it with git.
      if (await isAncestor(gitDir, pull.headSha, update.after)) {
        pull.state = 'closed';
        pull.closedAt = timestamp(context);
        pull.merged = {
          sha: update.after,
          by: pull.user,
          at: pull.closedAt,
        };
      }
    }
    if ((pull.head === branch || pull.base === branch) && !update.after) {
      pull.state = 'closed';
      pull.closedAt = timestamp(context);
    }
  }
}
