import type {
  Problem,
  UpdateChanges,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import { PUBLICATION_COLUMNS, toPublication } from '../rows';
import type { PublicationRecord, PublicationResult } from '../types';

/** Longest changes that are stored whole; of longer ones the diffs go, which the pull request has too. */
const MAX_CHANGES = 1_000_000;

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
            action: end.result.action ?? null,
            changes: end.result.changes
              ? JSON.stringify(limitChanges(end.result.changes))
              : null,
            ...(end.result.pullRequest
              ? {
                  pull_request_number: end.result.pullRequest.number,
                  pull_request_url: end.result.pullRequest.url,
                  pull_request_state: 'open',
                }
              : {}),
          }),
    })
    .returning(PUBLICATION_COLUMNS);
  return row && toPublication(row);
}

function limitChanges(changes: UpdateChanges): UpdateChanges {
  return JSON.stringify(changes).length <= MAX_CHANGES
    ? changes
    : {
        ...changes,
        files: changes.files.map(file => ({ ...file, patch: '' })),
      };
}
