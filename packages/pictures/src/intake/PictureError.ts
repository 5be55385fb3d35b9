import { InputError } from '@backstage/errors';

const CODES = {
  400: 'picture-broken',
  413: 'picture-too-big',
  415: 'picture-unknown',
} as const;

/**
 * A picture that is refused, with what to do instead.
 *
 * @public
 */
export class PictureError extends InputError {
  /**
   * HTTP status that fits: 400 broken or empty, 413 too many bytes or pixels, 415 no kind of picture that is read here.
   */
  readonly status: 400 | 413 | 415;
  /** The cause, for clients that say it in another language; one of `PROBLEM_CODES` of the common package. */
  readonly code: 'picture-broken' | 'picture-too-big' | 'picture-unknown';

  constructor(status: 400 | 413 | 415, message: string, cause?: Error) {
    super(message);
    this.status = status;
    this.code = CODES[status];
    // Not by way of the base class, which would add the decoder's words to the message that people read.
    Object.defineProperty(this, 'cause', { value: cause, enumerable: false });
  }
}
