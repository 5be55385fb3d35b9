import type { Knex } from 'knex';

/** Puts the current attempt back in line. */
export async function requeueAnalysis(
  db: Knex,
  id: string,
  attempt: number,
): Promise<boolean> {
  const changed = await db('analyses')
    .where({ id, attempt, state: 'running' })
    .update({ state: 'queued', updated_at: db.fn.now() });
  return changed === 1;
}
