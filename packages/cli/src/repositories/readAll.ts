import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { messageOf } from '../lib/errors';
import { gitIn } from './git';
import { readRepositories } from './settings';
import { describeState, readRepositoryState, RepositoryState } from './state';
import { CONCURRENCY } from './syncAll';

/** How a managed repository stands, as far as the last fetch tells. */
export interface RepositoryStatus {
  name: string;
  path: string;
  state?: RepositoryState;
  /** In words; `in step` when there is nothing to say. */
  summary: string;
}

/** All that `infra-ai.repositories.yaml` lists; empty without it. Nothing is fetched. */
export async function readRepositoryStatuses(
  root: string,
): Promise<RepositoryStatus[]> {
  const limit = pLimit(CONCURRENCY);
  return Promise.all(
    ((await readRepositories(root)) ?? []).map(repository =>
      limit(async (): Promise<RepositoryStatus> => {
        const { name, path } = repository;
        if (!existsSync(join(path, '.git'))) {
          return { name, path, summary: 'not cloned' };
        }
        try {
          const state = await readRepositoryState(gitIn(path), repository);
          const summary = describeState(state).join(', ') || 'in step';
          return { name, path, state, summary };
        } catch (error) {
          const [line] = messageOf(error).split('\n');
          return { name, path, summary: `unreadable: ${line}` };
        }
      }),
    ),
  );
}
