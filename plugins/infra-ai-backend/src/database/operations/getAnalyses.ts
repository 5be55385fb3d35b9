import type { Knex } from 'knex';
import { recordColumns, toRecord } from '../rows';
import type { AnalysisRecord } from '../types';

/** The analyses with these ids, in no order. */
export async function getAnalyses(
  db: Knex,
  ids: string[],
): Promise<AnalysisRecord[]> {
  const rows = await db('analyses')
    .whereIn('id', ids)
    .select(recordColumns(db) as string[]);
  return rows.map(toRecord);
}
