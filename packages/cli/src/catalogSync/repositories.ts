import type { Octokit } from '@octokit/rest';
import { CommandError, messageOf } from '../lib/errors';
import type { DiscoverableRepository } from './discovery';

/** Repositories in one request; with a file in each, more makes GitHub slow. */
const PAGE = 50;

/** A repository as discovery sees it, with the file at the head of its branch. */
export interface FoundRepository extends DiscoverableRepository {
  owner: string;
  url: string;
  /** Content of the one file that was asked for; undefined: it is not there. */
  text?: string;
  /** GitHub gives only the beginning of a large file here. */
  truncated?: boolean;
}

interface Page {
  repositoryOwner: null | {
    login: string;
    repositories: {
      nodes: Array<{
        name: string;
        url: string;
        owner: { login: string };
        isArchived: boolean;
        isFork: boolean;
        visibility: string;
        defaultBranchRef: { name: string } | null;
        repositoryTopics: { nodes: Array<{ topic: { name: string } }> };
        object: null | {
          __typename: string;
          text?: string | null;
          isTruncated?: boolean;
        };
      }>;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

/** The same fields as discovery's own query, and the content of the file. */
const QUERY = `
  query catalogFiles($owner: String!, $expression: String!, $cursor: String, $page: Int!) {
    repositoryOwner(login: $owner) {
      login
      repositories(first: $page, after: $cursor) {
        nodes {
          name
          url
          owner { login }
          isArchived
          isFork
          visibility
          defaultBranchRef { name }
          repositoryTopics(first: 100) { nodes { topic { name } } }
          object(expression: $expression) {
            __typename
            ... on Blob { text isTruncated }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

/**
 * All repositories of an organization or a user with one file of each, page by page: one request for fifty of them.
 *
 * @throws CommandError when there is no such owner, or GitHub does not answer
 */
export async function listRepositories(
  octokit: Octokit,
  owner: string,
  file: { path: string; branch?: string },
  onPage: (count: number) => void = () => undefined,
): Promise<FoundRepository[]> {
  const found: FoundRepository[] = [];
  let cursor: string | null = null;
  do {
    let page: Page;
    try {
      page = await octokit.graphql<Page>(QUERY, {
        owner,
        expression: `${file.branch ?? 'HEAD'}:${file.path}`,
        cursor,
        page: PAGE,
      });
    } catch (error) {
      throw error instanceof CommandError
        ? error
        : new CommandError(
            `The repositories of '${owner}' cannot be read: ${messageOf(
              error,
            )}`,
          );
    }
    if (!page.repositoryOwner) {
      throw new CommandError(
        `GitHub knows no organization or user '${owner}', or the token may not see it. Correct catalog.providers.github, or see what infra-ai validate-github-auth says.`,
      );
    }
    const { nodes, pageInfo } = page.repositoryOwner.repositories;
    for (const node of nodes) {
      const blob = node.object?.__typename === 'Blob' ? node.object : undefined;
      found.push({
        name: node.name,
        owner: node.owner.login,
        url: node.url,
        isArchived: node.isArchived,
        isFork: node.isFork,
        visibility: node.visibility,
        defaultBranch: node.defaultBranchRef?.name,
        topics: node.repositoryTopics.nodes.map(({ topic }) => topic.name),
        // Discovery takes an empty file for none.
        text: blob?.text || undefined,
        truncated: blob?.isTruncated,
      });
    }
    onPage(found.length);
    cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (cursor);
  return found;
}

/** The content of a file at the head of a branch; undefined when it is not there. */
export async function readFile(
  octokit: Octokit,
  file: { owner: string; repo: string; path: string; ref: string },
): Promise<string | undefined> {
  try {
    const { data } = await octokit.request(
      'GET /repos/{owner}/{repo}/contents/{path}',
      { ...file, mediaType: { format: 'raw' } },
    );
    return String(data);
  } catch (error) {
    if ((error as { status?: number }).status === 404) {
      return undefined;
    }
    throw error;
  }
}

/** Paths of all files at the head of a branch. */
export async function listFiles(
  octokit: Octokit,
  repository: { owner: string; repo: string; ref: string },
): Promise<{ paths: string[]; truncated: boolean }> {
  const { owner, repo, ref } = repository;
  const { data } = await octokit.request(
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { owner, repo, tree_sha: ref, recursive: 'true' },
  );
  return {
    paths: data.tree
      .filter(({ type }) => type === 'blob')
      .map(({ path }) => path)
      .filter(path => path !== undefined),
    truncated: data.truncated,
  };
}
