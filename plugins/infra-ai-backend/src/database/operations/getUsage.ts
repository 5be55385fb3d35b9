import type { AnalysisState } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import type { AnalysisCriteria, UsageRow } from '../types';
import { applyCriteria } from './applyCriteria';

/** Analyses that began since then, by day (UTC), analyzer and state. */
export async function getUsage(
  db: Knex,
  criteria: AnalysisCriteria,
  since: Date,
): Promise<UsageRow[]> {
  const rows = await db('analyses')
    .where(allowed => void applyCriteria(allowed, criteria))
    .where('created_at', '>=', since)
    .groupByRaw('1, 2, 3')
    .orderByRaw('1, 2, 3')
    .select(
      db.raw(`to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day`),
      'analyzer_id',
      'state',
      db.raw('max(analyzer_title) AS analyzer_title'),
      db.raw('count(*) AS count'),
      db.raw(`coalesce(sum((usage->>'inputTokens')::numeric), 0) AS input`),
      db.raw(`coalesce(sum((usage->>'outputTokens')::numeric), 0) AS output`),
      db.raw(`coalesce(sum((usage->>'costUsd')::numeric), 0) AS cost`),
      db.raw(
        `count(*) FILTER (WHERE usage IS NOT NULL AND usage->>'costUsd' IS NULL) AS unpriced`,
      ),
      // Answers from the store and copies were never run.
      db.raw(
        `count(*) FILTER (WHERE state = 'completed' AND attempt > 0) AS timed`,
      ),
      db.raw(
        `coalesce(sum(extract(epoch FROM completed_at - created_at))
           FILTER (WHERE state = 'completed' AND attempt > 0), 0) AS seconds`,
      ),
    );
  return rows.map(row => ({
    day: row.day,
    analyzerId: row.analyzer_id,
    analyzerTitle: row.analyzer_title,
    state: row.state as AnalysisState,
    count: Number(row.count),
    inputTokens: Number(row.input),
    outputTokens: Number(row.output),
    costUsd: Number(row.cost),
    unpriced: Number(row.unpriced),
    timed: Number(row.timed),
    seconds: Number(row.seconds),
  }));
}
