import { SandboxContext } from '../context';
import { ChangedFile } from '../git/diff';
import { GitCommit, Signature } from '../git/objects';
import { RepositoryRecord } from '../types';
import { encodePath } from '../urls';
import { simpleUser } from './accounts';
import { objectNodeId } from './nodeIds';

/** The sandbox signs nothing and says so. */
export const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** The account with the address of a signature. */
export function accountOf(context: SandboxContext, signature: Signature) {
  const account = context.store
    .listAccounts()
    .find(
      candidate =>
        candidate.type === 'User' && candidate.email === signature.email,
    );
  return account ? simpleUser(context, account) : null;
}

/** A commit with its accounts and links (`commit`). */
export function commit(
  context: SandboxContext,
  record: RepositoryRecord,
  item: GitCommit,
) {
  const api = context.urls.repositoryApi(record);
  const html = context.urls.repository(record);
  return {
    sha: item.oid,
    node_id: objectNodeId('commit', record, item.oid),
    commit: {
      author: item.author,
      committer: item.committer,
      message: item.message,
      tree: { sha: item.tree, url: `${api}/git/trees/${item.tree}` },
      url: `${api}/git/commits/${item.oid}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${api}/commits/${item.oid}`,
    html_url: `${html}/commit/${item.oid}`,
    comments_url: `${api}/commits/${item.oid}/comments`,
    author: accountOf(context, item.author),
    committer: accountOf(context, item.committer),
    parents: item.parents.map(sha => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
}

/** A commit object of the git data API (`git-commit`). */
export function gitCommit(
  context: SandboxContext,
  record: RepositoryRecord,
  item: GitCommit,
) {
  const api = context.urls.repositoryApi(record);
  const html = context.urls.repository(record);
  return {
    sha: item.oid,
    node_id: objectNodeId('commit', record, item.oid),
    url: `${api}/git/commits/${item.oid}`,
    html_url: `${html}/commit/${item.oid}`,
    author: item.author,
    committer: item.committer,
    message: item.message,
    tree: { sha: item.tree, url: `${api}/git/trees/${item.tree}` },
    parents: item.parents.map(sha => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: UNSIGNED,
  };
}

/** A changed file of a commit, comparison or pull request (`diff-entry`). */
export function diffEntry(
  context: SandboxContext,
  record: RepositoryRecord,
  file: ChangedFile,
  ref: string,
  patch?: string,
) {
  const api = context.urls.repositoryApi(record);
  const html = context.urls.repository(record);
  const path = encodePath(file.path);
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${ref}/${path}`,
    raw_url: `${html}/raw/${ref}/${path}`,
    contents_url: `${api}/contents/${path}?ref=${ref}`,
    ...(patch && { patch }),
  };
}
