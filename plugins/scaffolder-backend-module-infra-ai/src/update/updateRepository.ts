import type { LoggerService } from '@backstage/backend-plugin-api';
import type { UpdateChanges } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { GithubRepository } from '../github/GithubRepository';
import type { UpdatableRepository } from '../github/nextStep';
import { markMessage } from '../github/provenance';
import {
  planRepositoryUpdate,
  type UpdateRequest,
} from './planRepositoryUpdate';
import { pullRequestBody, updatedBody } from './pullRequestBody';
import { chooseBranch } from './updateBranch';
import { writeUpdate } from './writeUpdate';

/** How an update is made. */
export interface UpdateOptions {
  request: UpdateRequest;
  /** See {@link updateBranchName}. */
  branchName: string;
  /** First line of the commit, and title of the pull request. */
  message: string;
  /** See {@link publicationKey}. */
  key: string;
  logger: LoggerService;
  signal?: AbortSignal;
}

/** What an update came to, or would come to. */
export interface UpdateOutcome {
  changes: UpdateChanges;
  entityRefs: string[];
  /** Branch of the pull request; undefined when nothing differs. */
  branch?: string;
  /** Of a dry run only that of a pull request that is open already. */
  pullRequest?: { number: number; url: string };
  /** Latest commit: of the pull request, or of the default branch when nothing differs. */
  sha: string;
}

/**
 * Brings the files into a repository that holds others, by a pull request: one request to read the files, one that
 * writes. Everything follows from what is there, so repeating it makes nothing twice.
 */
export async function updateRepository(
  repository: GithubRepository,
  there: UpdatableRepository,
  options: UpdateOptions & { dryRun?: boolean },
): Promise<UpdateOutcome> {
  const { request, key, message, logger, signal } = options;
  const branch = chooseBranch(there, { name: options.branchName, key });
  const plan = await planRepositoryUpdate(
    repository,
    there,
    branch,
    request,
    options,
  );
  const { changes, entityRefs, writes, deletions } = plan;
  if (changes.files.length === 0) {
    return { changes, entityRefs, sha: there.head.sha };
  }
  const outcome = {
    changes,
    entityRefs,
    branch: branch.name,
    pullRequest: branch.pullRequest,
    sha: branch.base.sha,
  };
  if (options.dryRun) {
    return outcome;
  }

  const source = { key, analysisId: request.analysisId };
  const description = pullRequestBody(changes, source);
  const body = branch.pullRequest
    ? updatedBody(branch.pullRequest.body, description)
    : description;
  const complete = writes.length + deletions.length === 0;
  if (branch.pullRequest && complete && body === undefined) {
    logger.info(
      `Pull request #${branch.pullRequest.number} has it all already`,
    );
    return outcome;
  }
  const written = await writeUpdate(
    repository,
    there,
    {
      branch,
      writes,
      deletions,
      commitMessage: markMessage(message, source),
      title: message.split('\n')[0],
      body,
    },
    signal,
  );
  const pullRequest = written.pullRequest ?? branch.pullRequest;
  logger.info(
    `${branch.pullRequest ? 'Updated' : 'Opened'} pull request #${
      pullRequest?.number
    } from ${branch.name} with ${writes.length + deletions.length} files`,
  );
  return { ...outcome, pullRequest, sha: written.commit ?? branch.base.sha };
}
