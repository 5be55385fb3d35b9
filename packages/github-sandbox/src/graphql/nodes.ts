import { permissionOf } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { parseNodeId } from '../serialize/nodeIds';
import { PullRequest, RepositoryRecord, UserAccount } from '../types';
import { graphqlError } from './errors';

export const unresolvedNode = (id: string) =>
  graphqlError(
    'NOT_FOUND',
    `Could not resolve to a node with the global id of '${id}'.`,
  );

/** @throws GraphQLError NOT_FOUND */
export function repositoryById(
  context: SandboxContext,
  viewer: UserAccount,
  id: string,
): RepositoryRecord {
  const [number] = parseNodeId('R', id) ?? [];
  return findRecord(
    context,
    viewer,
    id,
    record => String(record.id) === number,
  );
}

/** @throws GraphQLError NOT_FOUND */
export function refById(
  context: SandboxContext,
  viewer: UserAccount,
  id: string,
): { record: RepositoryRecord; ref: string } {
  const [number, ref = ''] = parseNodeId('REF', id) ?? [];
  const record = findRecord(
    context,
    viewer,
    id,
    candidate => String(candidate.id) === number,
  );
  return { record, ref };
}

/** @throws GraphQLError NOT_FOUND */
export function pullById(
  context: SandboxContext,
  viewer: UserAccount,
  id: string,
): { record: RepositoryRecord; pull: PullRequest } {
  const [number] = parseNodeId('PR', id) ?? [];
  const isPull = (pull: PullRequest) => String(pull.id) === number;
  const record = findRecord(context, viewer, id, candidate =>
    candidate.pulls.some(isPull),
  );
  return { record, pull: record.pulls.find(isPull)! };
}

function findRecord(
  context: SandboxContext,
  viewer: UserAccount,
  id: string,
  matches: (record: RepositoryRecord) => boolean,
): RepositoryRecord {
  const record = context.store.listRepositories().find(matches);
  if (!record || !permissionOf(context, viewer, record)) {
    throw unresolvedNode(id);
  }
  return record;
}

/** @throws GraphQLError FORBIDDEN for lack of rights, UNPROCESSABLE when archived. */
export function assertWritable(
  context: SandboxContext,
  viewer: UserAccount,
  record: RepositoryRecord,
  mutation: string,
): void {
  const permission = permissionOf(context, viewer, record);
  if (permission !== 'ADMIN' && permission !== 'WRITE') {
    throw graphqlError(
      'FORBIDDEN',
      `${viewer.login} does not have the correct permissions to execute \`${mutation}\``,
    );
  }
  if (record.archived) {
    throw graphqlError(
      'UNPROCESSABLE',
      'Repository was archived so is read-only.',
    );
  }
}

/** Runs an operation that REST has, too, and gives its refusal GraphQL's form. */
export async function refusedAsGraphql<T>(
  operation: () => Promise<T>,
): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof GitHubError) {
      const detail = error.problems?.map(problem => problem.message);
      throw graphqlError(
        'UNPROCESSABLE',
        detail?.filter(Boolean).join(', ') || error.message,
      );
    }
    throw error;
  }
}
