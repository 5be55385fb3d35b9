import { ConflictError, NotAllowedError } from '@backstage/errors';
import { z } from 'zod';
import { TemporaryFailure } from './TemporaryFailure';

/** One entry of `errors` in GitHub's answer to GraphQL. */
export const graphqlErrorSchema = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});

/** @see {@link graphqlErrorSchema} */
export type GraphqlError = z.infer<typeof graphqlErrorSchema>;

/**
 * Turns what GitHub says inside an answer with the status 200 into an error with cause and next step, or into a
 * {@link TemporaryFailure} when it is worth another look.
 */
export function explainGraphqlError(
  { type, message }: GraphqlError,
  attempt: {
    host: string;
    owner: string;
    repo: string;
    branch: string;
    /** Page of the repository. */
    url?: string;
  },
): Error {
  const { host, owner, repo, branch } = attempt;
  const name = `${owner}/${repo}`;
  switch (type) {
    case 'RATE_LIMITED':
      return new TemporaryFailure('rate-limit', message, { waitMs: 60_000 });
    case 'STALE_DATA':
      return new TemporaryFailure(
        'unavailable',
        `The branch ${branch} of ${name} moved meanwhile`,
      );
    case 'NOT_FOUND':
      return new TemporaryFailure(
        'not-visible-yet',
        `${host} does not see all of ${name} yet: ${message}`,
      );
    case 'FORBIDDEN':
      return new NotAllowedError(
        `The token may not change ${name}: ${message}. A classic token needs the scope "repo"; a fine-grained token or GitHub App needs "Contents" and "Pull requests", read and write`,
      );
    default:
  }
  if (/already exists|no commits between/i.test(message)) {
    return new TemporaryFailure(
      'unavailable',
      `Somebody else is at work on ${name}: ${message}`,
    );
  }
  if (/rule violation|protected branch|not authorized to push/i.test(message)) {
    return new ConflictError(
      `The rules of ${name} do not let the token write the branch ${branch}: ${message.replace(
        /\s+/g,
        ' ',
      )}. Ask an administrator to leave the branches infra-ai/** out of the rule: ${
        attempt.url
      }/settings/rules`,
    );
  }
  return type === undefined || type === 'INTERNAL'
    ? new TemporaryFailure('unavailable', `${host} could not do it: ${message}`)
    : new ConflictError(`${host} refused to update ${name}: ${message}`);
}
