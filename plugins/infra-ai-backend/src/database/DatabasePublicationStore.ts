import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import type { InTransaction } from './AnalysisStore';
import { findSnapshot } from './operations/findSnapshot';
import { finishPublication } from './operations/finishPublication';
import { listPublications } from './operations/listPublications';
import { openPublication } from './operations/openPublication';
import { setPublicationRepo } from './operations/setPublicationRepo';
import { setPublicationTask } from './operations/setPublicationTask';
import type { PublicationStore } from './PublicationStore';
import { PUBLICATION_COLUMNS, toPublication } from './rows';
import type {
  NewPublication,
  PublicationResult,
  PublishedSnapshot,
} from './types';

/** {@link PublicationStore} on PostgreSQL. */
export class DatabasePublicationStore implements PublicationStore {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  async open(publication: NewPublication, inTransaction: InTransaction) {
    return this.#db.transaction(async tx => {
      const opened = await openPublication(tx, publication);
      if (opened.outcome === 'created') {
        await inTransaction(tx);
      }
      return opened;
    });
  }

  async get(id: string) {
    const row = await this.#db('publications')
      .where({ id })
      .first(PUBLICATION_COLUMNS);
    return row && toPublication(row);
  }

  async listFor(analysisIds: string[]) {
    return listPublications(this.#db, analysisIds);
  }

  async setRepo(id: string, repo: string) {
    return setPublicationRepo(this.#db, id, repo);
  }

  async setSnapshot(id: string, snapshot: PublishedSnapshot) {
    await this.#db('publications')
      .where({ id })
      .update({ snapshot: JSON.stringify(snapshot) });
  }

  async findSnapshot(
    analysisId: string,
    target: { owner?: string; repo?: string },
  ) {
    return findSnapshot(this.#db, analysisId, target);
  }

  async setTask(id: string, taskId: string) {
    return setPublicationTask(this.#db, id, taskId);
  }

  async complete(id: string, result: PublicationResult) {
    return finishPublication(this.#db, id, { result });
  }

  async fail(id: string, error: Problem) {
    return finishPublication(this.#db, id, { error });
  }
}
