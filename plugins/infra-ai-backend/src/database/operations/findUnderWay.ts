import type { Knex } from 'knex';
import type { NewAnalysis } from '../types';

/**
 * The unfinished analysis of the same order, not older than this. The lock lets one caller at a time look and then
 * write, whichever back end it asks: the second click of two sees what the first one wrote.
 */
export async function findUnderWay(
  tx: Knex.Transaction,
  analysis: NewAnalysis,
  maxAgeMs: number,
): Promise<string | undefined> {
  const key = {
    created_by: analysis.createdBy,
    input_hash: analysis.inputHash,
    analyzer_id: analysis.analyzerId,
    analyzer_version: analysis.analyzerVersion,
    owner: analysis.owner,
  };
  await tx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
    JSON.stringify(['infra-ai', ...Object.values(key)]),
  ]);
  const row = await tx('analyses')
    .where(key)
    .whereIn('state', ['queued', 'running'])
    .whereRaw(`created_at > now() - ? * interval '1 millisecond'`, [maxAgeMs])
    .orderBy('created_at', 'desc')
    .first('id');
  return row?.id;
}
