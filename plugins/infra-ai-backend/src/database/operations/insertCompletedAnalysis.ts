import type { Knex } from 'knex';
import type { AnalysisOutcome, NewAnalysis } from '../types';
import { newAnalysisRow } from './insertAnalysis';
import { outcomeColumns } from './completeAnalysis';

/** Writes an analysis whose answer is known. */
export async function insertCompletedAnalysis(
  db: Knex,
  analysis: NewAnalysis,
  outcome: AnalysisOutcome,
): Promise<void> {
  await db('analyses').insert({
    ...newAnalysisRow(analysis),
    ...outcomeColumns(db, outcome),
  });
}
