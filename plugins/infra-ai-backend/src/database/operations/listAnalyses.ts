import type { Knex } from 'knex';
import { summaryColumns, toSummary } from '../rows';
import type { AnalysisQuery, AnalysisSummaryRecord } from '../types';
import { applyCriteria } from './applyCriteria';

const SORT_COLUMNS = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  name: 'lower(name)',
  elementCount: 'element_count',
  state: 'state',
};

/** One page of the analyses that may be seen, and how many there are in all. */
export async function listAnalyses(
  db: Knex,
  query: AnalysisQuery,
): Promise<{ items: AnalysisSummaryRecord[]; totalItems: number }> {
  const { sort = 'createdAt', order = 'desc' } = query;
  const matching = db('analyses').where(
    allowed => void applyCriteria(allowed, query.criteria),
  );
  if (query.state) {
    matching.where({ state: query.state });
  }
  if (query.inputKind) {
    matching.where({ input_kind: query.inputKind });
  }
  if (query.analyzer) {
    matching.where({ analyzer_id: query.analyzer });
  }
  if (query.published !== undefined) {
    const published = db('publications')
      .whereRaw('analysis_id = analyses.id')
      .where({ state: 'completed', dry_run: false })
      .select(db.raw('1'));
    if (query.published) {
      matching.whereExists(published);
    } else {
      matching.whereNotExists(published);
    }
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
        )
        .orWhereRaw(
          `coalesce(files_origin->>'url', files_origin->>'fileName') ILIKE ?`,
          [pattern],
        )
        .orWhereExists(
          db('analysis_files')
            .whereRaw('analysis_id = analyses.id')
            .whereILike('path', pattern)
            .select(db.raw('1')),
        ),
    );
  }
  const [rows, [{ count }]] = await Promise.all([
    matching
      .clone()
      .select(summaryColumns(db) as string[])
      // What has no value yet comes last either way; the id makes pages of equal ones whole.
      .orderByRaw(
        `${SORT_COLUMNS[sort]} ${order} NULLS LAST, created_at DESC, id DESC`,
      )
      .limit(query.limit)
      .offset(query.offset),
    matching.clone().count<{ count: string }[]>('* as count'),
  ]);
  return { items: rows.map(toSummary), totalItems: Number(count) };
}
