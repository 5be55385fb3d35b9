import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { createRef, moveRef, removeRef } from '../operations/refs';
import { UserAccount } from '../types';
import { graphqlError } from './errors';
import {
  assertWritable,
  refById,
  refusedAsGraphql,
  repositoryById,
} from './nodes';
import { refNodeOf } from './repositories';

/** https://docs.github.com/en/graphql/reference/mutations#createref */
export async function createRefMutation(
  context: SandboxContext,
  viewer: UserAccount,
  input: {
    clientMutationId?: string | null;
    name: string;
    oid: string;
    repositoryId: string;
  },
) {
  const { name, oid } = input;
  const record = repositoryById(context, viewer, input.repositoryId);
  assertWritable(context, viewer, record, 'CreateRef');
  await refusedAsGraphql(async () => {
    try {
      await createRef(context, viewer, record, { ref: name, oid });
    } catch (error) {
      if ((error as GitHubError).message === 'Reference already exists') {
        throw graphqlError(
          'UNPROCESSABLE',
          `A ref named "${name}" already exists in the repository.`,
        );
      }
      throw error;
    }
  });
  return {
    clientMutationId: input.clientMutationId ?? null,
    ref: refNodeOf(context, viewer, record, name, oid),
  };
}

/** https://docs.github.com/en/graphql/reference/mutations#updateref */
export async function updateRefMutation(
  context: SandboxContext,
  viewer: UserAccount,
  input: {
    clientMutationId?: string | null;
    force?: boolean | null;
    oid: string;
    refId: string;
  },
) {
  const { record, ref } = refById(context, viewer, input.refId);
  assertWritable(context, viewer, record, 'UpdateRef');
  const { oid, force } = input;
  await refusedAsGraphql(() =>
    moveRef(context, viewer, record, { ref, oid, force: force ?? false }),
  );
  return {
    clientMutationId: input.clientMutationId ?? null,
    ref: refNodeOf(context, viewer, record, ref, oid),
  };
}

/** https://docs.github.com/en/graphql/reference/mutations#deleteref */
export async function deleteRefMutation(
  context: SandboxContext,
  viewer: UserAccount,
  input: { clientMutationId?: string | null; refId: string },
) {
  const { record, ref } = refById(context, viewer, input.refId);
  assertWritable(context, viewer, record, 'DeleteRef');
  await refusedAsGraphql(() => removeRef(context, viewer, record, ref));
  return { clientMutationId: input.clientMutationId ?? null };
}
