import type { Knex } from 'knex';
import type { NewAnalysis } from '../types';

/** Columns of a new analysis. */
export function newAnalysisRow(analysis: NewAnalysis) {
  return {
    id: analysis.id,
    created_by: analysis.createdBy,
    name: analysis.name,
    requested_name: analysis.requestedName ?? null,
    owner: analysis.owner,
    input_kind: analysis.inputKind,
    input_text: analysis.inputText,
    files_origin: analysis.filesOrigin
      ? JSON.stringify(analysis.filesOrigin)
      : null,
    input_hash: analysis.inputHash,
    analyzer_id: analysis.analyzerId,
    analyzer_title: analysis.analyzerTitle,
    analyzer_version: analysis.analyzerVersion,
  };
}

/** Writes a queued analysis. */
export async function insertAnalysis(
  db: Knex,
  analysis: NewAnalysis,
): Promise<void> {
  await db('analyses').insert({ ...newAnalysisRow(analysis), state: 'queued' });
}
