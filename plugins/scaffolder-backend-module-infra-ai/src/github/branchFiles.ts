import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { explainGraphqlError, graphqlErrorSchema } from './graphqlErrors';
import type { GithubRepository } from './GithubRepository';
import { TemporaryFailure } from './TemporaryFailure';

/** GitHub looks up each of them on its own, and has ten seconds for a query. */
const PATHS_A_QUERY = 500;
const PLAIN_FILE = 0o100644;

/** What lies under the paths of a commit. */
export interface CommitTexts {
  /** Content by path of the plain text files. */
  texts: Map<string, string>;
  /** Why a path cannot be read and written as text; such a path is there, and is none of `texts`. */
  unreadable: Map<string, string>;
}

const entrySchema = z.object({
  mode: z.number(),
  type: z.string(),
  object: z
    .object({
      oid: z.string().optional(),
      isBinary: z.boolean().nullish(),
      isTruncated: z.boolean().optional(),
      text: z.string().nullish(),
    })
    .nullish(),
});

const answerSchema = z.object({
  data: z
    .object({
      repository: z
        .record(
          z.string(),
          z.record(z.string(), entrySchema.nullish()).nullish(),
        )
        .nullish(),
    })
    .nullish(),
  errors: z.array(graphqlErrorSchema).optional(),
});

/**
 * Reads the same paths of some commits, in one request for up to 500 paths.
 *
 * @returns by commit
 * @throws TemporaryFailure when a commit is gone
 */
export async function readTexts(
  repository: GithubRepository,
  { commits, paths }: { commits: string[]; paths: string[] },
  signal?: AbortSignal,
): Promise<Map<string, CommitTexts>> {
  const found = commits.map(
    (): CommitTexts => ({ texts: new Map(), unreadable: new Map() }),
  );
  for (let start = 0; start < paths.length; start += PATHS_A_QUERY) {
    const some = paths.slice(start, start + PATHS_A_QUERY);
    const answer = await repository.graphql(
      'read the files',
      filesQuery(repository, commits, some),
      signal,
    );
    collect(answer, repository, some, found);
  }
  return new Map(commits.map((sha, index) => [sha, found[index]]));
}

/** `Commit.file` and not `object(expression:)`: only the former tells a file from a symbolic link. */
function filesQuery(
  { owner, repo }: { owner: string; repo: string },
  commits: string[],
  paths: string[],
) {
  const declared = commits.map((_, i) => `, $c${i}: GitObjectID!`).join('');
  const objects = commits.map((_, i) => `c${i}: object(oid: $c${i}) { ...f }`);
  const files = paths.map(
    (path, i) => `f${i}: file(path: ${JSON.stringify(path)}) { ...e }`,
  );
  return {
    query: `query publishFiles($owner: String!, $name: String!${declared}) {
  repository(owner: $owner, name: $name) { ${objects.join(' ')} }
}
fragment f on Commit { ${files.join(' ')} }
fragment e on TreeEntry { mode type object { ... on Blob { oid isBinary isTruncated text } } }`,
    variables: {
      owner,
      name: repo,
      ...Object.fromEntries(commits.map((sha, i) => [`c${i}`, sha])),
    },
  };
}

function collect(
  answer: unknown,
  repository: GithubRepository,
  paths: string[],
  found: CommitTexts[],
): void {
  const parsed = answerSchema.safeParse(answer);
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
  const perFile = errors.filter(({ path = [] }) => path.length >= 3);
  const problem = errors.find(error => !perFile.includes(error));
  if (problem || !data?.repository) {
    throw explainGraphqlError(problem ?? { message: 'no data' }, {
      ...repository,
      branch: '',
    });
  }
  found.forEach(({ texts, unreadable }, commit) => {
    const files = data.repository![`c${commit}`];
    if (!files) {
      throw new TemporaryFailure(
        'unavailable',
        `A commit of ${repository.owner}/${repository.repo} is gone`,
      );
    }
    paths.forEach((path, index) => {
      const error = perFile.find(
        item => item.path![1] === `c${commit}` && item.path![2] === `f${index}`,
      );
      const entry = files[`f${index}`];
      if (error && error.type !== 'NOT_FOUND') {
        unreadable.set(path, error.message);
      } else if (entry) {
        const read = readEntry(entry);
        (read.text === undefined ? unreadable : texts).set(
          path,
          read.text ?? read.why!,
        );
      }
    });
  });
}

function readEntry({ mode, type, object }: z.infer<typeof entrySchema>): {
  text?: string;
  why?: string;
} {
  if (type !== 'blob' || mode !== PLAIN_FILE) {
    return { why: 'is there as something else than a plain file' };
  }
  if (object?.isBinary || typeof object?.text !== 'string') {
    return { why: 'is binary there' };
  }
  if (object.isTruncated) {
    return { why: 'is too long there for GitHub to show (512,000 bytes)' };
  }
  // Whatever else was lost on the way, an encoding for example, shows in the id.
  return blobId(object.text) === object.oid
    ? { text: object.text }
    : { why: 'is no UTF-8 text there' };
}

/** Id that git gives a file of this content. */
function blobId(text: string): string {
  const content = Buffer.from(text);
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}
