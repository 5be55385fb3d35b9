import { permissionOf } from '../auth';
import { SandboxContext } from '../context';
import { GitObject } from '../git/objects';
import { listRefs, readDefaultBranch } from '../git/refs';
import { isObjectId } from '../names';
import { nodeId, refNodeId, repositoryNodeId } from '../serialize/nodeIds';
import { RepositoryRecord, Viewer } from '../types';
import { ownerNode } from './accounts';
import { connection, ConnectionArgs } from './connection';
import { graphqlError } from './errors';
import { objectNode } from './objects';
import {
  pullRequestConnection,
  pullRequestNode,
  PullRequestsArgs,
} from './pullRequests';
import { RepositoryScope, scopeOf } from './scope';

export function repositoryNode(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
): object {
  const scope = scopeOf(context, viewer, record);
  const { gitDir } = scope;
  const owner = context.store.getAccount(record.owner)!;
  const permission = permissionOf(context, viewer, record);
  return {
    id: repositoryNodeId(record),
    databaseId: record.id,
    name: record.name,
    nameWithOwner: `${record.owner}/${record.name}`,
    description: record.description ?? null,
    homepageUrl: record.homepage ?? null,
    url: context.urls.repository(record),
    sshUrl: context.urls.ssh(record),
    isArchived: record.archived,
    isEmpty: async () => !(await scope.loader.load('HEAD^{commit}')),
    isFork: false,
    isInOrganization: owner.type === 'Organization',
    isPrivate: record.visibility !== 'public',
    visibility: record.visibility.toUpperCase(),
    viewerPermission: permission ?? null,
    viewerCanAdminister: permission === 'ADMIN',
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    pushedAt: record.pushedAt,
    owner: () => ownerNode(context, viewer, owner),
    defaultBranchRef: async () => {
      const head = await scope.loader.load('HEAD^{commit}');
      const branch = await readDefaultBranch(gitDir);
      return head ? refNode(scope, `refs/heads/${branch}`, head) : null;
    },
    object: async (args: { expression?: string; oid?: string }) => {
      const name = args.oid ?? args.expression;
      if (!name || (args.oid && !isObjectId(args.oid))) {
        return null;
      }
      const object = await scope.loader.load(name);
      return object ? objectNode(scope, object) : null;
    },
    ref: async ({ qualifiedName }: { qualifiedName: string }) => {
      const refs = await listRefs(gitDir);
      const ref = [qualifiedName, `refs/heads/${qualifiedName}`].find(name =>
        refs.has(name),
      );
      return ref ? refNode(scope, ref, refs.get(ref)!) : null;
    },
    refs: async (
      args: ConnectionArgs & { query?: string | null; refPrefix: string },
    ) => {
      const { query, refPrefix } = args;
      const refs = [...(await listRefs(gitDir))]
        .filter(([ref]) => ref.startsWith(refPrefix))
        .filter(
          ([ref]) => !query || ref.slice(refPrefix.length).includes(query),
        );
      return connection('refs', refs, args, ([ref, oid]) =>
        refNode(scope, ref, oid),
      );
    },
    pullRequest: ({ number }: { number: number }) => {
      const pull = record.pulls.find(item => item.number === number);
      if (!pull) {
        throw graphqlError(
          'NOT_FOUND',
          `Could not resolve to a PullRequest with the number of ${number}.`,
        );
      }
      return pullRequestNode(context, viewer, record, pull);
    },
    pullRequests: (args: PullRequestsArgs) =>
      pullRequestConnection(context, viewer, record, 'pullRequests', args),
    repositoryTopics: (args: ConnectionArgs) =>
      connection('repositoryTopics', record.topics, args, name => ({
        id: nodeId('RT', record.id, name),
        url: `${context.urls.base}/?topic=${name}`,
        topic: { id: nodeId('TO', name), name },
      })),
  };
}

function refNode(
  scope: RepositoryScope,
  ref: string,
  target: GitObject | string,
): object {
  const prefix = /^refs\/[^/]+\//.exec(ref)?.[0] ?? 'refs/';
  return {
    id: refNodeId(scope.record, ref),
    name: ref.slice(prefix.length),
    prefix,
    repository: () => repositoryNode(scope.context, scope.viewer, scope.record),
    associatedPullRequests: (args: PullRequestsArgs) =>
      ref.startsWith('refs/heads/')
        ? pullRequestConnection(
            scope.context,
            scope.viewer,
            scope.record,
            'associatedPullRequests',
            { ...args, headRefName: ref.slice('refs/heads/'.length) },
          )
        : connection('associatedPullRequests', [], args, pull => pull),
    target: async () => {
      const object =
        typeof target === 'string' ? await scope.loader.load(target) : target;
      return object ? objectNode(scope, object) : null;
    },
  };
}

/** Node of a ref, for the answer to a mutation. */
export function refNodeOf(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  ref: string,
  oid: string,
) {
  return refNode(scopeOf(context, viewer, record), ref, oid);
}

/** Node of a commit, or null when it is not there. */
export async function commitNodeOf(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  oid: string,
) {
  const scope = scopeOf(context, viewer, record);
  const object = await scope.loader.load(oid);
  return object ? objectNode(scope, object) : null;
}

/** Nodes of a commit and its branch, for the answer to a mutation. */
export function commitAndRefNodes(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  ref: string,
  commit: GitObject,
) {
  const scope = scopeOf(context, viewer, record);
  return {
    commit: objectNode(scope, commit),
    ref: refNode(scope, ref, commit),
  };
}
