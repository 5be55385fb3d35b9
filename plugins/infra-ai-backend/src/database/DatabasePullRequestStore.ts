import type { Knex } from 'knex';
import { claimMerge } from './operations/claimMerge';
import {
  followedPullRequests,
  listDuePullRequests,
} from './operations/listDuePullRequests';
import { ofPullRequest } from './operations/ofPullRequest';
import { toFollowed } from './operations/toFollowed';
import { PUBLICATION_COLUMNS } from './rows';
import type {
  FollowPace,
  PullRequestKey,
  PullRequestStore,
} from './PullRequestStore';

/** {@link PullRequestStore} on PostgreSQL. */
export class DatabasePullRequestStore implements PullRequestStore {
  readonly #db: Knex;

  constructor(options: { db: Knex }) {
    this.#db = options.db;
  }

  async listDue(pace: FollowPace, limit: number) {
    return listDuePullRequests(this.#db, pace, limit);
  }

  async hasFollowed(pace: FollowPace) {
    const row = await followedPullRequests(this.#db, pace).first('id');
    return row !== undefined;
  }

  async listUnmerged({
    owner,
    repo,
    number,
  }: {
    owner: string;
    repo: string;
    number?: number;
  }) {
    const rows = await ofPullRequest(this.#db, { owner, repo, number })
      .select(PUBLICATION_COLUMNS)
      .whereIn('pull_request_state', ['open', 'closed'])
      .orderBy('created_at', 'desc');
    return toFollowed(rows);
  }

  async setState(key: PullRequestKey, state: 'open' | 'closed') {
    await ofPullRequest(this.#db, key)
      .whereIn('pull_request_state', ['open', 'closed'])
      .update({
        pull_request_state: state,
        pull_request_checked_at: this.#db.fn.now(),
      });
  }

  async claimMerge(
    key: PullRequestKey,
    commit: string | undefined,
    pace: FollowPace,
  ) {
    return claimMerge(this.#db, key, commit, pace);
  }

  async setAnnounced(key: PullRequestKey) {
    await ofPullRequest(this.#db, key)
      .where({ pull_request_state: 'merged' })
      .update({ merge_announced_at: this.#db.fn.now() });
  }
}
