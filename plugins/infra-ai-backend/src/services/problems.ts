import { isError } from '@backstage/errors';
import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import { withCode, codeOf } from '@infra-ai/backstage-plugin-infra-ai-common';

const TRY_LATER = 'Try again in a while, or choose another analyzer.';

/** Names of errors whose message is written for the person; all others stay in the log. */
const SPEAKING_ERRORS: Record<string, string | undefined> = {
  InputError: undefined,
  ServiceUnavailableError: TRY_LATER,
  AuthenticationError:
    'An administrator has to correct the credentials of the analyzer.',
  NotAllowedError:
    'An administrator has to correct the credentials of the analyzer.',
  ConflictError: undefined,
  NotFoundError: undefined,
  RepositoryTakenError: undefined,
  NotImplementedError: undefined,
  TimeoutError: undefined,
};

/**
 * HTTP status for a problem that ended a piece of work. What the input caused is the caller's to correct; what another
 * service caused is never a 401 or 403, which would speak of the caller's own session.
 */
const STATUS: Record<string, number> = {
  InputError: 400,
  NotFoundError: 400,
  ConflictError: 409,
  RepositoryTakenError: 409,
  ServiceUnavailableError: 503,
  TimeoutError: 504,
  CancelledError: 409,
  InternalError: 500,
};
const BAD_GATEWAY = 502;

/** An error that carries the HTTP status it is answered with. */
export class StatusError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, name: string, message: string) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
  }
}

/** What an analyzer's error means to the person. */
export function toProblem(error: unknown): Problem {
  if (isError(error) && error.name in SPEAKING_ERRORS) {
    const hint =
      typeof error.hint === 'string' ? error.hint : SPEAKING_ERRORS[error.name];
    return {
      name: error.name,
      message: error.message,
      ...(hint ? { hint } : {}),
      ...codeOf(error),
    };
  }
  return {
    name: 'InternalError',
    message: 'The analyzer stopped with an unexpected error.',
    hint: 'Try again or choose another analyzer. The log of the back end holds the cause under the id of this analysis.',
    code: 'analyzer-failed',
  };
}

/** The error to answer a request with whose work ended in a problem. */
export function problemToError(problem: Problem): StatusError {
  const message = problem.hint
    ? `${problem.message.replace(/\.?\s*$/, '.')} ${problem.hint}`
    : problem.message;
  const { code, values } = problem;
  const error = new StatusError(
    STATUS[problem.name] ?? BAD_GATEWAY,
    problem.name,
    message,
  );
  return code ? withCode(error, code, values) : error;
}
