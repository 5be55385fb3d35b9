import type { FileChange } from '@infra-ai/backstage-plugin-infra-ai-common';

/** A pull request of a publication; of one that several publications went into, the latest. */
export interface FollowedPullRequest {
  analysisId: string;
  owner: string;
  repo: string;
  number: number;
  state: 'open' | 'merged' | 'closed';
  /** What it was to change. */
  files: Array<Pick<FileChange, 'path' | 'kind'>>;
}

/** Names one: repository and number, in any case of letters. */
export type PullRequestKey = Pick<
  FollowedPullRequest,
  'owner' | 'repo' | 'number'
>;

/** How closely pull requests are followed. All in milliseconds. */
export interface FollowPace {
  /** For how long one counts as new, and how often GitHub is asked about it. */
  newForMs: number;
  newEveryMs: number;
  /** How often about an older one, and after what age no longer. */
  everyMs: number;
  untilMs: number;
  /** A back end that began to announce a merge this long ago has died. */
  claimMs: number;
}

/** The pull requests of publications. */
export interface PullRequestStore {
  /** Those about which GitHub should be asked now, and merged ones that were not announced. Oldest check first. */
  listDue(pace: FollowPace, limit: number): Promise<FollowedPullRequest[]>;
  /** Whether any will be due. */
  hasFollowed(pace: FollowPace): Promise<boolean>;
  /** Those of a repository that are not merged. */
  listUnmerged(target: {
    owner: string;
    repo: string;
    number?: number;
  }): Promise<FollowedPullRequest[]>;
  /** Notes that GitHub says it is open or closed. */
  setState(key: PullRequestKey, state: 'open' | 'closed'): Promise<void>;
  /** Notes the merge; true for the one caller that is to announce it. */
  claimMerge(
    key: PullRequestKey,
    commit: string | undefined,
    pace: FollowPace,
  ): Promise<boolean>;
  setAnnounced(key: PullRequestKey): Promise<void>;
}
