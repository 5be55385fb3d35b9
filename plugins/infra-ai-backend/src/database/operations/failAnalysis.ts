import type {
  AnalyzerUsage,
  Problem,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';

function failure(db: Knex, error: Problem) {
  return {
    state: 'failed',
    error: JSON.stringify(error),
    updated_at: db.fn.now(),
    completed_at: db.fn.now(),
  };
}

/** Stores why an attempt failed, if it is still the current one. */
export async function failAnalysis(
  db: Knex,
  id: string,
  attempt: number,
  error: Problem,
  usage?: AnalyzerUsage,
): Promise<boolean> {
  const changed = await db('analyses')
    .where({ id, attempt, state: 'running' })
    .update({
      ...failure(db, error),
      usage: usage ? JSON.stringify(usage) : null,
    });
  return changed === 1;
}

/** Gives an unfinished analysis up. */
export async function abandonAnalysis(
  db: Knex,
  id: string,
  error: Problem,
): Promise<boolean> {
  const changed = await db('analyses')
    .where({ id })
    .whereIn('state', ['queued', 'running'])
    .update(failure(db, error));
  return changed === 1;
}
