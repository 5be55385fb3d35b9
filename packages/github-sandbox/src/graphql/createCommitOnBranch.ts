import { permissionOf, readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { readObject, readObjects } from '../git/objects';
import { listRefs } from '../git/refs';
import { FileChange } from '../git/write';
import { checkTreePath, isObjectId, isValidRefName } from '../names';
import { commitToBranch } from '../operations/commits';
import { ruleViolation } from '../operations/rules';
import { isBase64 } from '../rest/contents';
import { parseNodeId } from '../serialize/nodeIds';
import { RepositoryRecord, UserAccount } from '../types';
import { graphqlError } from './errors';
import { assertWritable, unresolvedNode } from './nodes';
import { commitAndRefNodes } from './repositories';

export interface CreateCommitOnBranchInput {
  branch: {
    branchName?: string | null;
    id?: string | null;
    repositoryNameWithOwner?: string | null;
  };
  clientMutationId?: string | null;
  expectedHeadOid: string;
  fileChanges?: {
    additions?: Array<{ path: string; contents: string }>;
    deletions?: Array<{ path: string }>;
  } | null;
  message: { headline: string; body?: string | null };
}

/** GitHub fails somewhere above this size of a request. */
const MAX_CONTENT_BYTES = 40 * 1024 * 1024;

/** https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch */
export async function createCommitOnBranch(
  context: SandboxContext,
  viewer: UserAccount,
  input: CreateCommitOnBranchInput,
) {
  const { record, branch } = findBranch(context, viewer, input.branch);
  assertWritable(context, viewer, record, 'CreateCommitOnBranch');
  const changes = readChanges(input);
  const gitDir = context.store.gitDir(record);
  const ref = `refs/heads/${branch}`;
  const { headline, body } = input.message;

  const oid = await context.store.exclusively(record, async () => {
    const refs = await listRefs(gitDir);
    const tip = isValidRefName(ref) ? refs.get(ref) : undefined;
    if (!tip) {
      throw graphqlError(
        'NOT_FOUND',
        `Could not resolve to a Ref with the name '${branch}'.`,
      );
    }
    if (!isObjectId(input.expectedHeadOid) || tip !== input.expectedHeadOid) {
      throw graphqlError(
        'STALE_DATA',
        `Expected branch to point to "${input.expectedHeadOid}" but it did not. Pull and try again.`,
      );
    }
    const violation = await ruleViolation(
      gitDir,
      record.rulesets,
      ref,
      'update',
    );
    if (violation) {
      throw graphqlError('UNPROCESSABLE', violation);
    }
    await assertDeletable(gitDir, tip, changes);
    return commitToBranch(context, record, viewer, {
      branch,
      message: body ? `${headline}\n\n${body}` : headline,
      changes,
      refs,
    });
  });
  const commit = await readObject(gitDir, oid);
  return {
    clientMutationId: input.clientMutationId ?? null,
    ...commitAndRefNodes(context, viewer, record, ref, commit!),
  };
}

function findBranch(
  context: SandboxContext,
  viewer: UserAccount,
  input: CreateCommitOnBranchInput['branch'],
): { record: RepositoryRecord; branch: string } {
  if (input.id) {
    const [id, ref] = parseNodeId('REF', input.id) ?? [];
    const record = context.store
      .listRepositories()
      .find(item => String(item.id) === id);
    if (!record || !ref || !permissionOf(context, viewer, record)) {
      throw unresolvedNode(input.id);
    }
    return { record, branch: ref.replace(/^refs\/heads\//, '') };
  }
  const full = input.repositoryNameWithOwner ?? '';
  const [owner, name] = full.split('/');
  if (!owner || !name || !input.branchName) {
    throw graphqlError(
      'UNPROCESSABLE',
      'A branch needs either its id or both repositoryNameWithOwner and branchName.',
    );
  }
  try {
    const record = readableRepository(context, viewer, owner, name);
    return { record, branch: input.branchName.replace(/^refs\/heads\//, '') };
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) {
      throw graphqlError(
        'NOT_FOUND',
        `Could not resolve to a Repository with the name '${full}'.`,
      );
    }
    throw error;
  }
}

function readChanges(input: CreateCommitOnBranchInput): FileChange[] {
  const additions = input.fileChanges?.additions ?? [];
  const deletions = input.fileChanges?.deletions ?? [];
  const paths = [...additions, ...deletions].map(change => {
    try {
      return checkTreePath(change.path);
    } catch {
      throw graphqlError(
        'UNPROCESSABLE',
        `A path was provided that is not valid: ${change.path}`,
      );
    }
  });
  if (new Set(paths).size < paths.length) {
    throw graphqlError(
      'UNPROCESSABLE',
      'A path was requested for more than one change.',
    );
  }
  let bytes = 0;
  const written = additions.map(({ path, contents }) => {
    if (!isBase64(contents)) {
      throw graphqlError('UNPROCESSABLE', `${path}: contents is not Base64.`);
    }
    const content = Buffer.from(contents, 'base64');
    bytes += content.length;
    return { path, content };
  });
  if (bytes > MAX_CONTENT_BYTES) {
    throw graphqlError('UNPROCESSABLE', 'The commit is too large.');
  }
  return [...written, ...deletions.map(({ path }) => ({ path }))];
}

async function assertDeletable(
  gitDir: string,
  tip: string,
  changes: FileChange[],
): Promise<void> {
  const removed = changes.filter(change => !change.content);
  const names = removed.map(change => `${tip}:${change.path}`);
  const objects = await readObjects(gitDir, names);
  const missing = removed.find((_change, index) => !objects[index]);
  if (missing) {
    throw graphqlError(
      'UNPROCESSABLE',
      `A path was requested for deletion which does not exist as of commit oid \`${tip}\`: ${missing.path}`,
    );
  }
}
