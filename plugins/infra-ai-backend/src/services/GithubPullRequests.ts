import {
  publishedEventSchema,
  type PublishedEvent,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type {
  FollowedPullRequest,
  PullRequestKey,
} from '../database/PullRequestStore';
import type { GithubService } from './GithubService';
import { graphql } from './githubTarget';

/** What GitHub says about a pull request. */
export interface PullRequestReport {
  state: 'open' | 'merged' | 'closed';
  /** Of a merge: the commit on the branch that it went into. */
  commit?: { sha: string; message: string };
  /** Whether that is the branch that the catalog reads. */
  intoDefaultBranch: boolean;
  repository: Omit<PublishedEvent['repository'], 'apiUrl'>;
  owner: PublishedEvent['owner'];
}

/** How many requests are left, see {@link GithubPullRequests.read}. */
export interface Allowance {
  remaining: number;
  resetAt: Date;
}

const MAX_FILES = 100;

const reportSchema = z
  .object({
    name: z.string(),
    url: z.string(),
    visibility: z.string(),
    owner: z.object({ __typename: z.string(), login: z.string() }),
    defaultBranchRef: z.object({ name: z.string() }).nullish(),
    repositoryTopics: z.object({
      nodes: z.array(z.object({ topic: z.object({ name: z.string() }) })),
    }),
    pullRequest: z
      .object({
        state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
        baseRefName: z.string(),
        mergeCommit: z
          .object({ oid: z.string(), message: z.string() })
          .nullish(),
      })
      .nullish(),
  })
  .nullish();

const allowanceSchema = z
  .object({ remaining: z.number(), resetAt: z.coerce.date() })
  .nullish();

/** Reads pull requests with the integration's credentials. */
export class GithubPullRequests {
  readonly #github: GithubService;

  constructor(options: { github: GithubService }) {
    this.#github = options.github;
  }

  /** Parts pull requests by the token that reads them: one for all, but a GitHub App has one per owner. */
  readTogether<T extends PullRequestKey>(pullRequests: T[]): T[][] {
    const groups = new Map<string, T[]>();
    for (const pullRequest of pullRequests) {
      const token = this.#github.tokenPerOwner
        ? pullRequest.owner.toLowerCase()
        : '';
      groups.set(token, [...(groups.get(token) ?? []), pullRequest]);
    }
    return [...groups.values()];
  }

  /**
   * Reads pull requests that belong together in one request; those that GitHub no longer shows are missing in the answer.
   */
  async read(keys: PullRequestKey[]): Promise<{
    reports: Array<PullRequestReport | undefined>;
    allowance?: Allowance;
  }> {
    const octokit = await this.#github.client(keys[0].owner);
    const answer = (await graphql(octokit, query(keys), {
      ...Object.fromEntries(
        keys.flatMap(({ owner: login, repo, number }, i) => [
          [`o${i}`, login],
          [`r${i}`, repo],
          [`n${i}`, number],
        ]),
      ),
    })) as Record<string, unknown>;
    return {
      reports: keys.map((_, i) => toReport(answer[`p${i}`])),
      allowance: allowanceSchema.parse(answer.rateLimit) ?? undefined,
    };
  }

  /** The event that tells the catalog of a merge. */
  async toEvent(
    pullRequest: FollowedPullRequest,
    report: PullRequestReport,
  ): Promise<PublishedEvent> {
    const octokit = await this.#github.client(pullRequest.owner);
    const { owner, repository, commit } = report;
    return publishedEventSchema.parse({
      host: this.#github.host,
      owner,
      repository: {
        ...repository,
        apiUrl: `${this.#github.apiBaseUrl}/repos/${owner.login}/${
          repository.name
        }`,
      },
      commit: { ...commit, ...(await changedPaths(octokit, pullRequest)) },
      analysisId: pullRequest.analysisId,
    });
  }
}

function query(keys: PullRequestKey[]): string {
  const declared = keys
    .map((_, i) => `$o${i}: String!, $r${i}: String!, $n${i}: Int!`)
    .join(', ');
  const asked = keys.map(
    (_, i) => `p${i}: repository(owner: $o${i}, name: $r${i}) {
    ...repository
    pullRequest(number: $n${i}) { state baseRefName mergeCommit { oid message } }
  }`,
  );
  return `query publishedPullRequests(${declared}) {
  ${asked.join('\n  ')}
  rateLimit { remaining resetAt }
}
fragment repository on Repository {
  name url visibility
  owner { __typename login }
  defaultBranchRef { name }
  repositoryTopics(first: 100) { nodes { topic { name } } }
}`;
}

function toReport(answer: unknown): PullRequestReport | undefined {
  const found = reportSchema.parse(answer);
  const pullRequest = found?.pullRequest;
  if (!found || !pullRequest) {
    return undefined;
  }
  const { mergeCommit, state, baseRefName } = pullRequest;
  const defaultBranch = found.defaultBranchRef?.name ?? baseRefName;
  return {
    state: state.toLowerCase() as PullRequestReport['state'],
    ...(mergeCommit
      ? { commit: { sha: mergeCommit.oid, message: mergeCommit.message } }
      : {}),
    intoDefaultBranch: baseRefName === defaultBranch,
    owner: {
      login: found.owner.login,
      type: found.owner.__typename === 'Organization' ? 'Organization' : 'User',
    },
    repository: {
      name: found.name,
      htmlUrl: found.url,
      defaultBranch,
      visibility:
        found.visibility.toLowerCase() as PullRequestReport['repository']['visibility'],
      topics: found.repositoryTopics.nodes.map(({ topic }) => topic.name),
    },
  };
}

/** What the pull request changed in the end; where GitHub does not say, what it was opened with. */
async function changedPaths(
  octokit: Octokit,
  { owner, repo, number, files }: FollowedPullRequest,
) {
  let changed: Array<{ path: string; kind: string }> = files;
  try {
    const { data } = await octokit.rest.pulls.listFiles({
      owner,
      repo,
      pull_number: number,
      per_page: MAX_FILES,
    });
    changed = data.map(({ filename, status }) => ({
      path: filename,
      kind: status,
    }));
  } catch {
    // The merge is what matters; the list only saves the catalog from reading files that did not change.
  }
  const of = (...kinds: string[]) =>
    changed.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path);
  return {
    added: of('added', 'copied'),
    modified: of('modified', 'changed', 'renamed'),
    removed: of('removed'),
  };
}
