import type { AnalysisEvent } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';

/** Events behind the one with the id `after`, in order. */
export async function listEvents(
  db: Knex,
  analysisId: string,
  after: number,
): Promise<AnalysisEvent[]> {
  const rows = await db('analysis_events')
    .where({ analysis_id: analysisId })
    .where('id', '>', after)
    .orderBy('id')
    .select('id', 'at', 'event');
  return rows.map(row => ({
    // The driver hands 64-bit numbers over as text.
    id: Number(row.id),
    at: row.at.toISOString(),
    ...row.event,
  }));
}
