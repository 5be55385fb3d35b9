import { randomUUID } from 'node:crypto';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  isPublicationFinal,
  planFiles,
  type Analysis,
  type AnalysisEvent,
  type AnalysisFiles,
  type AnalysisList,
  withCode,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisStore } from '../database/AnalysisStore';
import type {
  AnalysisCopy,
  AnalysisEdit,
  AnalysisQuery,
  AnalysisRecord,
} from '../database/types';
import type { AnalysisRunner } from './AnalysisRunner';
import type { Changes } from './Changes';
import type { JobQueue } from './JobQueue';
import type { PicturePreviews } from './PicturePreviews';
import type { PublicationService } from './PublicationService';
import { toAnalysis, toAnalysisSummary } from './toApi';

/** Another back end may run the job; this is how soon its news is seen here. */
const POLL_MS = 500;
const TERMINAL = ['completed', 'failed', 'cancelled'];

/** A file of an analysis. Its bytes are loaded when they are needed. */
export interface StoredFile {
  fileName?: string;
  load(): Promise<{ bytes: Uint8Array; mediaType: string }>;
}

/** The picture itself, the document that it is a page of, or a small copy. */
export type PictureVariant = 'bytes' | 'original' | 'preview';

/** Analyses: follow, show, correct, delete. Whoever calls has checked that the caller may. */
export class AnalysisService {
  readonly #store: AnalysisStore;
  readonly #queue: JobQueue;
  readonly #runner: AnalysisRunner;
  readonly #publications: PublicationService;
  readonly #changes: Changes;
  readonly #previews: PicturePreviews;
  readonly #techdocs: boolean;

  constructor(options: {
    store: AnalysisStore;
    queue: JobQueue;
    runner: AnalysisRunner;
    publications: PublicationService;
    changes: Changes;
    previews: PicturePreviews;
    techdocs: boolean;
  }) {
    this.#store = options.store;
    this.#queue = options.queue;
    this.#runner = options.runner;
    this.#publications = options.publications;
    this.#changes = options.changes;
    this.#previews = options.previews;
    this.#techdocs = options.techdocs;
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
      throw withCode(
        new ConflictError(
          `The analysis was edited meanwhile: your edit is based on revision ${edit.revision}. Load it again and repeat your edit.`,
        ),
        'analysis-edited',
      );
    }
    return this.present(updated);
  }

  /** Also stops a run. @throws ConflictError while it is being published */
  async delete(record: AnalysisRecord): Promise<void> {
    // What has ended without anyone looking must not stand in the way.
    const publications = await this.#publications.listFor([record.id]);
    if (
      !(await this.#store.delete(record.id)) &&
      (await this.#store.get(record.id))
    ) {
      const open = publications.find(one => !isPublicationFinal(one));
      const to = open ? ` to ${open.owner}/${open.repo}` : '';
      const task = open?.taskId
        ? `, by the scaffolder task ${open.taskId}`
        : '';
      throw withCode(
        new ConflictError(
          `The analysis is being published${to}${task}. Wait until that has ended, or cancel the publication on the page of the analysis, then delete it.`,
        ),
        'analysis-publishing',
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

  /** Copies a completed analysis for the caller. @throws ConflictError when it is not completed */
  async duplicate(
    record: AnalysisRecord,
    copy: Omit<AnalysisCopy, 'id'>,
  ): Promise<Analysis> {
    assertCompleted(record, 'duplicated');
    const id = randomUUID();
    const isCopied = await this.#store.duplicate(record.id, { ...copy, id }, [
      {
        type: 'progress',
        step: 'duplicate',
        message: `Copied from “${record.name}”, edits included.`,
      },
    ]);
    const stored = isCopied ? await this.#store.get(id) : undefined;
    if (!stored) {
      throw new NotFoundError('The analysis was deleted just now.');
    }
    return this.present(stored);
  }

  /**
   * The picture of an analysis, the document that it is a page of, or a small copy.
   *
   * @throws NotFoundError saying what there is instead
   */
  picture(record: AnalysisRecord, which: PictureVariant): StoredFile {
    const { id, picture } = record;
    const info = which === 'original' ? picture?.original : picture;
    if (!info) {
      throw new NotFoundError(
        picture
          ? 'The picture was given as it is; it is no page of a document. Leave "original" out.'
          : 'This is the analysis of a text; it has no picture.',
      );
    }
    return {
      fileName: picture?.fileName,
      load: async () => {
        if (which === 'preview') {
          return this.#previews.load(record);
        }
        const bytes = await this.#store.getPictureBytes(id, which);
        if (!bytes) {
          throw new NotFoundError('The analysis was deleted just now.');
        }
        return { bytes, mediaType: info.mediaType };
      },
    };
  }

  /**
   * One of the files of an analysis.
   *
   * @throws NotFoundError when there is none with this path
   */
  async source(record: AnalysisRecord, path: string): Promise<Uint8Array> {
    const content = await this.#store.getFile(record.id, path);
    if (!content) {
      throw new NotFoundError('The analysis has no file with this path.');
    }
    return content;
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
