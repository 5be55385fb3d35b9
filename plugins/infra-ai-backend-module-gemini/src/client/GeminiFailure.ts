import type { GeminiErrorDetail } from './errorDetails';

/** What kind of thing went wrong, as far as the caller acts differently on it; `unusable` is the material. */
export type GeminiFailureReason =
  | 'bad-key'
  | 'bad-request'
  | 'blocked'
  | 'cut'
  | 'daily-quota'
  | 'network'
  | 'rate-limit'
  | 'too-long'
  | 'unavailable'
  | 'unusable'
  | 'unknown-model';

const RETRYABLE: ReadonlySet<GeminiFailureReason> = new Set([
  'cut',
  'network',
  'rate-limit',
  'unavailable',
]);

/**
 * A call to Gemini that did not give an answer. The message says why in words for the person who waits.
 */
export class GeminiFailure extends Error {
  readonly reason: GeminiFailureReason;
  /** What happened, without the next step. */
  readonly summary: string;
  /** What the reader can do about it. */
  readonly nextStep: string;
  /** How long the API asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;

  /**
   * @param summary - what happened, without a full stop
   * @param nextStep - what the reader can do about it, without a full stop
   */
  constructor(
    reason: GeminiFailureReason,
    summary: string,
    nextStep: string,
    options?: { retryAfterMs?: number; cause?: unknown },
  ) {
    super(`${summary}. ${nextStep}`, { cause: options?.cause });
    this.name = 'GeminiFailure';
    this.reason = reason;
    this.summary = summary;
    this.nextStep = nextStep;
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** Whether the same call may go through later. */
  get isRetryable(): boolean {
    return RETRYABLE.has(this.reason);
  }
}

/** An answer of the API that is not a success. */
export interface HttpRefusal {
  status: number;
  /** The API's own words. */
  message: string;
  details: GeminiErrorDetail[];
  /** The `retry-after` header. */
  retryAfter?: string;
}
