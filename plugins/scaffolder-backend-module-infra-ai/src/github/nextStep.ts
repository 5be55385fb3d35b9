import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { keysOf } from './provenance';
import type { Target } from './target';

/** What is left to do before the repository holds the commit. */
export type NextStep =
  | { kind: 'create'; owner: NonNullable<Target['owner']> }
  | {
      kind: 'push';
      owner: NonNullable<Target['owner']>;
      repository: NonNullable<Target['repository']>;
    }
  | {
      kind: 'done';
      owner: NonNullable<Target['owner']>;
      repository: NonNullable<Target['repository']>;
      sha: string;
    };

/**
 * Decides from what is on GitHub how a publication goes on.
 *
 * @throws NotFoundError, NotAllowedError or ConflictError with what to do instead, when it cannot
 */
export function nextStep(
  target: Target,
  wanted: {
    host: string;
    owner: string;
    repo: string;
    key: string;
    tree?: string;
  },
): NextStep {
  const { owner, repository } = target;
  const name = `${wanted.owner}/${wanted.repo}`;
  if (!owner) {
    throw new NotFoundError(
      `There is no user or organization "${wanted.owner}" on ${wanted.host} that the token can see. Check the spelling, or choose another owner`,
    );
  }
  if (!repository) {
    if (
      owner.type === 'User' &&
      owner.login.toLowerCase() !== target.viewer.toLowerCase()
    ) {
      throw new NotAllowedError(
        `Only ${owner.login} can create a repository under ${owner.login}, and the token belongs to ${target.viewer}. Publish under ${target.viewer} or an organization, or sign in to GitHub as ${owner.login}`,
      );
    }
    return { kind: 'create', owner };
  }

  const keys = keysOf({
    description: repository.description,
    headMessage: repository.head?.message,
  });
  if (keys.length === 0) {
    throw new ConflictError(
      `${name} exists already and was not made by this plugin. Choose another name, or delete or rename that repository first: ${repository.url}`,
    );
  }
  if (repository.head && repository.head.tree === wanted.tree) {
    return { kind: 'done', owner, repository, sha: repository.head.sha };
  }
  if (!keys.includes(wanted.key)) {
    throw new ConflictError(
      `${name} exists already and holds something else that was published from here. Choose another name: ${repository.url}`,
    );
  }
  if (repository.archived) {
    throw new ConflictError(
      `${name} is archived. Unarchive it or choose another name: ${repository.url}`,
    );
  }
  if (!repository.empty) {
    throw new ConflictError(
      `${name} has been published already and has changed since, here or there. Nothing was overwritten. Publish under another name, or change the files in the repository: ${repository.url}`,
    );
  }
  return { kind: 'push', owner, repository };
}
