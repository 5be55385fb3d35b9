import {
  GitCommit,
  GitObject,
  listCommits,
  listTree,
  parseCommit,
  Signature,
  TreeEntry,
} from '../git/objects';
import { objectNodeId } from '../serialize/nodeIds';
import { userNode } from './accounts';
import { connection, ConnectionArgs } from './connection';
import { graphqlError } from './errors';
import { repositoryNode } from './repositories';
import { RepositoryScope } from './scope';

/** GitHub cuts `Blob.text` here. */
const MAX_TEXT_BYTES = 512_000;
/** `Commit.file` refuses what is bigger. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Node of a blob, tree, commit or tag. */
export function objectNode(scope: RepositoryScope, object: GitObject): object {
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
      const shown = object.content.subarray(0, MAX_TEXT_BYTES);
      return {
        __typename: 'Blob',
        ...common,
        byteSize: object.content.length,
        isBinary,
        isTruncated: shown.length < object.content.length,
        text: isBinary ? null : shown.toString('utf8'),
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
    parents: (args: ConnectionArgs) =>
      connection('parents', item.parents, args, async oid =>
        objectNode(scope, (await scope.loader.load(oid))!),
      ),
    history: (args: ConnectionArgs & { path?: string | null }) =>
      commitHistory(scope, item, args),
    file: async ({ path }: { path: string }) => commitFile(scope, item, path),
    tree: async () => {
      const tree = await scope.loader.load(item.tree);
      return tree ? objectNode(scope, tree) : null;
    },
  };
}

/** The newest hundred commits are all that the sandbox lists. */
const MAX_HISTORY = 100;

async function commitHistory(
  scope: RepositoryScope,
  item: GitCommit,
  args: ConnectionArgs & { path?: string | null },
) {
  const commits = await listCommits(scope.gitDir, {
    from: item.oid,
    path: args.path ?? undefined,
    limit: MAX_HISTORY,
  });
  return connection('history', commits, args, async commit =>
    objectNode(scope, (await scope.loader.load(commit.oid))!),
  );
}

async function commitFile(
  scope: RepositoryScope,
  item: GitCommit,
  path: string,
) {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  // The folders' trees are loaded once for all files of a query.
  const folder = await scope.folder(`${item.oid}:${path.slice(0, slash + 1)}`);
  const entry = folder.find(candidate => candidate.path === name);
  if (!entry) {
    throw graphqlError(
      'NOT_FOUND',
      `Could not resolve file for path '${path}'.`,
    );
  }
  if ((entry.size ?? 0) > MAX_FILE_BYTES) {
    throw graphqlError('UNPROCESSABLE', 'Could not resolve file over 10mb.');
  }
  return { ...treeEntryNode(scope, entry), path };
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
  return entries.map(entry => treeEntryNode(scope, entry));
}

function treeEntryNode(scope: RepositoryScope, entry: TreeEntry) {
  return {
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
  };
}
