import type { Knex } from 'knex';

/** Publications that went into a pull request; without a number, into any of the repository. GitHub's names ignore case. */
export function ofPullRequest(
  db: Knex,
  { owner, repo, number }: { owner: string; repo: string; number?: number },
): Knex.QueryBuilder {
  const query = db('publications')
    .whereRaw('lower(owner) = lower(?)', [owner])
    .whereRaw('lower(repo) = lower(?)', [repo])
    .whereNotNull('pull_request_number');
  return number === undefined
    ? query
    : query.where({ pull_request_number: number });
}
