import type { Knex } from 'knex';
import type { QueueDepth } from '../types';

/** How many analyses wait and run. */
export async function getQueueDepth(db: Knex): Promise<QueueDepth> {
  const row = await db('analyses')
    .whereIn('state', ['queued', 'running'])
    .first(
      db.raw(`count(*) FILTER (WHERE state = 'queued') AS queued`),
      db.raw(`count(*) FILTER (WHERE state = 'running') AS running`),
      db.raw(
        `coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE state = 'queued')), 0) AS oldest`,
      ),
    );
  return {
    queued: Number(row.queued),
    running: Number(row.running),
    oldestSeconds: Math.round(Number(row.oldest)),
  };
}
