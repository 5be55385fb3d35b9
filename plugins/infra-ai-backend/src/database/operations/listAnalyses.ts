import type { Knex } from 'knex';
import { summaryColumns, toSummary } from '../rows';
import type { AnalysisQuery, AnalysisSummaryRecord } from '../types';
import { applyCriteria } from './applyCriteria';

/** One page of a person's analyses, newest first, and how many there are in all. */
export async function listAnalyses(
  db: Knex,
  query: AnalysisQuery,
): Promise<{ items: AnalysisSummaryRecord[]; totalItems: number }> {
  const matching = db('analyses').where({ created_by: query.createdBy });
  if (query.criteria) {
    applyCriteria(matching, query.criteria);
  }
  if (query.state) {
    matching.where({ state: query.state });
  }
  if (query.search) {
    const pattern = `%${query.search.replace(/[\\%_]/g, '\\$&')}%`;
    matching.where(either =>
      either
        .whereILike('name', pattern)
        .orWhereILike('input_text', pattern)
        .orWhereExists(
          db('analysis_pictures')
            .whereRaw('analysis_id = analyses.id')
            .whereILike('file_name', pattern)
            .select(db.raw('1')),
        ),
    );
  }
  const [rows, [{ count }]] = await Promise.all([
    matching
      .clone()
      .select(summaryColumns(db) as string[])
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(query.limit)
      .offset(query.offset),
    matching.clone().count<{ count: string }[]>('* as count'),
  ]);
  return { items: rows.map(toSummary), totalItems: Number(count) };
}
