import { AuthenticationError, InputError } from '@backstage/errors';
import { CATALOG_FILE } from '@infra-ai/backstage-plugin-infra-ai-common';
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
    /** Global id, for GraphQL. */
    id: string;
    /** Role of the token's user; unknown for some GitHub Apps. */
    permission?: 'ADMIN' | 'MAINTAIN' | 'WRITE' | 'TRIAGE' | 'READ';
    defaultBranch?: string;
    head?: {
      sha: string;
      tree: string;
      message: string;
      /** The newest commits that touched the catalog file, newest first. */
      catalogHistory: HistoryCommit[];
    };
    /** Branches whose names begin like the one that updates go to. */
    branches: Branch[];
  };
}

/** A commit in the history of the catalog file. */
export interface HistoryCommit {
  sha: string;
  message: string;
  /** Absent of the first commit of the repository. */
  parent?: string;
}

/** A branch of a repository, with the pull requests that come from it. */
export interface Branch {
  name: string;
  tip: { sha: string; message: string; catalogHistory: HistoryCommit[] };
  pullRequests: BranchPullRequest[];
}

/** @see {@link Branch} */
export interface BranchPullRequest {
  id: string;
  number: number;
  url: string;
  body: string;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  baseRefName: string;
  headRefOid: string;
  isCrossRepository: boolean;
}

/** Branches of this plugin lie below it. */
const BRANCH_PREFIX = 'refs/heads/infra-ai/';

export const TARGET_QUERY = `query publishTarget($owner: String!, $name: String!, $branch: String!) {
  viewer { login }
  repositoryOwner(login: $owner) { __typename login }
  repository(owner: $owner, name: $name) {
    id
    name
    url
    viewerPermission
    isEmpty
    isArchived
    visibility
    description
    repositoryTopics(first: 100) { nodes { topic { name } } }
    defaultBranchRef {
      name
      target {
        oid
        ... on Commit {
          message
          tree { oid }
          ...catalogHistory
        }
      }
    }
    refs(refPrefix: "${BRANCH_PREFIX}", query: $branch, first: 50) {
      nodes {
        prefix
        name
        target { oid ... on Commit { message ...catalogHistory } }
        associatedPullRequests(first: 20, orderBy: { field: CREATED_AT, direction: DESC }) {
          nodes { id number url body state baseRefName headRefOid isCrossRepository }
        }
      }
    }
  }
}
fragment catalogHistory on Commit {
  history(first: 20, path: "${CATALOG_FILE}") {
    nodes { oid message parents(first: 1) { nodes { oid } } }
  }
}`;

/** The variables of {@link TARGET_QUERY}; `branch` is the name of the branch that an update goes to. */
export function targetVariables(options: {
  owner: string;
  repo: string;
  branch?: string;
}) {
  const { owner, repo, branch = 'infra-ai/update' } = options;
  return { owner, name: repo, branch: branch.replace(/^infra-ai\//, '') };
}

/** GitHub leaves gaps in a list for what the token may not see. */
const nodesOf = <T extends z.ZodType>(schema: T) =>
  z.object({
    nodes: z
      .array(schema.nullable())
      .transform(list => list.filter(item => item !== null)),
  });

const commitSchema = z.object({
  oid: z.string(),
  message: z.string().default(''),
});

const historySchema = nodesOf(
  commitSchema.extend({ parents: nodesOf(z.object({ oid: z.string() })) }),
).default({ nodes: [] });

const branchSchema = z.object({
  prefix: z.string(),
  name: z.string(),
  target: commitSchema.extend({ history: historySchema }).nullish(),
  associatedPullRequests: nodesOf(
    z.object({
      id: z.string(),
      number: z.number(),
      url: z.string(),
      body: z.string(),
      state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
      baseRefName: z.string(),
      headRefOid: z.string(),
      isCrossRepository: z.boolean(),
    }),
  ),
});

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
          id: z.string(),
          name: z.string(),
          url: z.string(),
          viewerPermission: z
            .enum(['ADMIN', 'MAINTAIN', 'WRITE', 'TRIAGE', 'READ'])
            .nullish(),
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
                history: historySchema,
              }),
            })
            .nullish(),
          refs: nodesOf(branchSchema).nullish(),
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
      }. Check that the token has the scope "repo" and is authorized for the organization; a fine-grained token needs "Contents" and "Pull requests" to update a repository`,
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
    id: repository.id,
    permission: repository.viewerPermission ?? undefined,
    defaultBranch: branch?.name,
    head: branch?.target.tree && {
      sha: branch.target.oid,
      tree: branch.target.tree.oid,
      message: branch.target.message,
      catalogHistory: toHistory(branch.target.history),
    },
    branches: (repository.refs?.nodes ?? []).flatMap(
      ({ prefix, name, target, associatedPullRequests }) =>
        target
          ? {
              name: `${prefix}${name}`.replace(/^refs\/heads\//, ''),
              tip: {
                sha: target.oid,
                message: target.message,
                catalogHistory: toHistory(target.history),
              },
              pullRequests: associatedPullRequests.nodes,
            }
          : [],
    ),
  };
}

function toHistory({ nodes }: z.infer<typeof historySchema>): HistoryCommit[] {
  return nodes.map(({ oid, message, parents }) => ({
    sha: oid,
    message,
    parent: parents.nodes[0]?.oid,
  }));
}
