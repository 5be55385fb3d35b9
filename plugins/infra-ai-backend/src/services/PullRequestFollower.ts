import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import { PUBLISHED_EVENT_TOPIC } from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';
import type {
  FollowedPullRequest,
  FollowPace,
  PullRequestStore,
} from '../database/PullRequestStore';
import type { Changes } from './Changes';
import type {
  Allowance,
  GithubPullRequests,
  PullRequestReport,
} from './GithubPullRequests';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Every ten seconds while the person may be waiting, every five minutes for two weeks. */
const PACE: FollowPace = {
  newForMs: 10 * MINUTE_MS,
  // A little less than a look's distance, or every second look would come too early.
  newEveryMs: 9_000,
  everyMs: 5 * MINUTE_MS,
  untilMs: 14 * DAY_MS,
  claimMs: MINUTE_MS,
};
const LOOK_SECONDS = 10;
const AT_A_TIME = 100;
/** Requests that are left to publishing and discovery. */
const RESERVED_REQUESTS = 200;
const LONGEST_PAUSE_MS = 15 * MINUTE_MS;

const eventSchema = z.object({
  repository: z.object({
    name: z.string(),
    html_url: z.url(),
    owner: z.object({ login: z.string() }),
  }),
  pull_request: z.object({ number: z.number().int() }).optional(),
});

/**
 * Follows the pull requests that publications opened, so that a merge reaches the catalog at once. Webhooks make it quick
 * where they come; asking GitHub makes it certain. What a webhook says is only taken as a reason to ask.
 */
export class PullRequestFollower {
  readonly #store: PullRequestStore;
  readonly #github: GithubPullRequests;
  readonly #events: EventsService;
  readonly #changes: Changes;
  readonly #logger: LoggerService;
  readonly #host: string;
  readonly #pace: FollowPace;
  readonly #lookSeconds: number;
  #pausedUntil = 0;

  constructor(options: {
    store: PullRequestStore;
    github: GithubPullRequests;
    /** Host of the integration; events of others are not ours. */
    host: string;
    events: EventsService;
    changes: Changes;
    logger: LoggerService;
    pace?: Partial<FollowPace>;
    lookSeconds?: number;
  }) {
    this.#store = options.store;
    this.#github = options.github;
    this.#host = options.host;
    this.#events = options.events;
    this.#changes = options.changes;
    this.#logger = options.logger;
    this.#pace = { ...PACE, ...options.pace };
    this.#lookSeconds = options.lookSeconds ?? LOOK_SECONDS;
  }

  /** Listens to the webhooks that the portal receives. */
  async subscribe(): Promise<void> {
    await this.#events.subscribe({
      id: 'infra-ai-pull-requests',
      topics: ['github.pull_request', 'github.push'],
      onEvent: ({ eventPayload }) => this.#onEvent(eventPayload),
    });
  }

  /**
   * One look at all that are due.
   *
   * @returns after how many seconds to look again; undefined when none is left to follow
   */
  async look(): Promise<number | undefined> {
    try {
      if (Date.now() >= this.#pausedUntil) {
        await this.#check(await this.#store.listDue(this.#pace, AT_A_TIME));
      }
    } catch (error) {
      this.#warn('Pull requests could not be looked at', error);
    }
    return (await this.#store.hasFollowed(this.#pace))
      ? this.#lookSeconds
      : undefined;
  }

  async #onEvent(payload: unknown): Promise<void> {
    const event = eventSchema.safeParse(payload);
    if (!event.success) {
      return;
    }
    const { repository, pull_request: pullRequest } = event.data;
    if (new URL(repository.html_url).host !== this.#host) {
      return;
    }
    await this.#check(
      await this.#store.listUnmerged({
        owner: repository.owner.login,
        repo: repository.name,
        number: pullRequest?.number,
      }),
    );
  }

  async #check(pullRequests: FollowedPullRequest[]): Promise<void> {
    for (const group of this.#github.readTogether(pullRequests)) {
      const { reports, allowance } = await this.#github
        .read(group)
        .catch(error => {
          this.#pauseAfter(error);
          throw error;
        });
      this.#mindAllowance(allowance);
      for (const [index, pullRequest] of group.entries()) {
        await this.#apply(pullRequest, reports[index]);
      }
    }
  }

  async #apply(
    pullRequest: FollowedPullRequest,
    report: PullRequestReport | undefined,
  ): Promise<void> {
    if (report?.state !== 'merged') {
      // One that GitHub does not show may come back with the token's rights; until then it stays as it was.
      const state = report?.state ?? pullRequest.state;
      await this.#store.setState(
        pullRequest,
        state === 'closed' ? 'closed' : 'open',
      );
      return;
    }
    const { commit } = report;
    if (await this.#store.claimMerge(pullRequest, commit?.sha, this.#pace)) {
      if (commit && report.intoDefaultBranch) {
        await this.#events.publish({
          topic: PUBLISHED_EVENT_TOPIC,
          eventPayload: await this.#github.toEvent(pullRequest, report),
        });
      }
      await this.#store.setAnnounced(pullRequest);
      this.#logger.info(
        `Pull request ${pullRequest.owner}/${pullRequest.repo}#${pullRequest.number} is merged`,
        { analysisId: pullRequest.analysisId },
      );
    }
    this.#changes.notify(pullRequest.analysisId);
  }

  #mindAllowance(allowance: Allowance | undefined): void {
    if (allowance && allowance.remaining < RESERVED_REQUESTS) {
      this.#pause(allowance.resetAt.getTime() - Date.now());
    }
  }

  /** GitHub says when it will answer again. */
  #pauseAfter(error: unknown): void {
    const { status, response } = error as {
      status?: number;
      response?: { headers?: Record<string, string | undefined> };
    };
    const headers = response?.headers ?? {};
    const after = Number(headers['retry-after']) * 1_000;
    const reset = Number(headers['x-ratelimit-reset']) * 1_000 - Date.now();
    if (after > 0) {
      this.#pause(after);
    } else if (headers['x-ratelimit-remaining'] === '0' && reset > 0) {
      this.#pause(reset);
    } else if (status === 403 || status === 429) {
      this.#pause(MINUTE_MS);
    }
  }

  #pause(ms: number): void {
    this.#pausedUntil =
      Date.now() + Math.min(Math.max(ms, 0), LONGEST_PAUSE_MS);
  }

  #warn(message: string, error: unknown): void {
    this.#logger.warn(message, {
      cause: isError(error) ? error.message : String(error),
    });
  }
}
