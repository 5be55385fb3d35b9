import type { Knex } from 'knex';
import type { AnalysisOutcome, ReuseKey } from '../types';

/** The latest answer an analyzer gave for the key, as it gave it. The usage is left out: using it again costs nothing. */
export async function findReusableOutcome(
  db: Knex,
  key: ReuseKey,
): Promise<AnalysisOutcome | undefined> {
  const row = await db('analyses')
    .where({
      created_by: key.createdBy,
      input_hash: key.inputHash,
      analyzer_id: key.analyzerId,
      analyzer_version: key.analyzerVersion,
      state: 'completed',
    })
    .orderBy('completed_at', 'desc')
    .first('id', 'requested_name', 'analyzed_model');
  return row && { name: row.requested_name ?? '', model: row.analyzed_model };
}
