import type { Knex } from 'knex';
import type { AnalysisOutcome } from '../types';

/** Columns that an answer fills. */
export function outcomeColumns(db: Knex, outcome: AnalysisOutcome) {
  const model = JSON.stringify(outcome.model);
  return {
    state: 'completed',
    name: outcome.name,
    analyzed_model: model,
    model,
    element_count: outcome.model.elements.length,
    relation_count: outcome.model.relations.length,
    usage: outcome.usage ? JSON.stringify(outcome.usage) : null,
    error: null,
    updated_at: db.fn.now(),
    completed_at: db.fn.now(),
  };
}

/** Stores the answer of an attempt, if it is still the current one. */
export async function completeAnalysis(
  db: Knex,
  id: string,
  attempt: number,
  outcome: AnalysisOutcome,
): Promise<boolean> {
  const changed = await db('analyses')
    .where({ id, attempt, state: 'running' })
    .update(outcomeColumns(db, outcome));
  return changed === 1;
}
