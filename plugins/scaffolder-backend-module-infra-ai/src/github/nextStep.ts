import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { RepositoryTakenError } from '@infra-ai/backstage-plugin-infra-ai-common';
import { keysOf } from './provenance';
import type { Target } from './target';

type Owner = NonNullable<Target['owner']>;
type Repository = NonNullable<Target['repository']>;

/** What is left to do before the repository holds the files. */
export type NextStep =
  | { kind: 'create'; owner: Owner }
  | {
      kind: 'push';
      owner: Owner;
      repository: Repository;
      /** Made by an attempt at this publication, so that it may be removed again. */
      ours: boolean;
    }
  | {
      kind: 'update';
      owner: Owner;
      repository: UpdatableRepository;
    }
  | { kind: 'done'; owner: Owner; repository: Repository; sha: string };

/** A repository with a commit. */
export type UpdatableRepository = Repository &
  Required<Pick<Repository, 'head' | 'defaultBranch'>>;

const READ_ONLY = ['READ', 'TRIAGE'];

/**
 * Decides from what is on GitHub how a publication goes on.
 *
 * @throws NotFoundError, NotAllowedError, ConflictError or RepositoryTakenError with what to do instead, when it cannot
 */
export function nextStep(
  target: Target,
  wanted: {
    host: string;
    owner: string;
    repo: string;
    key: string;
    tree?: string;
    /** Only a repository that this publication made will do. */
    createOnly?: boolean;
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

  const ours = isOurs(repository, wanted.key);
  if (wanted.createOnly && !ours) {
    throw new RepositoryTakenError({ ...wanted, url: repository.url });
  }
  if (repository.head && repository.head.tree === wanted.tree) {
    return { kind: 'done', owner, repository, sha: repository.head.sha };
  }
  if (repository.archived) {
    throw new ConflictError(
      `${name} is archived. Unarchive it or choose another name: ${repository.url}`,
    );
  }
  if (repository.permission && READ_ONLY.includes(repository.permission)) {
    throw new NotAllowedError(
      `${name} exists, and ${
        target.viewer
      } may only read it (role ${repository.permission.toLowerCase()}). Ask an administrator of the repository for the role "write", or publish under another name: ${
        repository.url
      }`,
    );
  }
  const { head, defaultBranch } = repository;
  if (head && defaultBranch) {
    return {
      kind: 'update',
      owner,
      repository: { ...repository, head, defaultBranch },
    };
  }
  if (!repository.empty) {
    throw new ConflictError(
      `${name} has branches but no default branch with a commit. Choose its default branch in the settings, or publish under another name: ${repository.url}`,
    );
  }
  // An empty repository has nothing to lose, whoever made it.
  return { kind: 'push', owner, repository, ours };
}

/** Whether an attempt at this publication made it; a later commit or another description does not hide that. */
function isOurs({ description, head }: Repository, key: string): boolean {
  const messages = head
    ? [head.message, ...head.catalogHistory.map(({ message }) => message)]
    : [undefined];
  return messages.some(headMessage =>
    keysOf({ description, headMessage }).includes(key),
  );
}
