import type { Knex } from 'knex';
import type { NewAnalysisEvent } from '../types';

/** Adds to the history of an analysis. */
export async function addEvents(
  db: Knex,
  analysisId: string,
  events: NewAnalysisEvent[],
): Promise<void> {
  await db('analysis_events').insert(
    events.map(event => ({
      analysis_id: analysisId,
      event: JSON.stringify(event),
    })),
  );
}
