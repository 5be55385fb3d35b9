import { randomUUID } from 'node:crypto';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, isError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import {
  assertRepositoryName,
  isPublicationFinal,
  toEntityName,
  type AnalysisFiles,
  type Problem,
  type RepositoryVisibility,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublicationStore } from '../database/PublicationStore';
import type { AnalysisRecord, PublicationRecord } from '../database/types';
import type { JobQueue } from './JobQueue';
import { StatusError } from './problems';
import type { PublicationDryRun } from './PublicationDryRun';
import type { PublicationTasks } from './PublicationTasks';

/** GitHub's rule for logins; those that an enterprise manages also have an underscore. */
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,37}[A-Za-z0-9])?$/;

/** Where to publish, checked for form only. */
export interface PublicationOrder {
  owner: string;
  repo?: string;
  visibility: RepositoryVisibility;
  /** Takes out of a repository what an earlier publication put there and the analysis no longer has. */
  removeMissing?: boolean;
  /** Fails where another repository has the name, instead of opening a pull request to it. */
  createOnly?: boolean;
  dryRun: boolean;
  token?: string;
}

/**
 * Publishes analyses through scaffolder tasks. The row comes first, then the task, so that a crash in between leaves a
 * row that the watching job completes, see {@link PublicationTasks}.
 */
export class PublicationService {
  readonly #store: PublicationStore;
  readonly #scaffolder: ScaffolderService;
  readonly #queue: JobQueue;
  readonly #tasks: PublicationTasks;
  readonly #dryRun: PublicationDryRun;
  readonly #logger: LoggerService;
  readonly #templateRef: string;
  readonly #visibilities: RepositoryVisibility[];

  constructor(options: {
    store: PublicationStore;
    scaffolder: ScaffolderService;
    queue: JobQueue;
    tasks: PublicationTasks;
    dryRun: PublicationDryRun;
    logger: LoggerService;
    templateRef: string;
    visibilities: RepositoryVisibility[];
  }) {
    this.#store = options.store;
    this.#scaffolder = options.scaffolder;
    this.#queue = options.queue;
    this.#tasks = options.tasks;
    this.#dryRun = options.dryRun;
    this.#logger = options.logger;
    this.#templateRef = options.templateRef;
    this.#visibilities = options.visibilities;
  }

  /** @throws InputError that says what to change */
  check(order: PublicationOrder): void {
    if (!OWNER.test(order.owner)) {
      throw new InputError(
        `"${order.owner}" is not the name of a GitHub user or organization: use letters, digits and single dashes.`,
      );
    }
    if (order.repo !== undefined) {
      assertRepositoryName(order.repo);
    }
    if (!this.#visibilities.includes(order.visibility)) {
      throw new InputError(
        `Repositories cannot be "${
          order.visibility
        }" here. Choose one of: ${this.#visibilities.join(', ')}.`,
      );
    }
  }

  /**
   * Starts a publication, or answers with the one of the same target that is under way. To a repository that is there it
   * becomes a pull request, or nothing when all is there already.
   *
   * @throws ConflictError when the analysis is not completed
   */
  async publish(
    analysis: AnalysisRecord,
    order: PublicationOrder,
    credentials: BackstageCredentials,
  ): Promise<PublicationRecord> {
    this.check(order);
    if (analysis.state !== 'completed') {
      throw new ConflictError(
        `The analysis is ${analysis.state}; only a completed one can be published.`,
      );
    }
    const { publication, created } = await this.reserve(analysis, order);
    if (!created) {
      return publication;
    }
    return this.begin(analysis, publication, order, credentials);
  }

  /** Writes the row of a publication that {@link PublicationService.begin} is to start. */
  async reserve(
    analysis: { id: string; name: string; createdBy: string },
    order: PublicationOrder,
  ): Promise<{ publication: PublicationRecord; created: boolean }> {
    const publication = {
      id: randomUUID(),
      analysisId: analysis.id,
      owner: order.owner,
      repo: order.repo ?? toEntityName(analysis.name),
      visibility: order.visibility,
      dryRun: order.dryRun,
      createOnly: order.createOnly ?? false,
      createdBy: analysis.createdBy,
    };
    const opened = await this.#store.open(publication, tx =>
      this.#queue.watchPublication(publication.id, tx),
    );
    const current =
      opened.outcome === 'open'
        ? await this.#tasks.reconcile(opened.publication)
        : opened.publication;
    return { publication: current, created: opened.outcome === 'created' };
  }

  /** Starts the task of a reserved publication. */
  async begin(
    analysis: AnalysisRecord,
    reserved: PublicationRecord,
    order: PublicationOrder,
    credentials: BackstageCredentials,
  ): Promise<PublicationRecord> {
    const publication = await this.#withRepo(analysis, reserved, order);
    if (publication.dryRun) {
      return this.#dryRun.run(analysis, publication, order, credentials);
    }
    const logger = this.#logger.child({
      analysisId: analysis.id,
      publicationId: publication.id,
    });
    const { owner, repo, visibility } = publication;
    await this.#store.setSnapshot(publication.id, {
      name: analysis.name,
      owner: analysis.owner,
      analyzerId: analysis.analyzerId,
      model: analysis.model!,
    });
    let taskId: string;
    try {
      ({ taskId } = await this.#scaffolder.scaffold(
        {
          templateRef: this.#templateRef,
          values: {
            analysisId: analysis.id,
            owner,
            repo,
            visibility,
            removeMissing: order.removeMissing ?? false,
            createOnly: publication.createOnly,
          },
          ...(order.token
            ? { secrets: { USER_OAUTH_TOKEN: order.token } }
            : {}),
        },
        { credentials },
      ));
    } catch (error) {
      logger.warn('Publication could not start', error as Error);
      const problem = startProblem(error, this.#templateRef);
      await this.#store.fail(publication.id, problem);
      throw new StatusError(
        502,
        problem.name,
        `${problem.message} ${problem.hint}`,
      );
    }
    logger.info(`Publication runs as scaffolder task ${taskId}`);
    const running = await this.#store.setTask(publication.id, taskId);
    await this.#queue.watchPublication(publication.id);
    return running ?? publication;
  }

  /**
   * Gives up a publication that is under way, so that its analysis can be edited, published elsewhere or deleted. Its
   * task may hang for good: a back end that died leaves it "processing". What is on GitHub by then stays.
   *
   * @throws ConflictError when it has no task yet, StatusError when the scaffolder does not stop the task
   */
  async cancel(
    publication: PublicationRecord,
    credentials: BackstageCredentials,
  ): Promise<PublicationRecord> {
    const { id, taskId, owner, repo } = publication;
    if (isPublicationFinal(publication)) {
      return publication;
    }
    if (!taskId) {
      throw new ConflictError(
        'The publication has not begun. Wait until it has, or for a minute if it never does; an analysis that is still going on can be deleted.',
      );
    }
    try {
      await this.#scaffolder.cancelTask({ taskId }, { credentials });
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) {
        throw new StatusError(
          502,
          'PublicationError',
          `The scaffolder did not stop the task ${taskId}: ${
            isError(error) ? error.message : 'unknown reason'
          }.`,
        );
      }
    }
    this.#logger.info(`Publication is given up, with its task ${taskId}`, {
      publicationId: id,
    });
    const ended = await this.#store.fail(id, {
      name: 'CancelledError',
      message: 'The publication was cancelled.',
      hint: `Look whether ${owner}/${repo} exists: what was done by then stays. Publishing again goes on with it.`,
    });
    return ended ?? (await this.#store.get(id)) ?? publication;
  }

  /** Ends a reserved publication that cannot begin. */
  async giveUp(id: string, problem: Problem): Promise<void> {
    await this.#store.fail(id, problem);
  }

  /** What was published of an analysis, else what would be now. */
  async publishedFiles(
    analysis: AnalysisRecord,
    target: { owner?: string; repo?: string },
  ): Promise<AnalysisFiles> {
    return this.#dryRun.publishedFiles(analysis, target);
  }

  /** Publications of these analyses in their present state, newest first. */
  async listFor(analysisIds: string[]): Promise<PublicationRecord[]> {
    const publications = await this.#store.listFor(analysisIds);
    return Promise.all(
      publications.map(publication => this.#tasks.reconcile(publication)),
    );
  }

  async waitForEnd(id: string): Promise<PublicationRecord | undefined> {
    return this.#tasks.waitForEnd(id);
  }

  /** A publication reserved before its analysis was done has its repository named after the system. */
  async #withRepo(
    analysis: AnalysisRecord,
    publication: PublicationRecord,
    order: PublicationOrder,
  ): Promise<PublicationRecord> {
    const repo = order.repo ?? toEntityName(analysis.name);
    if (repo === publication.repo) {
      return publication;
    }
    await this.#store.setRepo(publication.id, repo);
    return { ...publication, repo };
  }
}

function startProblem(error: unknown, templateRef: string): Problem {
  const status = isError(error)
    ? (error as { statusCode?: number }).statusCode
    : undefined;
  if (status === 404) {
    return {
      name: 'NotFoundError',
      message: `The template "${templateRef}" that publishes is not in the catalog.`,
      hint: 'Try again in a minute if the portal has just started; else an administrator has to add the catalog module of Infrastructure AI, or correct infraAi.publish.templateRef.',
    };
  }
  return {
    name: 'PublicationError',
    message: `The scaffolder did not take the task: ${
      isError(error) ? error.message : 'unknown reason'
    }.`,
    hint: 'Nothing was created. Publish again.',
  };
}
