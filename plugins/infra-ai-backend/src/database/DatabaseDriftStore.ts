import type { Knex } from 'knex';
import type { DriftOutcome, DriftRecord, DriftStore } from './DriftStore';

const TABLE = 'drift_reports';

/** {@link DriftStore} on PostgreSQL. */
export class DatabaseDriftStore implements DriftStore {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  async begin(check: {
    entityRef: string;
    checkId: string;
    requestedBy?: string;
    staleMs: number;
  }): Promise<DriftRecord> {
    const { entityRef, checkId, requestedBy, staleMs } = check;
    // What was found before is of no use any more; what was announced is.
    const fresh = {
      check_id: checkId,
      state: 'checking',
      checked_at: this.#db.fn.now(),
      requested_by: requestedBy ?? null,
      url: null,
      analysis_id: null,
      changes: null,
      error: null,
    };
    await this.#db(TABLE)
      .insert({ entity_ref: entityRef, ...fresh })
      .onConflict('entity_ref')
      .merge(fresh)
      .where(free =>
        free
          .whereNot(`${TABLE}.state`, 'checking')
          .orWhereRaw(
            `${TABLE}.checked_at < now() - ? * interval '1 millisecond'`,
            [staleMs],
          ),
      );
    return (await this.get(entityRef))!;
  }

  async end(
    entityRef: string,
    checkId: string,
    outcome: DriftOutcome,
  ): Promise<DriftRecord | undefined> {
    const { state, url, analysisId, changes, error } = outcome;
    const [row] = await this.#db(TABLE)
      .where({ entity_ref: entityRef, check_id: checkId, state: 'checking' })
      .update({
        state,
        checked_at: this.#db.fn.now(),
        url: url ?? null,
        analysis_id: analysisId ?? null,
        changes: changes ? JSON.stringify(changes) : null,
        error: error ? JSON.stringify(error) : null,
      })
      .returning('*');
    return row && toRecord(row);
  }

  async get(entityRef: string): Promise<DriftRecord | undefined> {
    const row = await this.#db(TABLE).where({ entity_ref: entityRef }).first();
    return row && toRecord(row);
  }

  async announce(
    entityRef: string,
    differences: string | null,
  ): Promise<boolean> {
    const changed = await this.#db(TABLE)
      .where({ entity_ref: entityRef })
      .whereRaw('announced IS DISTINCT FROM ?', [differences])
      .update({ announced: differences });
    return changed > 0;
  }
}

function toRecord(row: any): DriftRecord {
  return {
    entityRef: row.entity_ref,
    checkId: row.check_id,
    state: row.state,
    checkedAt: row.checked_at,
    requestedBy: row.requested_by ?? undefined,
    url: row.url ?? undefined,
    analysisId: row.analysis_id ?? undefined,
    changes: row.changes ?? undefined,
    error: row.error ?? undefined,
  };
}
