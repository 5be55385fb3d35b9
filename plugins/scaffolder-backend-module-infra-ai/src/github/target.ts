import { AuthenticationError, InputError } from '@backstage/errors';
import { z } from 'zod';
import { TemporaryFailure } from './TemporaryFailure';

/** What is on GitHub under an owner and a name. */
export interface Target {
  /** Login that the token belongs to. */
  viewer: string;
  owner?: { login: string; type: 'Organization' | 'User' };
  repository?: {
    /** As GitHub spells it. */
    name: string;
    /** Page of the repository. */
    url: string;
    empty: boolean;
    archived: boolean;
    visibility: 'public' | 'private' | 'internal';
    description?: string;
    topics: string[];
    defaultBranch?: string;
    head?: { sha: string; tree: string; message: string };
  };
}

export const TARGET_QUERY = `query publishTarget($owner: String!, $name: String!) {
  viewer { login }
  repositoryOwner(login: $owner) { __typename login }
  repository(owner: $owner, name: $name) {
    name
    url
    isEmpty
    isArchived
    visibility
    description
    repositoryTopics(first: 100) { nodes { topic { name } } }
    defaultBranchRef {
      name
      target { oid ... on Commit { message tree { oid } } }
    }
  }
}`;

const answerSchema = z.object({
  data: z
    .object({
      viewer: z.object({ login: z.string() }),
      repositoryOwner: z
        .object({
          __typename: z.enum(['Organization', 'User']),
          login: z.string(),
        })
        .nullish(),
      repository: z
        .object({
          name: z.string(),
          url: z.string(),
          isEmpty: z.boolean(),
          isArchived: z.boolean(),
          visibility: z.enum(['PUBLIC', 'PRIVATE', 'INTERNAL']),
          description: z.string().nullish(),
          repositoryTopics: z.object({
            nodes: z.array(z.object({ topic: z.object({ name: z.string() }) })),
          }),
          defaultBranchRef: z
            .object({
              name: z.string(),
              target: z.object({
                oid: z.string(),
                message: z.string().default(''),
                tree: z.object({ oid: z.string() }).optional(),
              }),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
  errors: z
    .array(z.object({ type: z.string().optional(), message: z.string() }))
    .optional(),
});

/**
 * Reads the answer to {@link TARGET_QUERY}. GitHub says of a repository that is not there both `null` and an error of
 * the type `NOT_FOUND`.
 */
export function parseTarget(
  answer: unknown,
  { host, repo }: { host: string; repo: string },
): Target {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    throw new InputError(
      `${host} answers GraphQL in a way that is not GitHub's: ${z.prettifyError(
        parsed.error,
      )}. Check apiBaseUrl of integrations.github`,
    );
  }
  const { data, errors = [] } = parsed.data;
  const problem = errors.find(error => error.type !== 'NOT_FOUND');
  if (problem?.type === 'RATE_LIMITED') {
    throw new TemporaryFailure('rate-limit', problem.message, {
      waitMs: 60_000,
    });
  }
  if (problem || !data) {
    throw new AuthenticationError(
      `${host} refused to read the repository: ${
        problem?.message ?? 'no data'
      }. Check that the token has the scope "repo" and is authorized for the organization`,
    );
  }

  const { repositoryOwner: owner, repository } = data;
  return {
    viewer: data.viewer.login,
    owner: owner ? { login: owner.login, type: owner.__typename } : undefined,
    // GitHub follows renames here: another name means that ours is free.
    repository:
      repository?.name.toLowerCase() === repo.toLowerCase()
        ? toRepository(repository)
        : undefined,
  };
}

type Answer = NonNullable<z.infer<typeof answerSchema>['data']>;

function toRepository(
  repository: NonNullable<Answer['repository']>,
): Target['repository'] {
  const branch = repository.defaultBranchRef;
  return {
    name: repository.name,
    url: repository.url,
    empty: repository.isEmpty,
    archived: repository.isArchived,
    visibility: repository.visibility.toLowerCase() as NonNullable<
      Target['repository']
    >['visibility'],
    description: repository.description ?? undefined,
    topics: repository.repositoryTopics.nodes.map(node => node.topic.name),
    defaultBranch: branch?.name,
    head: branch?.target.tree && {
      sha: branch.target.oid,
      tree: branch.target.tree.oid,
      message: branch.target.message,
    },
  };
}
