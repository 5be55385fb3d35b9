import { CustomErrorBase } from '@backstage/errors';

/**
 * A new repository was asked for, and the name has gone to another one since it was checked. Nothing was written.
 *
 * @public
 */
export class RepositoryTakenError extends CustomErrorBase {
  // A log and a stored problem keep the name only.
  name = 'RepositoryTakenError' as const;

  constructor(repository: { owner: string; repo: string; url: string }) {
    const { owner, repo, url } = repository;
    super(
      `The name ${owner}/${repo} was taken in between: a repository that this analysis did not make is there now. It was left as it is; nothing was written. Choose another name, or ask for a pull request to it: ${url}`,
    );
  }
}
