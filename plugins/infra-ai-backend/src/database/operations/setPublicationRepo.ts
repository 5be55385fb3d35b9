import type { Knex } from 'knex';

/** Names the repository of a publication that has not started. */
export async function setPublicationRepo(
  db: Knex,
  id: string,
  repo: string,
): Promise<boolean> {
  const changed = await db('publications')
    .where({ id, state: 'queued' })
    .whereNull('task_id')
    .update({ repo });
  return changed === 1;
}
