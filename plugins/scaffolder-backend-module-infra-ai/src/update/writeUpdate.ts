import { InputError } from '@backstage/errors';
import type { PlannedFile } from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';
import {
  explainGraphqlError,
  graphqlErrorSchema,
} from '../github/graphqlErrors';
import type { GithubRepository } from '../github/GithubRepository';
import type { UpdatableRepository } from '../github/nextStep';
import type { UpdateBranch } from './updateBranch';

/** `createCommitOnBranch` fails near it. */
const MAX_ENCODED_BYTES = 40_000_000;

/** What is to be written, in one request. */
export interface UpdateWrite {
  branch: UpdateBranch;
  writes: PlannedFile[];
  deletions: string[];
  commitMessage: string;
  title: string;
  /** Description of the pull request; undefined leaves that of an open one as it is. */
  body?: string;
}

/** Parts of the document, as GitHub runs them. */
const ORDER = [
  'createRef',
  'createCommitOnBranch',
  'createPullRequest',
  'updatePullRequest',
];

const answerSchema = z.object({
  data: z
    .object({
      createRef: z.object({ ref: z.object({ id: z.string() }) }).nullish(),
      createCommitOnBranch: z
        .object({ commit: z.object({ oid: z.string() }) })
        .nullish(),
      createPullRequest: z
        .object({
          pullRequest: z.object({ number: z.number(), url: z.string() }),
        })
        .nullish(),
    })
    .nullish(),
  errors: z.array(graphqlErrorSchema).optional(),
});

/**
 * Creates the branch, the commit and the pull request, as far as each is missing, in one GraphQL document: GitHub runs
 * its parts one after another and signs the commit.
 *
 * @returns the commit when one was made, and the pull request when it was opened
 * @throws TemporaryFailure when a look at what is there is worth it
 */
export async function writeUpdate(
  repository: GithubRepository,
  there: UpdatableRepository,
  write: UpdateWrite,
  signal?: AbortSignal,
): Promise<{
  commit?: string;
  pullRequest?: { number: number; url: string };
}> {
  const { branch } = write;
  const raw = await repository.graphql(
    'open a pull request',
    mutation(repository, there, write),
    signal,
  );
  const parsed = answerSchema.safeParse(raw);
  if (!parsed.success) {
    throw new InputError(
      `${
        repository.host
      } answers GraphQL in a way that is not GitHub's: ${z.prettifyError(
        parsed.error,
      )}. Check apiBaseUrl of integrations.github`,
    );
  }
  const { data, errors = [] } = parsed.data;
  // Later parts fail because of the first that did.
  const [problem] = errors.sort(
    (a, b) => ORDER.indexOf(partOf(a)) - ORDER.indexOf(partOf(b)),
  );
  if (problem) {
    const error = explainGraphqlError(problem, {
      host: repository.host,
      owner: repository.owner,
      repo: repository.repo,
      branch: branch.name,
      url: there.url,
    });
    const created = data?.createRef?.ref.id;
    if (created && error.name !== 'TemporaryFailure') {
      await deleteBranch(repository, created);
    }
    throw error;
  }
  return {
    commit: data?.createCommitOnBranch?.commit.oid,
    pullRequest: data?.createPullRequest?.pullRequest,
  };
}

function partOf(error: z.infer<typeof graphqlErrorSchema>): string {
  return String(error.path?.[0] ?? '');
}

interface Part {
  name: string;
  type: string;
  input: object;
  selection: string;
}

function mutation(
  repository: GithubRepository,
  there: UpdatableRepository,
  write: UpdateWrite,
) {
  const { branch, body, title } = write;
  const parts: Part[] = [];
  if (!branch.exists) {
    parts.push({
      name: 'createRef',
      type: 'CreateRefInput',
      input: {
        repositoryId: there.id,
        name: `refs/heads/${branch.name}`,
        oid: branch.base.sha,
      },
      selection: 'ref { id }',
    });
  }
  if (write.writes.length + write.deletions.length > 0) {
    parts.push(commitPart(repository, there, write));
  }
  if (!branch.pullRequest) {
    parts.push({
      name: 'createPullRequest',
      type: 'CreatePullRequestInput',
      input: {
        repositoryId: there.id,
        baseRefName: there.defaultBranch,
        headRefName: branch.name,
        title,
        body,
      },
      selection: 'pullRequest { number url }',
    });
  } else if (body !== undefined) {
    parts.push({
      name: 'updatePullRequest',
      type: 'UpdatePullRequestInput',
      input: { pullRequestId: branch.pullRequest.id, body },
      selection: 'pullRequest { number }',
    });
  }
  const declared = parts.map(({ name, type }) => `$${name}: ${type}!`);
  const fields = parts.map(
    ({ name, selection }) => `  ${name}(input: $${name}) { ${selection} }`,
  );
  return {
    query: `mutation publishUpdate(${declared.join(', ')}) {\n${fields.join(
      '\n',
    )}\n}`,
    variables: Object.fromEntries(
      parts.map(({ name, input }) => [name, input]),
    ),
  };
}

function commitPart(
  { owner }: GithubRepository,
  there: UpdatableRepository,
  { branch, writes, deletions, commitMessage }: UpdateWrite,
): Part {
  const additions = writes.map(({ path, content }) => ({
    path,
    contents: Buffer.from(content).toString('base64'),
  }));
  const bytes = additions.reduce((sum, file) => sum + file.contents.length, 0);
  if (bytes > MAX_ENCODED_BYTES) {
    throw new InputError(
      `The update has ${Math.ceil(
        bytes / 1_000_000,
      )} MB, and GitHub takes about 40 MB in one commit of a pull request. Publish less at once, or under another name as a new repository`,
    );
  }
  const [headline, ...rest] = commitMessage.trim().split('\n');
  return {
    name: 'createCommitOnBranch',
    type: 'CreateCommitOnBranchInput',
    input: {
      branch: {
        repositoryNameWithOwner: `${owner}/${there.name}`,
        branchName: branch.name,
      },
      expectedHeadOid: branch.base.sha,
      message: { headline, body: rest.join('\n').trim() },
      fileChanges: {
        additions,
        deletions: deletions.map(path => ({ path })),
      },
    },
    selection: 'commit { oid }',
  };
}

/** An empty branch is of no use to anybody. What is wrong with removing it is less than what is wrong already. */
async function deleteBranch(
  repository: GithubRepository,
  refId: string,
): Promise<void> {
  const query =
    'mutation removeBranch($input: DeleteRefInput!) { deleteRef(input: $input) { clientMutationId } }';
  await repository
    .graphql('remove the branch', { query, variables: { input: { refId } } })
    .catch(() => undefined);
}
