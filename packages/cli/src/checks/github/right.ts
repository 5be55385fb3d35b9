import type { Octokit } from '@octokit/rest';
import type { TokenFacts } from './token';

/**
 * What became of a right. `unproved`: nothing that only reads can tell; the token may have it.
 * `optional`: it is not there, and only what `cure` names misses it.
 */
export type RightStatus = 'proved' | 'unproved' | 'missing' | 'optional';

/** One right at one owner. */
export interface RightResult {
  owner: string;
  right: string;
  status: RightStatus;
  /** What was asked and answered: the proof, or its lack. */
  proof: string;
  cure?: string;
}

/** What {@link proveRights} needs. */
export interface RightsOptions {
  octokit: Octokit;
  facts: TokenFacts;
  owner: string;
  /** The configuration takes events of GitHub. */
  webhooks: boolean;
}

/** A repository of the owner to try things with. */
export interface Sample {
  name: string;
  private: boolean;
  canPush: boolean;
}

/** The cure of what only writing can prove. */
export const WRITE = 'Prove it with --write-test.';

/** Where the right is given, by the kind of the token. */
export function cureFor(
  { kind, scopes }: TokenFacts,
  scope: string,
  permission: string,
): string {
  if (scopes) {
    return `Give the token the scope ${scope} (Settings, Developer settings, Personal access tokens).`;
  }
  if (kind === 'app-installation') {
    return `Give the app the permission ${permission} and let the owner accept it.`;
  }
  return kind === 'actions'
    ? `Actions' own token reaches its own repository only; use another one with ${permission}.`
    : `Give the token the permission ${permission} for this owner's repositories.`;
}
