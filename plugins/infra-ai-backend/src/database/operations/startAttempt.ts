import type { Knex } from 'knex';
import { recordColumns, toRecord } from '../rows';
import type { AnalysisRecord } from '../types';

/**
 * Takes an unfinished analysis for a new attempt. A row that is `running` belongs to a back end that died, or that the
 * queue believes dead: the higher number locks that one out.
 */
export async function startAttempt(
  db: Knex,
  id: string,
): Promise<AnalysisRecord | undefined> {
  const [row] = await db('analyses')
    .where({ id })
    .whereIn('state', ['queued', 'running'])
    .update({
      state: 'running',
      attempt: db.raw('attempt + 1'),
      updated_at: db.fn.now(),
    })
    .returning(recordColumns(db) as string[]);
  return row && toRecord(row);
}
