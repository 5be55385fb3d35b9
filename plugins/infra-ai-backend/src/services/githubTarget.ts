import { ConflictError, InputError } from '@backstage/errors';
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { withCode } from '@infra-ai/backstage-plugin-infra-ai-common';

/** Where a publication goes to. */
export type PublishTarget =
  /** There is no such repository, or it has no commit. */
  | { exists: false }
  | {
      exists: true;
      url: string;
      /** Content by path of the text files that were asked for. */
      files: Map<string, string>;
      /** Paths that hold something else: a binary file, a link, a file too long to show. */
      unreadable: string[];
    };

const PLAIN_FILE = 0o100644;

const fileSchema = z
  .object({
    mode: z.number(),
    object: z
      .object({
        text: z.string().nullish(),
        isBinary: z.boolean().nullish(),
        isTruncated: z.boolean().nullish(),
      })
      .nullish(),
  })
  .nullish();

const answerSchema = z.object({
  repositoryOwner: z.object({ login: z.string() }).nullish(),
  repository: z
    .object({
      url: z.string(),
      isArchived: z.boolean(),
      defaultBranchRef: z
        .object({ target: z.record(z.string(), z.unknown()).nullish() })
        .nullish(),
    })
    .nullish(),
});

/** GitHub refuses a fragment that nothing uses. */
const FRAGMENT =
  ' fragment e on TreeEntry { mode object { ... on Blob { text isBinary isTruncated } } }';

/** Reads an owner, a repository and some of its files in one GraphQL request. */
export async function readTarget(
  octokit: Octokit,
  { owner, repo }: { owner: string; repo: string },
  paths: string[],
): Promise<PublishTarget> {
  const { repositoryOwner, repository } = await ask(octokit, paths, {
    owner,
    repo,
  });
  if (!repositoryOwner) {
    throw withCode(
      new InputError(
        `GitHub has no user or organization "${owner}". Choose another owner.`,
      ),
      'github-owner-unknown',
      { owner },
    );
  }
  const commit = repository?.defaultBranchRef?.target;
  if (!repository || !commit) {
    return { exists: false };
  }
  if (repository.isArchived) {
    throw withCode(
      new ConflictError(
        `The repository ${owner}/${repo} is archived. Choose another name, or unarchive it.`,
      ),
      'github-archived',
      { repository: `${owner}/${repo}` },
    );
  }
  const files = new Map<string, string>();
  const unreadable: string[] = [];
  paths.forEach((path, index) => {
    const entry = fileSchema.parse(commit[`f${index}`]);
    if (!entry) {
      return;
    }
    const { mode, object } = entry;
    const isText =
      mode === PLAIN_FILE && !object?.isBinary && !object?.isTruncated;
    if (isText && typeof object?.text === 'string') {
      files.set(path, object.text);
    } else {
      unreadable.push(path);
    }
  });
  return { exists: true, url: repository.url, files, unreadable };
}

async function ask(
  octokit: Octokit,
  paths: string[],
  variables: { owner: string; repo: string },
): Promise<z.infer<typeof answerSchema>> {
  const files = paths.map(
    (path, i) => `f${i}: file(path: ${JSON.stringify(path)}) { ...e }`,
  );
  const query = `query publishTarget($owner: String!, $repo: String!) {
  repositoryOwner(login: $owner) { login }
  repository(owner: $owner, name: $repo) {
    url
    isArchived
    defaultBranchRef { target { ... on Commit { oid ${files.join(' ')} } } }
  }
}${paths.length > 0 ? FRAGMENT : ''}`;
  return answerSchema.parse(await graphql(octokit, query, variables));
}

/** A request whose answer may lack what GitHub does not have, or does not show. */
export async function graphql(
  octokit: Octokit,
  query: string,
  variables: Record<string, unknown>,
): Promise<unknown> {
  try {
    return await octokit.graphql(query, variables);
  } catch (error) {
    const { errors, data } = error as {
      errors?: Array<{ type?: string }>;
      data?: unknown;
    };
    if (data && errors?.every(({ type }) => type === 'NOT_FOUND')) {
      return data;
    }
    throw error;
  }
}
