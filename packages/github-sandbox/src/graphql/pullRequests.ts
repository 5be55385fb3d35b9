import { SandboxContext } from '../context';
import { isMergeable } from '../serialize/pulls';
import { nodeId } from '../serialize/nodeIds';
import { createPull, editPull } from '../operations/pulls';
import { PullRequest, RepositoryRecord, UserAccount, Viewer } from '../types';
import { userNode } from './accounts';
import { connection, ConnectionArgs } from './connection';
import {
  assertWritable,
  pullById,
  refusedAsGraphql,
  repositoryById,
} from './nodes';
import { commitNodeOf, repositoryNode } from './repositories';

export type PullRequestState = 'OPEN' | 'CLOSED' | 'MERGED';

export interface PullRequestsArgs extends ConnectionArgs {
  baseRefName?: string | null;
  headRefName?: string | null;
  orderBy?: { direction: 'ASC' | 'DESC'; field: string } | null;
  states?: PullRequestState[] | null;
}

function stateOf(pull: PullRequest): PullRequestState {
  if (pull.merged) {
    return 'MERGED';
  }
  return pull.state === 'open' ? 'OPEN' : 'CLOSED';
}

/** A list of a repository's pull requests, oldest first unless ordered. */
export function pullRequestConnection(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  field: string,
  args: PullRequestsArgs,
): object {
  const { baseRefName, headRefName, orderBy, states } = args;
  const pulls = record.pulls
    .filter(pull => !baseRefName || pull.base === baseRefName)
    .filter(pull => !headRefName || pull.head === headRefName)
    .filter(pull => !states || states.includes(stateOf(pull)));
  const key = (pull: PullRequest) =>
    orderBy?.field === 'UPDATED_AT' ? pull.updatedAt : pull.createdAt;
  pulls.sort((a, b) => key(a).localeCompare(key(b)) || a.number - b.number);
  if (orderBy?.direction === 'DESC') {
    pulls.reverse();
  }
  return connection(field, pulls, args, pull =>
    pullRequestNode(context, viewer, record, pull),
  );
}

export function pullRequestNode(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  pull: PullRequest,
): object {
  const author = context.store.getAccount(pull.user);
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    databaseId: pull.id,
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    url: `${context.urls.repository(record)}/pull/${pull.number}`,
    state: stateOf(pull),
    isDraft: pull.draft,
    isCrossRepository: false,
    closed: pull.state === 'closed',
    merged: Boolean(pull.merged),
    baseRefName: pull.base,
    baseRefOid: pull.baseSha,
    headRefName: pull.head,
    headRefOid: pull.headSha,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt ?? null,
    mergedAt: pull.merged?.at ?? null,
    author: () =>
      author?.type === 'User' ? userNode(context, viewer, author) : null,
    mergeCommit: () =>
      pull.merged
        ? commitNodeOf(context, viewer, record, pull.merged.sha)
        : null,
    mergeable: async () => {
      if (pull.state !== 'open') {
        return 'UNKNOWN';
      }
      const gitDir = context.store.gitDir(record);
      return (await isMergeable(gitDir, pull.baseSha, pull.headSha))
        ? 'MERGEABLE'
        : 'CONFLICTING';
    },
    repository: () => repositoryNode(context, viewer, record),
  };
}

/** https://docs.github.com/en/graphql/reference/mutations#createpullrequest */
export async function createPullRequestMutation(
  context: SandboxContext,
  viewer: UserAccount,
  input: {
    baseRefName: string;
    body?: string | null;
    clientMutationId?: string | null;
    draft?: boolean | null;
    headRefName: string;
    repositoryId: string;
    title: string;
  },
): Promise<object> {
  const record = repositoryById(context, viewer, input.repositoryId);
  assertWritable(context, viewer, record, 'CreatePullRequest');
  const pull = await refusedAsGraphql(() =>
    createPull(context, viewer, record, {
      title: input.title,
      body: input.body ?? undefined,
      head: input.headRefName,
      base: input.baseRefName,
      draft: input.draft ?? false,
    }),
  );
  return {
    clientMutationId: input.clientMutationId ?? null,
    pullRequest: pullRequestNode(context, viewer, record, pull),
  };
}

/** https://docs.github.com/en/graphql/reference/mutations#updatepullrequest */
export async function updatePullRequestMutation(
  context: SandboxContext,
  viewer: UserAccount,
  input: {
    body?: string | null;
    clientMutationId?: string | null;
    pullRequestId: string;
    state?: 'OPEN' | 'CLOSED' | null;
    title?: string | null;
  },
): Promise<object> {
  const { record, pull } = pullById(context, viewer, input.pullRequestId);
  assertWritable(context, viewer, record, 'UpdatePullRequest');
  await refusedAsGraphql(() =>
    editPull(context, viewer, record, pull, {
      title: input.title ?? undefined,
      body: input.body ?? undefined,
      state: input.state?.toLowerCase() as 'open' | 'closed' | undefined,
    }),
  );
  return {
    clientMutationId: input.clientMutationId ?? null,
    pullRequest: pullRequestNode(context, viewer, record, pull),
  };
}
