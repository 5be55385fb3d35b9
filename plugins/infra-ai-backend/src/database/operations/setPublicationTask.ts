import type { Knex } from 'knex';
import { PUBLICATION_COLUMNS, toPublication } from '../rows';
import type { PublicationRecord } from '../types';

/**
 * Notes the task that does the work. It also revives a publication that was given up because its task was not known
 * yet: the task exists, so its outcome counts.
 */
export async function setPublicationTask(
  db: Knex,
  id: string,
  taskId: string,
): Promise<PublicationRecord | undefined> {
  const [row] = await db('publications')
    .where({ id })
    .whereNull('task_id')
    .whereNot({ state: 'completed' })
    .update({
      task_id: taskId,
      state: 'running',
      error: null,
      completed_at: null,
    })
    .returning(PUBLICATION_COLUMNS);
  return row && toPublication(row);
}
