import type {
  AnalyzerUsage,
  Problem,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import type {
  AnalysisStore,
  CreateOptions,
  InTransaction,
} from './AnalysisStore';
import { addEvents } from './operations/addEvents';
import { completeAnalysis } from './operations/completeAnalysis';
import { deleteAnalysis } from './operations/deleteAnalysis';
import { duplicateAnalysis } from './operations/duplicateAnalysis';
import { abandonAnalysis, failAnalysis } from './operations/failAnalysis';
import { findReusableOutcome } from './operations/findReusableOutcome';
import { findUnderWay } from './operations/findUnderWay';
import { getAnalyses } from './operations/getAnalyses';
import { getFile, getFiles } from './operations/getFiles';
import { getPicture } from './operations/getPicture';
import { getPictureBytes } from './operations/getPictureBytes';
import { getQueueDepth } from './operations/getQueueDepth';
import { getUsage } from './operations/getUsage';
import { insertAnalysis } from './operations/insertAnalysis';
import { insertCompletedAnalysis } from './operations/insertCompletedAnalysis';
import { insertFiles } from './operations/insertFiles';
import { insertPicture } from './operations/insertPicture';
import { listAnalyses } from './operations/listAnalyses';
import { listEvents } from './operations/listEvents';
import { lockAttempt } from './operations/lockAttempt';
import {
  getPicturePreview,
  setPicturePreview,
} from './operations/picturePreview';
import { requeueAnalysis } from './operations/requeueAnalysis';
import { startAttempt } from './operations/startAttempt';
import { updateAnalysis } from './operations/updateAnalysis';
import type {
  AnalysisCopy,
  AnalysisCriteria,
  AnalysisEdit,
  AnalysisOutcome,
  AnalysisQuery,
  NewAnalysis,
  NewAnalysisEvent,
  PicturePreview,
  ReuseKey,
} from './types';

/** {@link AnalysisStore} on PostgreSQL. A change of state and its event are one transaction. */
export class DatabaseAnalysisStore implements AnalysisStore {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  async create(
    analysis: NewAnalysis,
    options: CreateOptions,
    inTransaction: InTransaction,
  ) {
    return this.#db.transaction(async tx => {
      const underWay = await findUnderWay(tx, analysis, options.underWayMs);
      if (underWay) {
        return underWay;
      }
      await insertAnalysis(tx, analysis);
      if (analysis.picture) {
        await insertPicture(tx, analysis.id, analysis.picture);
      }
      if (analysis.files) {
        await insertFiles(tx, analysis.id, analysis.files);
      }
      await addEvents(tx, analysis.id, [
        { type: 'state', state: 'queued' },
        ...(options.notes ?? []),
      ]);
      await inTransaction(tx);
      return analysis.id;
    });
  }

  async createCompleted(
    analysis: NewAnalysis,
    outcome: AnalysisOutcome,
    notes: NewAnalysisEvent[],
  ) {
    await this.#db.transaction(async tx => {
      await insertCompletedAnalysis(tx, analysis, outcome);
      if (analysis.picture) {
        await insertPicture(tx, analysis.id, analysis.picture);
      }
      if (analysis.files) {
        await insertFiles(tx, analysis.id, analysis.files);
      }
      await addEvents(tx, analysis.id, [
        ...notes,
        { type: 'state', state: 'completed' },
      ]);
    });
  }

  async duplicate(id: string, copy: AnalysisCopy, notes: NewAnalysisEvent[]) {
    return this.#db.transaction(async tx => {
      const isCopied = await duplicateAnalysis(tx, id, copy);
      if (isCopied) {
        await addEvents(tx, copy.id, [
          ...notes,
          { type: 'state', state: 'completed' },
        ]);
      }
      return isCopied;
    });
  }

  async findReusable(key: ReuseKey) {
    return findReusableOutcome(this.#db, key);
  }

  async getPicture(id: string) {
    return getPicture(this.#db, id);
  }

  async getPictureBytes(id: string, column: 'bytes' | 'original') {
    return getPictureBytes(this.#db, id, column);
  }

  async getPicturePreview(id: string) {
    return getPicturePreview(this.#db, id);
  }

  async setPicturePreview(id: string, preview: PicturePreview) {
    await setPicturePreview(this.#db, id, preview);
  }

  async getFiles(id: string) {
    return getFiles(this.#db, id);
  }

  async getFile(id: string, path: string) {
    return getFile(this.#db, id, path);
  }

  async get(id: string) {
    const [analysis] = await getAnalyses(this.#db, [id]);
    return analysis;
  }

  async getMany(ids: string[]) {
    return getAnalyses(this.#db, ids);
  }

  async list(query: AnalysisQuery) {
    return listAnalyses(this.#db, query);
  }

  async update(id: string, edit: AnalysisEdit) {
    return updateAnalysis(this.#db, id, edit);
  }

  async delete(id: string) {
    return deleteAnalysis(this.#db, id);
  }

  async startAttempt(id: string) {
    return this.#db.transaction(async tx => {
      const analysis = await startAttempt(tx, id);
      if (analysis) {
        await addEvents(tx, id, [{ type: 'state', state: 'running' }]);
      }
      return analysis;
    });
  }

  async isCurrent(id: string, attempt: number) {
    const row = await this.#db('analyses')
      .where({ id, attempt, state: 'running' })
      .first('id');
    return row !== undefined;
  }

  async complete(id: string, attempt: number, outcome: AnalysisOutcome) {
    return this.#transition(
      id,
      tx => completeAnalysis(tx, id, attempt, outcome),
      { type: 'state', state: 'completed' },
    );
  }

  async fail(
    id: string,
    attempt: number,
    error: Problem,
    usage?: AnalyzerUsage,
  ) {
    return this.#transition(
      id,
      tx => failAnalysis(tx, id, attempt, error, usage),
      { type: 'state', state: 'failed', error },
    );
  }

  async abandon(id: string, error: Problem) {
    return this.#transition(id, tx => abandonAnalysis(tx, id, error), {
      type: 'state',
      state: 'failed',
      error,
    });
  }

  async requeue(id: string, attempt: number) {
    return this.#transition(id, tx => requeueAnalysis(tx, id, attempt), {
      type: 'state',
      state: 'queued',
    });
  }

  async addProgress(id: string, attempt: number, events: NewAnalysisEvent[]) {
    return this.#db.transaction(async tx => {
      const current = await lockAttempt(tx, id, attempt);
      if (current) {
        await addEvents(tx, id, events);
      }
      return current;
    });
  }

  async listEvents(id: string, after: number) {
    return listEvents(this.#db, id, after);
  }

  async listUnfinished() {
    return this.#db('analyses')
      .whereIn('state', ['queued', 'running'])
      .orderBy('created_at')
      .pluck('id');
  }

  async getQueueDepth() {
    return getQueueDepth(this.#db);
  }

  async getUsage(criteria: AnalysisCriteria, since: Date) {
    return getUsage(this.#db, criteria, since);
  }

  async #transition(
    id: string,
    change: (tx: Knex.Transaction) => Promise<boolean>,
    event: NewAnalysisEvent,
  ): Promise<boolean> {
    return this.#db.transaction(async tx => {
      const changed = await change(tx);
      if (changed) {
        await addEvents(tx, id, [event]);
      }
      return changed;
    });
  }
}
