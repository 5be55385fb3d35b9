import type { Knex } from 'knex';

/** Whether the attempt is the current one; inside a transaction it stays so until the end. */
export async function lockAttempt(
  db: Knex,
  id: string,
  attempt: number,
): Promise<boolean> {
  const row = await db('analyses')
    .where({ id, attempt, state: 'running' })
    .forUpdate()
    .first('id');
  return row !== undefined;
}
