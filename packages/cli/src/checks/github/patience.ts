import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import { CommandError } from '../../lib/errors';

/** A longer wait is told instead of waited: the person may have better things to do. */
const LONGEST_WAIT_MS = 90_000;
const TRIES = 3;

/** The part of an error of Octokit's that says whether waiting helps. */
interface Refusal {
  status?: number;
  response?: { headers?: Record<string, string | number | undefined> };
}

/**
 * Makes a client wait as GitHub asks when it meets a rate limit, and give up with the time when that takes too long.
 * Nothing else is tried again: a write whose answer was lost may have happened.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function bePatient(
  octokit: Octokit,
  onWait: (seconds: number) => void = () => undefined,
): void {
  octokit.hook.wrap('request', async (request, options) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request(options);
      } catch (error) {
        const wait = waitOf(error as Refusal, Date.now());
        if (wait === undefined) {
          throw error;
        }
        if (wait > LONGEST_WAIT_MS || attempt === TRIES) {
          throw new CommandError(
            `GitHub's rate limit is used up until ${new Date(
              Date.now() + wait,
            ).toISOString()}. Run this again then.`,
          );
        }
        onWait(Math.ceil(wait / 1000));
        await sleep(wait);
      }
    }
  });
}

/** How long GitHub asks to wait; undefined when the refusal has another reason. */
export function waitOf(refusal: Refusal, now: number): number | undefined {
  const { status, response } = refusal;
  if (status !== 403 && status !== 429) {
    return undefined;
  }
  const headers = response?.headers ?? {};
  const after = Number(headers['retry-after']);
  if (after > 0) {
    return after * 1000;
  }
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    return Math.max(1000, reset - now);
  }
  return undefined;
}
