import { SandboxContext } from '../context';
import { diffFiles } from '../git/diff';
import { countCommits } from '../git/objects';
import { isAncestor, mergeBase } from '../git/refs';
import { mergeTrees } from '../git/write';
import { PullRequest, RepositoryRecord, Viewer } from '../types';
import { simpleUserByLogin } from './accounts';
import { nodeId } from './nodeIds';
import { repository } from './repository';

/** A pull request as lists give it (`pull-request-simple`). */
export async function simplePull(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  pull: PullRequest,
) {
  const api = context.urls.repositoryApi(record);
  const html = `${context.urls.repository(record)}/pull/${pull.number}`;
  const url = `${api}/pulls/${pull.number}`;
  const repo = await repository(context, viewer, record);
  const side = (ref: string, sha: string) => ({
    label: `${record.owner}:${ref}`,
    ref,
    sha,
    user: simpleUserByLogin(context, record.owner),
    repo,
  });
  return {
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${pull.number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: simpleUserByLogin(context, pull.user),
    body: pull.body ?? null,
    labels: [],
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(pull.head, pull.headSha),
    base: side(pull.base, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: `${api}/issues/${pull.number}` },
      comments: { href: `${api}/issues/${pull.number}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${api}/statuses/${pull.headSha}` },
    },
    author_association: 'MEMBER',
    auto_merge: null,
    draft: pull.draft,
  };
}

/** A pull request with its figures (`pull-request`). */
export async function fullPull(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  pull: PullRequest,
) {
  const gitDir = context.store.gitDir(record);
  const base =
    (await mergeBase(gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const files = await diffFiles(gitDir, base, pull.headSha);
  const mergeable = pull.merged
    ? null
    : await isMergeable(gitDir, pull.baseSha, pull.headSha);
  return {
    ...(await simplePull(context, viewer, record, pull)),
    merged: Boolean(pull.merged),
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeableState(mergeable),
    merged_by: pull.merged ? simpleUserByLogin(context, pull.merged.by) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: await countCommits(gitDir, pull.headSha, pull.baseSha),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function mergeableState(mergeable: boolean | null): string {
  if (mergeable === null) {
    return 'unknown';
  }
  return mergeable ? 'clean' : 'dirty';
}

/** Whether a merge has no conflict. */
export async function isMergeable(
  gitDir: string,
  base: string,
  head: string,
): Promise<boolean> {
  return (
    (await isAncestor(gitDir, base, head)) ||
    (await mergeTrees(gitDir, base, head)) !== undefined
  );
}
