import { permissionOf } from '../auth';
import { SandboxContext } from '../context';
import {
  GitCommit,
  GitObject,
  listTree,
  parseCommit,
  Signature,
} from '../git/objects';
import { listRefs, readDefaultBranch } from '../git/refs';
import { isObjectId } from '../names';
import {
  nodeId,
  objectNodeId,
  refNodeId,
  repositoryNodeId,
} from '../serialize/nodeIds';
import { RepositoryRecord, Viewer } from '../types';
import { ownerNode, userNode } from './accounts';
import { connection, ConnectionArgs } from './connection';
import { ObjectLoader } from './ObjectLoader';

/** What the nodes of one repository share while a query runs. */
interface RepositoryScope {
  context: SandboxContext;
  viewer: Viewer;
  record: RepositoryRecord;
  gitDir: string;
  loader: ObjectLoader;
}

export function repositoryNode(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
): object {
  const gitDir = context.store.gitDir(record);
  const scope: RepositoryScope = {
    context,
    viewer,
    record,
    gitDir,
    loader: new ObjectLoader(gitDir),
  };
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
    refs: async (args: ConnectionArgs & { refPrefix: string }) => {
      const refs = [...(await listRefs(gitDir))].filter(([ref]) =>
        ref.startsWith(args.refPrefix),
      );
      return connection('refs', refs, args, ([ref, oid]) =>
        refNode(scope, ref, oid),
      );
    },
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
    target: async () => {
      const object =
        typeof target === 'string' ? await scope.loader.load(target) : target;
      return object ? objectNode(scope, object) : null;
    },
  };
}

/** Nodes of a commit and its branch, for the answer to a mutation. */
export function commitAndRefNodes(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
  ref: string,
  commit: GitObject,
) {
  const gitDir = context.store.gitDir(record);
  const loader = new ObjectLoader(gitDir);
  const scope = { context, viewer, record, gitDir, loader };
  return {
    commit: objectNode(scope, commit),
    ref: refNode(scope, ref, commit),
  };
}

function objectNode(scope: RepositoryScope, object: GitObject): object {
  const { context, record } = scope;
  const common = {
    id: objectNodeId(object.type, record, object.oid),
    oid: object.oid,
    abbreviatedOid: object.oid.slice(0, 7),
    commitUrl: `${context.urls.repository(record)}/commit/${object.oid}`,
    repository: () => repositoryNode(context, scope.viewer, record),
  };
  switch (object.type) {
    case 'blob': {
      const isBinary = object.content.subarray(0, 8000).includes(0);
      return {
        __typename: 'Blob',
        ...common,
        byteSize: object.content.length,
        isBinary,
        isTruncated: false,
        text: isBinary ? null : object.content.toString('utf8'),
      };
    }
    case 'commit':
      return {
        __typename: 'Commit',
        ...common,
        ...commitFields(scope, parseCommit(object)),
      };
    case 'tree':
      return {
        __typename: 'Tree',
        ...common,
        entries: () => treeEntries(scope, object.oid),
      };
    default:
      return { __typename: 'Tag', ...common };
  }
}

function commitFields(scope: RepositoryScope, item: GitCommit) {
  const [headline, ...body] = item.message.split('\n');
  return {
    message: item.message,
    messageHeadline: headline,
    messageBody: body.join('\n').trim(),
    authoredDate: item.author.date,
    committedDate: item.committer.date,
    author: actor(scope, item.author),
    committer: actor(scope, item.committer),
    url: `${scope.context.urls.repository(scope.record)}/commit/${item.oid}`,
    tree: async () => {
      const tree = await scope.loader.load(item.tree);
      return tree ? objectNode(scope, tree) : null;
    },
  };
}

function actor(scope: RepositoryScope, signature: Signature) {
  const { context, viewer } = scope;
  return {
    ...signature,
    user: () => {
      const account = context.store
        .listAccounts()
        .find(
          candidate =>
            candidate.type === 'User' && candidate.email === signature.email,
        );
      return account?.type === 'User'
        ? userNode(context, viewer, account)
        : null;
    },
  };
}

async function treeEntries(scope: RepositoryScope, oid: string) {
  const entries = await listTree(scope.gitDir, oid);
  return entries.map(entry => ({
    name: entry.path,
    path: entry.path,
    mode: parseInt(entry.mode, 8),
    oid: entry.oid,
    size: entry.size ?? 0,
    type: entry.type,
    object: async () => {
      const object = await scope.loader.load(entry.oid);
      return object ? objectNode(scope, object) : null;
    },
  }));
}
