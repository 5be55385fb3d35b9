import { SandboxContext } from '../context';
import { listRefs, Refs } from '../git/refs';
import { commitFiles, CommitIdentity, FileChange } from '../git/write';
import { RepositoryRecord, UserAccount } from '../types';
import { afterRefUpdates } from './events';

/** Name and address that a user's commits carry. */
export function identityOf(user: UserAccount, date: number): CommitIdentity {
  return {
    name: user.name ?? user.login,
    email: user.email ?? `${user.login}@users.noreply.localhost`,
    date,
  };
}

/**
 * Makes one commit on a branch and sends the push event. The caller holds the
 * repository (`store.exclusively`).
 *
 * @returns the id of the commit.
 */
export async function commitToBranch(
  context: SandboxContext,
  record: RepositoryRecord,
  user: UserAccount,
  options: {
    branch: string;
    message: string;
    changes: FileChange[];
    /** All refs as they are now, for a caller that knows them. */
    refs?: Refs;
    author?: CommitIdentity;
    committer?: CommitIdentity;
  },
): Promise<string> {
  const gitDir = context.store.gitDir(record);
  const ref = `refs/heads/${options.branch}`;
  const before = options.refs ?? (await listRefs(gitDir));
  const parent = before.get(ref);
  const self = identityOf(user, context.clock());
  const oid = await commitFiles(gitDir, {
    branch: options.branch,
    parent,
    author: options.author ?? self,
    committer: options.committer ?? options.author ?? self,
    message: options.message,
    changes: options.changes,
  });
  await afterRefUpdates(
    context,
    record,
    user,
    [{ ref, before: parent, after: oid, known: [...before.values()] }],
    before,
  );
  return oid;
}
