import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import type { AnalysisStore } from '../database/AnalysisStore';
import { DatabasePublicationStore } from '../database/DatabasePublicationStore';
import type { PublicationRecord, PublicationResult } from '../database/types';
import type { Instruments } from './instruments';

/** Measures where the rows change: each end is counted once, by the back end that wrote it. */
export class MeasuredPublicationStore extends DatabasePublicationStore {
  readonly #instruments: Instruments;
  readonly #analyses: AnalysisStore;

  constructor(options: {
    db: Knex;
    instruments: Instruments;
    analyses: AnalysisStore;
  }) {
    super(options);
    this.#instruments = options.instruments;
    this.#analyses = options.analyses;
  }

  override async complete(id: string, result: PublicationResult) {
    return this.#ended(await super.complete(id, result));
  }

  override async fail(id: string, error: Problem) {
    return this.#ended(await super.fail(id, error));
  }

  async #ended(publication: PublicationRecord | undefined) {
    if (!publication) {
      return undefined;
    }
    const { action, state, dryRun, createdAt, completedAt } = publication;
    const attributes = {
      action: action ?? 'unknown',
      outcome: state,
      dry_run: dryRun,
    };
    this.#instruments.publications.add(1, attributes);
    // One that was ordered together with its analysis begins when that is done.
    const analyzed = await this.#analyses
      .get(publication.analysisId)
      // The row is written: what only measures must not make that fail.
      .catch(() => undefined);
    if (completedAt) {
      const start = Math.max(
        createdAt.getTime(),
        analyzed?.completedAt?.getTime() ?? 0,
      );
      this.#instruments.publicationDuration.record(
        Math.max(completedAt.getTime() - start, 0) / 1_000,
        attributes,
      );
    }
    return publication;
  }
}
