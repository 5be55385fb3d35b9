import type { Knex } from 'knex';
import type { PublishedSnapshot } from '../types';

/** What of an analysis was published last, be it merged or written at once. A pull request that is open is not there yet. */
export async function findSnapshot(
  db: Knex,
  analysisId: string,
  { owner, repo }: { owner?: string; repo?: string },
): Promise<PublishedSnapshot | undefined> {
  const query = db('publications')
    .where({ analysis_id: analysisId, dry_run: false, state: 'completed' })
    .whereNotNull('snapshot')
    .where(landed =>
      landed
        .whereNull('pull_request_state')
        .orWhere({ pull_request_state: 'merged' }),
    )
    .orderBy('completed_at', 'desc');
  if (owner && repo) {
    query
      .whereRaw('lower(owner) = lower(?)', [owner])
      .whereRaw('lower(repo) = lower(?)', [repo]);
  }
  const row = await query.first('snapshot');
  return row?.snapshot;
}
