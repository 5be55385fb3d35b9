import { GitHubError } from '../errors';

/**
 * GitHub's published limits.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export interface RateLimits {
  /** REST requests an hour with a token. */
  corePerHour: number;
  /** REST requests an hour without one. */
  anonymousPerHour: number;
  /** GraphQL points an hour. */
  graphqlPerHour: number;
  /** Requests that create content. */
  contentPerMinute: number;
  contentPerHour: number;
}

export const GITHUB_LIMITS: RateLimits = {
  corePerHour: 5000,
  anonymousPerHour: 60,
  graphqlPerHour: 5000,
  contentPerMinute: 80,
  contentPerHour: 500,
};

export type RateResource = 'core' | 'graphql';

export interface RateStatus {
  limit: number;
  used: number;
  remaining: number;
  /** Seconds since the epoch. */
  reset: number;
}

interface Window {
  endsAt: number;
  used: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Counts requests a user, on a clock that a test can move. */
export class RateLimiter {
  private readonly windows = new Map<string, Window>();
  private readonly content = new Map<string, number[]>();

  constructor(
    private readonly clock: () => number,
    readonly limits: RateLimits,
  ) {}

  status(login: string | undefined, resource: RateResource): RateStatus {
    const limit = this.limitOf(login, resource);
    const { used, endsAt } = this.windowOf(login, resource);
    return {
      limit,
      used: Math.min(used, limit),
      remaining: Math.max(limit - used, 0),
      reset: Math.ceil(endsAt / 1000),
    };
  }

  /**
   * Counts one request against the primary limit.
   *
   * @throws GitHubError 403 with `x-ratelimit-remaining: 0` when it is used up.
   */
  consume(login: string | undefined, resource: RateResource): void {
    const window = this.windowOf(login, resource);
    if (window.used >= this.limitOf(login, resource)) {
      throw new GitHubError(
        403,
        login
          ? `API rate limit exceeded for user ${login}.`
          : 'API rate limit exceeded for 127.0.0.1. (But here is the good news: Authenticated requests get a higher rate limit.)',
      );
    }
    window.used += 1;
  }

  /**
   * Counts one request that creates content.
   *
   * @throws GitHubError 403 with `retry-after` (seconds), GitHub's secondary
   * rate limit.
   */
  consumeContent(login: string): void {
    const now = this.clock();
    const times = (this.content.get(login) ?? []).filter(
      time => time > now - HOUR,
    );
    this.content.set(login, times);
    const inMinute = times.filter(time => time > now - MINUTE);
    let freeAt = 0;
    if (times.length >= this.limits.contentPerHour) {
      freeAt = times[times.length - this.limits.contentPerHour] + HOUR;
    }
    if (inMinute.length >= this.limits.contentPerMinute) {
      const oldest = inMinute[inMinute.length - this.limits.contentPerMinute];
      freeAt = Math.max(freeAt, oldest + MINUTE);
    }
    if (freeAt > now) {
      throw new GitHubError(
        403,
        'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.',
        {
          headers: { 'retry-after': String(Math.ceil((freeAt - now) / 1000)) },
        },
      );
    }
    times.push(now);
  }

  private limitOf(login: string | undefined, resource: RateResource): number {
    if (resource === 'graphql') {
      return this.limits.graphqlPerHour;
    }
    return login ? this.limits.corePerHour : this.limits.anonymousPerHour;
  }

  private windowOf(login: string | undefined, resource: RateResource): Window {
    const key = `${resource}:${login ?? ''}`;
    const now = this.clock();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { endsAt: now + HOUR, used: 0 };
      this.windows.set(key, window);
    }
    return window;
  }
}
