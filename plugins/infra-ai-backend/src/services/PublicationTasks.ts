import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type {
  ScaffolderService,
  ScaffolderServiceRequestOptions,
} from '@backstage/plugin-scaffolder-node';
import {
  isPublicationFinal,
  type Problem,
  type UpdateChanges,
  codeOf,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { PublicationStore } from '../database/PublicationStore';
import type { PublicationRecord } from '../database/types';
import type { Changes } from './Changes';

const POLL_MS = 500;
/** A publication without a task for this long lost the back end that was to start it. */
const ORPHAN_MS = 60_000;
/** Recent tasks among which the task of such a publication is looked for. */
const SEARCHED_TASKS = 100;

/** Clocks of two machines differ a little. */
const CLOCK_DIFFERENCE_MS = 60_000;

const changesSchema: z.ZodType<UpdateChanges> = z.object({
  entities: z.array(
    z.looseObject({
      entityRef: z.string(),
      kind: z.enum(['added', 'changed', 'removed', 'missing', 'unchanged']),
      fields: z.array(z.string()),
    }),
  ),
  files: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['added', 'changed', 'removed']),
      patch: z.string(),
    }),
  ),
  notes: z.array(z.string()),
});

/** Another plugin's data: what is not as expected is left out. */
const completionSchema = z.object({
  output: z
    .object({
      repositoryUrl: z.string().optional().catch(undefined),
      commit: z.string().optional().catch(undefined),
      entityRefs: z.array(z.string()).catch([]),
      action: z.enum(['create', 'update', 'none']).optional().catch(undefined),
      pullRequestUrl: z.string().optional().catch(undefined),
      pullRequestNumber: z.coerce
        .number()
        .int()
        .positive()
        .optional()
        .catch(undefined),
      changes: changesSchema.optional().catch(undefined),
    })
    .catch({ entityRefs: [] }),
  error: z
    .object({ name: z.string().optional(), message: z.string() })
    .optional()
    .catch(undefined),
});

/**
 * Brings publications in line with their scaffolder tasks. The tasks are read with the plugin's own credentials, as
 * nobody may be there when one ends; who may see the publication was decided before.
 */
export class PublicationTasks {
  readonly #store: PublicationStore;
  readonly #analyses: AnalysisStore;
  readonly #scaffolder: ScaffolderService;
  readonly #auth: AuthService;
  readonly #changes: Changes;
  readonly #logger: LoggerService;
  readonly #orphanMs: number;
  readonly #onPullRequest: () => Promise<void>;
  readonly #onEnd?: (publication: PublicationRecord) => Promise<void>;

  constructor(options: {
    store: PublicationStore;
    analyses: AnalysisStore;
    scaffolder: ScaffolderService;
    auth: AuthService;
    changes: Changes;
    logger: LoggerService;
    /** Makes sure that a pull request, of which a row is about to be written, will be followed. */
    onPullRequest: () => Promise<void>;
    /** Told once of each publication that has ended; must not fail. */
    onEnd?: (publication: PublicationRecord) => Promise<void>;
    orphanMs?: number;
  }) {
    this.#store = options.store;
    this.#analyses = options.analyses;
    this.#scaffolder = options.scaffolder;
    this.#auth = options.auth;
    this.#changes = options.changes;
    this.#logger = options.logger;
    this.#onPullRequest = options.onPullRequest;
    this.#onEnd = options.onEnd;
    this.#orphanMs = options.orphanMs ?? ORPHAN_MS;
  }

  /** The publication as its task has it by now; unchanged when the scaffolder does not answer. */
  async reconcile(publication: PublicationRecord): Promise<PublicationRecord> {
    if (isPublicationFinal(publication)) {
      return publication;
    }
    try {
      const options = {
        credentials: await this.#auth.getOwnServiceCredentials(),
      };
      const taskId =
        publication.taskId ?? (await this.#adopt(publication, options));
      if (!taskId) {
        return (await this.#store.get(publication.id)) ?? publication;
      }
      const changed = await this.#follow(publication, taskId, options);
      if (changed) {
        this.#logger.info(`Publication ends: ${changed.state}`, {
          publicationId: publication.id,
          analysisId: publication.analysisId,
        });
        this.#changes.notify(publication.id);
        await this.#onEnd?.(changed);
      }
      return changed ?? (await this.#store.get(publication.id)) ?? publication;
    } catch (error) {
      this.#logger.warn('The state of a publication could not be read', {
        publicationId: publication.id,
        analysisId: publication.analysisId,
        cause: isError(error) ? error.message : String(error),
      });
      return publication;
    }
  }

  /** One look at a publication. @returns true when it has ended */
  async watch(id: string): Promise<boolean> {
    const publication = await this.#store.get(id);
    return (
      !publication || isPublicationFinal(await this.reconcile(publication))
    );
  }

  /** Waits for the end; undefined when the publication was deleted with its analysis. */
  async waitForEnd(id: string): Promise<PublicationRecord | undefined> {
    for (;;) {
      const stored = await this.#store.get(id);
      const publication = stored && (await this.reconcile(stored));
      if (!publication || isPublicationFinal(publication)) {
        return publication;
      }
      this.#changes.assertOpen();
      await this.#changes.wait(id, POLL_MS);
    }
  }

  async #follow(
    { id }: PublicationRecord,
    taskId: string,
    options: ScaffolderServiceRequestOptions,
  ): Promise<PublicationRecord | undefined> {
    const task = await this.#scaffolder
      .getTask({ taskId }, options)
      .catch(error => {
        if (error?.statusCode === 404 || error?.name === 'NotFoundError') {
          return undefined;
        }
        throw error;
      });
    if (!task) {
      return this.#store.fail(id, {
        name: 'NotFoundError',
        message: `The scaffolder no longer knows the task ${taskId}, so its outcome is unknown.`,
        hint: 'Look whether the repository exists. Publishing again is safe: what is there already is used.',
      });
    }
    if (task.status === 'open' || task.status === 'processing') {
      return undefined;
    }
    const { output, error } = await this.#completion(taskId, options);
    if (task.status === 'completed') {
      const {
        pullRequestNumber: number,
        pullRequestUrl: url,
        ...rest
      } = output;
      const pullRequest = number && url ? { number, url } : undefined;
      if (pullRequest) {
        // Before as well: a look that finds nothing does no harm, a row that nobody looks at would.
        await this.#onPullRequest();
      }
      const completed = await this.#store.complete(id, {
        ...rest,
        pullRequest,
      });
      if (completed?.pullRequest) {
        await this.#onPullRequest();
      }
      return completed;
    }
    return this.#store.fail(id, taskProblem(task.status, taskId, error));
  }

  async #completion(taskId: string, options: ScaffolderServiceRequestOptions) {
    const events = await this.#scaffolder.getLogs({ taskId }, options);
    const last = events.filter(event => event.type === 'completion').at(-1);
    return completionSchema.parse(last?.body ?? {});
  }

  /**
   * A row without a task: it still waits for its analysis, or its back end died before or just after the task began.
   * The task carries what identifies it, so it can be found.
   */
  async #adopt(
    publication: PublicationRecord,
    options: ScaffolderServiceRequestOptions,
  ): Promise<string | undefined> {
    const analysis = await this.#analyses.get(publication.analysisId);
    const ready = analysis?.completedAt;
    if (!ready) {
      return undefined;
    }
    const since = Math.max(ready.getTime(), publication.createdAt.getTime());
    if (Date.now() - since < this.#orphanMs) {
      return undefined;
    }
    const task = publication.dryRun
      ? undefined
      : await this.#findTask(publication, options);
    if (task) {
      await this.#store.setTask(publication.id, task);
      return task;
    }
    await this.#store.fail(publication.id, {
      name: 'PublicationError',
      message:
        analysis.state === 'completed'
          ? 'The back end stopped before it could start this publication.'
          : 'The analysis did not succeed, so there is nothing to publish.',
      hint: 'Nothing was created. Publish again when the analysis is completed.',
    });
    return undefined;
  }

  async #findTask(
    publication: PublicationRecord,
    options: ScaffolderServiceRequestOptions,
  ): Promise<string | undefined> {
    const { items } = await this.#scaffolder.listTasks(
      { limit: SEARCHED_TASKS },
      options,
    );
    // The same analysis may be published to the same place again and again.
    const siblings = await this.#store.listFor([publication.analysisId]);
    const known = siblings.map(({ taskId }) => taskId);
    return items.find(
      ({ id, spec: { parameters }, createdAt }) =>
        !known.includes(id) &&
        parameters.analysisId === publication.analysisId &&
        parameters.owner === publication.owner &&
        parameters.repo === publication.repo &&
        Date.parse(createdAt) >
          publication.createdAt.getTime() - CLOCK_DIFFERENCE_MS,
    )?.id;
  }
}

function taskProblem(
  status: string,
  taskId: string,
  error?: { name?: string; message: string },
): Problem {
  if (status === 'cancelled') {
    return {
      name: 'CancelledError',
      message: 'The publication was cancelled.',
      hint: 'Publish again to go on: what is there already is used.',
      code: 'publication-cancelled',
    };
  }
  if (error?.name === 'RepositoryTakenError') {
    // It says what to do; publishing again would end the same way.
    return { name: error.name, message: error.message, ...codeOf(error) };
  }
  return {
    name: error?.name ?? 'PublicationError',
    message: error?.message ?? `The scaffolder task ${taskId} ended: ${status}`,
    hint: `The log of the scaffolder task ${taskId} shows each step. Once the cause is gone, publish again: what is there already is used.`,
  };
}
