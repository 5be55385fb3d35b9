/** Why a request may succeed later. */
export type TemporaryFailureCause =
  /** GitHub said how long to wait; nothing was done. */
  | 'rate-limit'
  /** No answer, or a server error: nobody knows whether it was done. */
  | 'unavailable'
  /** A new repository is not yet visible everywhere. */
  | 'not-visible-yet';

/** A failure worth another attempt, which begins with a look at what is there. */
export class TemporaryFailure extends Error {
  readonly reason: TemporaryFailureCause;
  /** Milliseconds that GitHub asks to wait. */
  readonly waitMs?: number;

  constructor(
    reason: TemporaryFailureCause,
    message: string,
    options: { waitMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'TemporaryFailure';
    this.reason = reason;
    this.waitMs = options.waitMs;
  }
}
