import { createHash, randomUUID } from 'node:crypto';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import {
  infrastructureModelSchema,
  planFiles,
  type Analysis,
  type AnalysisEvent,
  type AnalysisFiles,
  type AnalysisList,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisStore } from '../database/AnalysisStore';
import type {
  AnalysisEdit,
  AnalysisOutcome,
  AnalysisQuery,
  AnalysisRecord,
  NewAnalysis,
} from '../database/types';
import { provisionalName, systemName } from './analysisName';
import type { AnalysisRunner } from './AnalysisRunner';
import type { AnalyzerRegistry } from './AnalyzerRegistry';
import type { Changes } from './Changes';
import type { JobQueue } from './JobQueue';
import type { PublicationService } from './PublicationService';
import { toAnalysis, toAnalysisSummary } from './toApi';

/** Another back end may run the job; this is how soon its news is seen here. */
const POLL_MS = 500;
const TERMINAL = ['completed', 'failed', 'cancelled'];

/** What an analysis is made of, checked. */
export interface AnalysisOrder {
  description: string;
  name?: string;
  owner: string;
  analyzer?: string;
  createdBy: string;
}

/** Analyses: start, follow, correct, delete. Whoever calls has checked that the caller may. */
export class AnalysisService {
  readonly #store: AnalysisStore;
  readonly #analyzers: AnalyzerRegistry;
  readonly #queue: JobQueue;
  readonly #runner: AnalysisRunner;
  readonly #publications: PublicationService;
  readonly #changes: Changes;
  readonly #techdocs: boolean;

  constructor(options: {
    store: AnalysisStore;
    analyzers: AnalyzerRegistry;
    queue: JobQueue;
    runner: AnalysisRunner;
    publications: PublicationService;
    changes: Changes;
    techdocs: boolean;
  }) {
    this.#store = options.store;
    this.#analyzers = options.analyzers;
    this.#queue = options.queue;
    this.#runner = options.runner;
    this.#publications = options.publications;
    this.#changes = options.changes;
    this.#techdocs = options.techdocs;
  }

  /**
   * Stores an analysis and its job. The same order of the same person with the same version of the analyzer is answered
   * with what the analyzer said then.
   */
  async start(order: AnalysisOrder): Promise<Analysis> {
    const analyzer = this.#analyzers.select(order.analyzer, {
      kind: 'text',
      text: order.description,
    });
    const analysis: NewAnalysis = {
      id: randomUUID(),
      createdBy: order.createdBy,
      name: order.name ?? provisionalName(order.description),
      requestedName: order.name,
      owner: order.owner,
      inputKind: 'text',
      inputText: order.description,
      inputHash: hashOrder(order),
      analyzerId: analyzer.id,
      analyzerTitle: analyzer.title,
      analyzerVersion: analyzer.version,
    };
    const known = await this.#findReusable(analysis);
    if (known) {
      await this.#store.createCompleted(
        analysis,
        {
          name: order.name ?? systemName(analysis.id, known.model),
          model: known.model,
        },
        {
          type: 'progress',
          step: 'reuse',
          message:
            'You have analyzed this text before; the answer was taken from the store.',
        },
      );
    } else {
      await this.#store.create(analysis, tx =>
        this.#queue.addAnalysis(analysis.id, tx),
      );
      this.#queue.wake();
    }
    return toAnalysis((await this.#store.get(analysis.id))!, []);
  }

  /** An answer of an older release may not fit the schema of today. */
  async #findReusable(
    analysis: NewAnalysis,
  ): Promise<AnalysisOutcome | undefined> {
    const known = await this.#store.findReusable(analysis);
    return known && infrastructureModelSchema.safeParse(known.model).success
      ? known
      : undefined;
  }

  async present(record: AnalysisRecord): Promise<Analysis> {
    return toAnalysis(record, await this.#publications.listFor([record.id]));
  }

  async list(query: AnalysisQuery): Promise<AnalysisList> {
    const { items, totalItems } = await this.#store.list(query);
    const publications = await this.#publications.listFor(
      items.map(({ id }) => id),
    );
    return {
      items: items.map(item => toAnalysisSummary(item, publications)),
      totalItems,
    };
  }

  /** @throws ConflictError when the analysis is not done, or somebody else was faster */
  async update(record: AnalysisRecord, edit: AnalysisEdit): Promise<Analysis> {
    assertCompleted(record, 'edited');
    const updated = await this.#store.update(record.id, edit);
    if (!updated) {
      throw new ConflictError(
        `The analysis was edited meanwhile: your edit is based on revision ${edit.revision}. Load it again and repeat your edit.`,
      );
    }
    return this.present(updated);
  }

  /** Also stops a run. @throws ConflictError while it is being published */
  async delete(record: AnalysisRecord): Promise<void> {
    // What has ended without anyone looking must not stand in the way.
    await this.#publications.listFor([record.id]);
    if (
      !(await this.#store.delete(record.id)) &&
      (await this.#store.get(record.id))
    ) {
      throw new ConflictError(
        'The analysis is being published. Wait until that has ended, then delete it.',
      );
    }
    this.#runner.cancel(record.id);
    this.#changes.notify(record.id);
    await this.#queue.removeAnalysis(record.id);
  }

  /** The events behind `after`, as they happen, up to the end of the analysis or of this back end. */
  async *watch(
    id: string,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<AnalysisEvent> {
    let last = after;
    while (!signal.aborted && !this.#changes.closed) {
      const record = await this.#store.get(id);
      if (!record) {
        // Its history went with it.
        yield {
          id: last + 1,
          at: new Date().toISOString(),
          type: 'state',
          state: 'cancelled',
        };
        return;
      }
      for (const event of await this.#store.listEvents(id, last)) {
        last = event.id;
        yield event;
      }
      if (TERMINAL.includes(record.state)) {
        return;
      }
      await this.#changes.wait(id, POLL_MS, signal);
    }
  }

  /**
   * Waits for the end; undefined when the analysis was deleted before.
   *
   * @throws ServiceUnavailableError when this back end stops before
   */
  async waitForEnd(id: string): Promise<AnalysisRecord | undefined> {
    for (;;) {
      const record = await this.#store.get(id);
      if (!record || TERMINAL.includes(record.state)) {
        return record;
      }
      this.#changes.assertOpen();
      await this.#changes.wait(id, POLL_MS);
    }
  }

  /** What would be published, for the given GitHub repository when one is named. */
  files(
    record: AnalysisRecord,
    target: { owner?: string; repo?: string },
  ): AnalysisFiles {
    const model = assertCompleted(record, 'published');
    const plan = planFiles(model, {
      owner: record.owner,
      systemName: record.name,
      provenance: { analysisId: record.id, analyzer: record.analyzerId },
      ...(target.owner && target.repo
        ? { projectSlug: `${target.owner}/${target.repo}` }
        : {}),
      techdocs: this.#techdocs,
    });
    return {
      files: plan.files,
      entityRefs: plan.entities.map(entity => stringifyEntityRef(entity)),
      warnings: plan.warnings,
    };
  }

  /** Makes sure that every unfinished analysis has a job, whatever happened to the queue's tables. */
  async recover(): Promise<void> {
    for (const id of await this.#store.listUnfinished()) {
      if (!(await this.#queue.hasAnalysis(id))) {
        await this.#queue.addAnalysis(id);
      }
    }
  }
}

function assertCompleted(record: AnalysisRecord, done: string) {
  if (record.state !== 'completed' || !record.model) {
    throw new ConflictError(
      `The analysis is ${record.state}; only a completed one can be ${done}.`,
    );
  }
  return record.model;
}

/** Identity of an order: everything that the answer depends on, apart from the analyzer. */
function hashOrder(order: AnalysisOrder): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        'text',
        order.description,
        order.name ?? null,
        order.owner,
      ]),
    )
    .digest('hex');
}
