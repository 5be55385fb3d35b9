import type { Knex } from 'knex';
import type { FollowedPullRequest, FollowPace } from '../PullRequestStore';
import { PUBLICATION_COLUMNS } from '../rows';
import { toFollowed } from './toFollowed';

/** Publications whose pull request is followed. The database's clock decides, as several back ends share the work. */
export function followedPullRequests(
  db: Knex,
  pace: FollowPace,
): Knex.QueryBuilder {
  return db('publications').where(followed =>
    followed
      .where(open =>
        open
          .where({ pull_request_state: 'open' })
          .whereRaw("completed_at > now() - ? * interval '1 ms'", [
            pace.untilMs,
          ]),
      )
      .orWhere(merged =>
        merged
          .where({ pull_request_state: 'merged' })
          .whereNull('merge_announced_at'),
      ),
  );
}

/** Those that are due: new ones often, older ones seldom, and merges whose announcement was cut off. */
export async function listDuePullRequests(
  db: Knex,
  pace: FollowPace,
  limit: number,
): Promise<FollowedPullRequest[]> {
  const rows = await followedPullRequests(db, pace)
    .select(PUBLICATION_COLUMNS)
    .whereRaw(
      `CASE WHEN pull_request_state = 'merged'
         THEN merge_claimed_at < now() - ? * interval '1 ms'
         ELSE coalesce(pull_request_checked_at, '-infinity') < now() - interval '1 ms' *
           CASE WHEN completed_at > now() - ? * interval '1 ms' THEN ?::float8 ELSE ?::float8 END
       END`,
      [pace.claimMs, pace.newForMs, pace.newEveryMs, pace.everyMs],
    )
    .orderByRaw('pull_request_checked_at NULLS FIRST, created_at DESC')
    .limit(limit);
  return toFollowed(rows);
}
