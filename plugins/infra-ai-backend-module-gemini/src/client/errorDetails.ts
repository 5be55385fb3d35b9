/**
 * An entry of `error.details` of the Google APIs, see https://google.aip.dev/193. Everything in it is optional: the list
 * holds messages of several types.
 */
export interface GeminiErrorDetail {
  '@type'?: string;
  reason?: string;
  retryDelay?: string;
  violations?: Array<{ quotaId?: string; quotaMetric?: string }>;
}

/** Whether the error names a quota that only the next day brings back. */
export function isDailyQuota(details: GeminiErrorDetail[]): boolean {
  return details.some(
    detail =>
      Array.isArray(detail.violations) &&
      detail.violations.some(violation =>
        /per_?day/i.test(`${violation?.quotaId} ${violation?.quotaMetric}`),
      ),
  );
}

/** Whether one of the details gives this reason, e.g. `API_KEY_INVALID`. */
export function hasReason(
  details: GeminiErrorDetail[],
  ...reasons: string[]
): boolean {
  return details.some(detail => reasons.includes(detail.reason ?? ''));
}

/**
 * How long the API asks to wait, in milliseconds: `RetryInfo.retryDelay` (`"34.07s"`), else the `retry-after` header
 * (seconds or a date).
 */
export function retryDelayMs(
  details: GeminiErrorDetail[],
  retryAfter: string | undefined,
  now: number,
): number | undefined {
  for (const { retryDelay } of details) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(retryDelay ?? '')?.[1];
    if (seconds !== undefined) {
      return Math.ceil(Number(seconds) * 1000);
    }
  }
  if (retryAfter === undefined) {
    return undefined;
  }
  if (/^\d+$/.test(retryAfter)) {
    return Number(retryAfter) * 1000;
  }
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
