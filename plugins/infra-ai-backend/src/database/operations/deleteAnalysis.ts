import type { Knex } from 'knex';

/** Removes an analysis with its events and publications, unless one of those is under way. */
export async function deleteAnalysis(db: Knex, id: string): Promise<boolean> {
  const removed = await db('analyses')
    .where({ id })
    .whereNotExists(
      db('publications')
        .whereRaw('publications.analysis_id = analyses.id')
        .whereIn('state', ['queued', 'running'])
        .select(db.raw('1')),
    )
    .delete();
  return removed === 1;
}
