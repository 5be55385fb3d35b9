import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { PushHttpError } from '../git';
import { rateLimitWait } from './rateLimit';
import { TemporaryFailure } from './TemporaryFailure';

/** What was asked of GitHub when it went wrong. */
export interface Attempt {
  /** As in "could not <action>". */
  action: string;
  host: string;
  owner: string;
  repo: string;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Turns a failed request into an error that names the cause and the next step, or into a {@link TemporaryFailure} when
 * trying again may help.
 */
export function explainFailure(error: unknown, attempt: Attempt): Error {
  const { action, host, owner, repo } = attempt;
  const answer = readAnswer(error);
  const message = (error as Error).message;
  if (!answer) {
    return new TemporaryFailure(
      'unavailable',
      `${host} could not be reached to ${action}: ${rootMessage(error)}`,
      { cause: error },
    );
  }

  const waitMs = rateLimitWait({ ...answer, message }, attempt.now);
  if (waitMs !== undefined) {
    return new TemporaryFailure(
      'rate-limit',
      `${host} has a rate limit that is used up: ${message}`,
      { waitMs, cause: error },
    );
  }
  if (answer.status >= 500) {
    return new TemporaryFailure(
      'unavailable',
      `${host} answered ${answer.status} when asked to ${action}: ${message}`,
      { cause: error },
    );
  }
  switch (answer.status) {
    case 401:
      return new AuthenticationError(
        `${host} does not accept the token (could not ${action}). Check that it has not expired: it is the one of integrations.github for ${host}, or your own when you signed in to GitHub`,
      );
    case 403:
      return new NotAllowedError(
        `The token may not ${action} in ${owner}: ${message}. A classic token needs the scope "repo"; a fine-grained token or GitHub App needs "Administration" and "Contents", read and write; an organization may also have to allow its members to create repositories or authorize the token for single sign-on`,
      );
    case 404:
      return new NotFoundError(
        `${host} knows nothing about ${owner}/${repo} when asked to ${action}: ${message}. Check the owner, and that the token has access to it`,
      );
    default:
      return new InputError(`${host} refused to ${action}: ${message}`);
  }
}

function readAnswer(
  error: unknown,
): { status: number; header(name: string): string | undefined } | undefined {
  if (error instanceof PushHttpError) {
    return {
      status: error.status,
      header: name => error.headers.get(name) ?? undefined,
    };
  }
  const { name, status, response } = error as Partial<OctokitError>;
  if (name === 'HttpError' && status && response) {
    return { status, header: header => response.headers[header]?.toString() };
  }
  return undefined;
}

/** `RequestError` of Octokit: several versions of its class may be installed, so it is known by its shape. */
interface OctokitError {
  name: string;
  status: number;
  message: string;
  /** Absent when no answer came. */
  response?: { headers: Record<string, string | number | undefined> };
}

/** Whether GitHub refused to create a repository because there is one of that name. */
export function isNameTaken(error: unknown): boolean {
  const { name, status, message = '' } = error as Partial<OctokitError>;
  return (
    name === 'HttpError' && status === 422 && /already exists/i.test(message)
  );
}

/** `fetch failed` says nothing; the reason is in the cause. */
function rootMessage(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? rootMessage(cause) : message;
}
