import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import { toPublication } from '../rows';
import type { PublicationRecord, PublicationResult } from '../types';

/** Ends an open publication; undefined when it has ended already. */
export async function finishPublication(
  db: Knex,
  id: string,
  end: { result: PublicationResult } | { error: Problem },
): Promise<PublicationRecord | undefined> {
  const [row] = await db('publications')
    .where({ id })
    .whereIn('state', ['queued', 'running'])
    .update({
      completed_at: db.fn.now(),
      ...('error' in end
        ? { state: 'failed', error: JSON.stringify(end.error) }
        : {
            state: 'completed',
            repository_url: end.result.repositoryUrl ?? null,
            commit: end.result.commit ?? null,
            entity_refs: JSON.stringify(end.result.entityRefs),
          }),
    })
    .returning('*');
  return row && toPublication(row);
}
