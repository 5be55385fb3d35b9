import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, InputError } from '@backstage/errors';
import type { PublicationAction } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PackedCommit } from '../git';
import {
  updateRepository,
  type UpdateOptions,
  type UpdateOutcome,
} from '../update';
import type { Clock } from './Clock';
import type {
  GithubRepository,
  RepositoryVisibility,
} from './GithubRepository';
import { nextStep, type NextStep } from './nextStep';
import { markDescription } from './provenance';
import { Retries } from './Retries';
import type { Target } from './target';
import { TemporaryFailure } from './TemporaryFailure';

const ROLLBACK_TIMEOUT_MS = 20_000;

/** A repository that holds the files, or a pull request to it that brings them. */
export interface Published {
  action: PublicationAction;
  owner: NonNullable<Target['owner']>;
  /** Name of the repository as GitHub spells it. */
  name: string;
  /** The commit on GitHub; an earlier one with the same files when there was nothing to do. */
  sha: string;
  defaultBranch: string;
  visibility: RepositoryVisibility;
  topics: string[];
  /** Whether the repository was there before this attempt. */
  existed: boolean;
  /** Of a repository that held other files before. */
  update?: UpdateOutcome;
}

/** What one publication wants. */
export interface PublishOptions {
  repository: GithubRepository;
  commit: PackedCommit;
  branch: string;
  visibility: RepositoryVisibility;
  description?: string;
  /** See {@link publicationKey}. */
  key: string;
  /** How a repository that holds other files is updated. */
  update: Pick<UpdateOptions, 'request' | 'branchName' | 'message'>;
  /** Only a new repository: another that has the name is an error. */
  createOnly?: boolean;
  /** Says what would be done and writes nothing. */
  dryRun: boolean;
  maxRateLimitWaitMs: number;
  logger: LoggerService;
  clock: Clock;
  signal?: AbortSignal;
}

/**
 * Brings the files to GitHub in three requests: read, create, push; or, when the repository holds others, read, read the
 * files, open a pull request. Every attempt begins by reading, so an answer that got lost, a crash or a second run never
 * make anything twice: what is there is found and continued.
 *
 * @throws an error of `@backstage/errors` with cause and next step; a repository that this run created is then gone
 *   again, or the message says that an empty one is left
 */
export async function publishToGithub(
  options: PublishOptions,
): Promise<Published> {
  const { repository } = options;
  const retries = new Retries(options);
  const progress = { created: false, createSent: false };
  try {
    for (;;) {
      try {
        const step = await decide(options);
        return await carryOut(step, options, progress);
      } catch (error) {
        await retries.wait(error);
      }
    }
  } catch (error) {
    throw progress.createSent
      ? await rollBack(repository, options, error as Error)
      : error;
  }
}

/** Reads what is there and decides. */
export async function decide(
  options: Pick<
    PublishOptions,
    'repository' | 'key' | 'createOnly' | 'signal'
  > & {
    commit?: PackedCommit;
    update?: Pick<UpdateOptions, 'branchName'>;
  },
): Promise<NextStep> {
  const { repository, key, createOnly, commit, signal } = options;
  const { host, owner, repo } = repository;
  const target = await repository.read(options.update?.branchName, signal);
  return nextStep(target, {
    host,
    owner,
    repo,
    key,
    tree: commit?.tree,
    createOnly,
  });
}

async function carryOut(
  step: NextStep,
  options: PublishOptions,
  progress: { created: boolean; createSent: boolean },
): Promise<Published> {
  const { repository, commit, branch, logger } = options;
  if (step.kind === 'create' || step.kind === 'push') {
    if (!options.dryRun) {
      await create(options, step, progress);
      await push(options);
    }
    const there = step.kind === 'push' ? step.repository : undefined;
    return {
      action: 'create',
      owner: step.owner,
      name: there?.name ?? repository.repo,
      sha: commit.sha,
      defaultBranch: branch,
      visibility: there?.visibility ?? options.visibility,
      topics: there?.topics ?? [],
      existed: there !== undefined,
    };
  }
  const { name, visibility, topics, defaultBranch } = step.repository;
  const found = { owner: step.owner, name, visibility, topics, existed: true };
  if (step.kind === 'done') {
    logger.info('The repository holds exactly these files already');
    return {
      ...found,
      // An attempt whose answer was lost, or which a crash ended, made it all.
      action: step.sha === commit.sha ? 'create' : 'none',
      sha: step.sha,
      defaultBranch: defaultBranch ?? branch,
    };
  }
  const { key, signal, dryRun } = options;
  const update = await updateRepository(repository, step.repository, {
    ...options.update,
    key,
    dryRun,
    logger,
    signal,
  });
  return {
    ...found,
    action: update.branch ? 'update' : 'none',
    sha: update.sha,
    defaultBranch: step.repository.defaultBranch,
    update,
  };
}

async function create(
  options: PublishOptions,
  step: Extract<NextStep, { kind: 'create' | 'push' }>,
  progress: { created: boolean; createSent: boolean },
): Promise<void> {
  const { repository, visibility, description, key, logger, signal } = options;
  if (step.kind === 'push') {
    logger.info(
      step.ours
        ? 'The repository is there, empty, from an earlier attempt'
        : `The repository is there, empty and ${step.repository.visibility}: the files become its first commit`,
    );
    return;
  }
  if (progress.created) {
    throw new TemporaryFailure(
      'not-visible-yet',
      'The new repository is not visible yet',
    );
  }
  if (visibility === 'internal' && step.owner.type === 'User') {
    throw new InputError(
      `A repository of the user ${step.owner.login} cannot be internal: choose private or public, or an organization of an enterprise`,
    );
  }
  progress.createSent = true;
  await repository.create(
    {
      ownerType: step.owner.type,
      visibility,
      description: markDescription(description, key),
    },
    signal,
  );
  progress.created = true;
  logger.info(`Created the repository ${repository.owner}/${repository.repo}`);
}

async function push(options: PublishOptions): Promise<void> {
  const { repository, branch, commit, logger, signal } = options;
  try {
    await repository.push(branch, commit, signal);
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') {
      // It was there a moment ago: GitHub's parts learn of it one after another.
      throw new TemporaryFailure(
        'not-visible-yet',
        `${repository.owner}/${repository.repo} does not take a push yet`,
        { cause: error },
      );
    }
    throw error;
  }
  logger.info(`Pushed ${commit.paths.length} files as commit ${commit.sha}`);
}

/** Removes the empty repository that a failed run leaves, and tells what is left when it cannot. */
async function rollBack(
  repository: GithubRepository,
  options: PublishOptions,
  cause: Error,
): Promise<Error> {
  const { key, commit, logger } = options;
  const name = `${repository.owner}/${repository.repo}`;
  // The person's own signal may be what ended the run.
  const signal = AbortSignal.timeout(ROLLBACK_TIMEOUT_MS);
  try {
    const step = await decide({ repository, key, commit, signal });
    if (step.kind === 'push' && step.ours) {
      await repository.delete(signal);
      logger.info(`Removed the empty repository ${name} again`);
    }
    return cause;
  } catch (error) {
    return new ForwardedError(
      `The repository ${name} may be left, empty: removing it failed (${
        (error as Error).message
      }). Publishing again continues with it`,
      cause,
    );
  }
}
