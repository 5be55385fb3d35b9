const NO_HEADER_WAIT_MS = 60_000;
/** Clocks differ by a little. */
const MARGIN_MS = 1_000;

/**
 * How long GitHub wants us to wait, or undefined when the answer is not about a rate limit.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 *
 * @returns milliseconds
 */
export function rateLimitWait(
  answer: {
    status: number;
    message: string;
    header(name: string): string | undefined;
  },
  now: number,
): number | undefined {
  if (answer.status !== 403 && answer.status !== 429) {
    return undefined;
  }
  const retryAfter = Number(answer.header('retry-after') ?? NaN);
  if (retryAfter >= 0) {
    return retryAfter * 1_000 + MARGIN_MS;
  }
  if (answer.header('x-ratelimit-remaining') === '0') {
    const reset = Number(answer.header('x-ratelimit-reset')) * 1_000;
    const serverTime = Date.parse(answer.header('date') ?? '') || now;
    return Math.max(reset - serverTime, 0) + MARGIN_MS;
  }
  return answer.status === 429 || /rate limit/i.test(answer.message)
    ? NO_HEADER_WAIT_MS
    : undefined;
}
