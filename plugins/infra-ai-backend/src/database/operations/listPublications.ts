import type { Knex } from 'knex';
import { PUBLICATION_COLUMNS, toPublication } from '../rows';
import type { PublicationRecord } from '../types';

/** Publications of these analyses, newest first. */
export async function listPublications(
  db: Knex,
  analysisIds: string[],
): Promise<PublicationRecord[]> {
  const rows = await db('publications')
    .select(PUBLICATION_COLUMNS)
    .whereIn('analysis_id', analysisIds)
    .orderBy('created_at', 'desc');
  return rows.map(toPublication);
}
