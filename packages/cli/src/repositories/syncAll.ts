import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { ManagedRepository } from './settings';
import { SyncOptions, SyncResult, syncRepository } from './syncRepository';

/** Git waits for disks and networks more than it computes. */
export const CONCURRENCY = Math.min(
  16,
  Math.max(4, availableParallelism() * 4),
);

/** Brings all in step, some at a time; one that fails stops none of the others. */
export async function syncAll(
  repositories: ManagedRepository[],
  options: SyncOptions,
  onDone: (result: SyncResult) => void = () => undefined,
): Promise<SyncResult[]> {
  const limit = pLimit(CONCURRENCY);
  return Promise.all(
    repositories.map(repository =>
      limit(async () => {
        const result = await syncRepository(repository, options);
        onDone(result);
        return result;
      }),
    ),
  );
}
