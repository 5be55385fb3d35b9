import type { Knex } from 'knex';
import type { FollowPace, PullRequestKey } from '../PullRequestStore';
import { ofPullRequest } from './ofPullRequest';

/**
 * Notes a merge and lets one caller at a time announce it. A claim that led to nothing for a while, as its back end died,
 * is up for the next one: announced twice is better than never.
 */
export async function claimMerge(
  db: Knex,
  key: PullRequestKey,
  commit: string | undefined,
  pace: FollowPace,
): Promise<boolean> {
  const claimed = await ofPullRequest(db, key)
    .whereNull('merge_announced_at')
    .where(free =>
      free
        .whereNot({ pull_request_state: 'merged' })
        .orWhereNull('merge_claimed_at')
        .orWhereRaw("merge_claimed_at < now() - ? * interval '1 ms'", [
          pace.claimMs,
        ]),
    )
    .update({
      pull_request_state: 'merged',
      merge_claimed_at: db.fn.now(),
      pull_request_checked_at: db.fn.now(),
      ...(commit ? { commit } : {}),
    });
  return claimed > 0;
}
