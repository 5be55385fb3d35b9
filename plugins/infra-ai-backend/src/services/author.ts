import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/**
 * Who asks: a person's entity reference, also when a plugin asks on the person's behalf, or the subject of a service.
 *
 * @throws NotAllowedError for callers that are neither
 */
export function authorOf(credentials: BackstageCredentials): string {
  const principal = credentials.principal as
    | BackstageUserPrincipal
    | BackstageServicePrincipal
    | { type: 'none' };
  switch (principal.type) {
    case 'user':
      return principal.userEntityRef;
    case 'service':
      return principal.subject;
    default:
      throw new NotAllowedError('Sign in to use Infrastructure AI.');
  }
}

/** The person who asks, as an entity reference; undefined for services. */
export function userOf(credentials: BackstageCredentials): string | undefined {
  const principal = credentials.principal as { type: string };
  return principal.type === 'user' ? authorOf(credentials) : undefined;
}
