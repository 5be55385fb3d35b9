import type { Knex } from 'knex';

/**
 * Removes an analysis with its events and publications, unless it is being published. One that is not done can always
 * go: a publication that waits for it has not begun.
 */
export async function deleteAnalysis(db: Knex, id: string): Promise<boolean> {
  const removed = await db('analyses')
    .where({ id })
    .where(deletable =>
      deletable
        .whereIn('state', ['queued', 'running'])
        .orWhereNotExists(
          db('publications')
            .whereRaw('publications.analysis_id = analyses.id')
            .whereIn('publications.state', ['queued', 'running'])
            .select(db.raw('1')),
        ),
    )
    .delete();
  return removed === 1;
}
