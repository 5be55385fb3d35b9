import type { Octokit } from '@octokit/rest';
import { isProbe, probeTime } from './marker';

/** A younger one may be of a run that is under way. */
const OLD_MS = 15 * 60_000;
const PAGES = 3;

/** A repository that an interrupted run left behind. */
export interface OldProbe {
  owner: string;
  repo: string;
  url: string;
  branch: string;
}

interface Page {
  repositoryOwner: null | {
    repositories: {
      nodes: Array<{
        name: string;
        url: string;
        description: string | null;
        owner: { login: string };
        defaultBranchRef: { name: string } | null;
        repositoryTopics: { nodes: Array<{ topic: { name: string } }> };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

const QUERY = `
  query probes($owner: String!, $cursor: String) {
    repositoryOwner(login: $owner) {
      repositories(first: 100, after: $cursor, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes {
          name
          url
          description
          owner { login }
          defaultBranchRef { name }
          repositoryTopics(first: 20) { nodes { topic { name } } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

/** Marked probes of earlier runs, among the newest 300 repositories of the owner. */
export async function findOldProbes(
  octokit: Octokit,
  owner: string,
  now: Date,
): Promise<OldProbe[]> {
  const found: OldProbe[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const answer: Page = await octokit.graphql<Page>(QUERY, { owner, cursor });
    const repositories = answer.repositoryOwner?.repositories;
    for (const node of repositories?.nodes ?? []) {
      const topics = node.repositoryTopics.nodes.map(({ topic }) => topic.name);
      const time = probeTime(node.name);
      if (
        time &&
        now.getTime() - time.getTime() > OLD_MS &&
        isProbe({ ...node, topics }) &&
        node.owner.login.toLowerCase() === owner.toLowerCase()
      ) {
        found.push({
          owner: node.owner.login,
          repo: node.name,
          url: node.url,
          branch: node.defaultBranchRef?.name ?? 'main',
        });
      }
    }
    if (!repositories?.pageInfo.hasNextPage) {
      break;
    }
    cursor = repositories.pageInfo.endCursor;
  }
  return found;
}
