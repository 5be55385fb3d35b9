import { CommandError } from '../lib/errors';
import { whyUnanswered } from '../lib/http';

const TIMEOUT_MS = 10_000;

/**
 * Fills in `GITHUB_ORG` for a person who set only `GITHUB_TOKEN`: whose token it is, so that their own repositories
 * are discovered. Discovery must be given an owner.
 *
 * @throws CommandError when GitHub refuses the token or does not answer
 */
export async function completeGithubOwner(
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (!env.GITHUB_TOKEN || env.GITHUB_ORG) {
    return;
  }
  const api = env.GITHUB_API_URL || 'https://api.github.com';
  const instead =
    'Mend that, set GITHUB_ORG to the organization or user to discover, or unset GITHUB_TOKEN to use the local sandbox.';
  let response: Response;
  try {
    response = await fetch(`${api}/user`, {
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${env.GITHUB_TOKEN}`,
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new CommandError(
      `GITHUB_TOKEN is set, but GitHub at ${api} does not answer (${whyUnanswered(
        error,
      )}). ${instead}`,
    );
  }
  if (response.status === 401) {
    throw new CommandError(
      `GitHub at ${api} refuses GITHUB_TOKEN: it is wrong, expired or revoked. ${instead}`,
    );
  }
  const body: unknown = await response.json().catch(() => undefined);
  const login = (body as { login?: unknown } | undefined)?.login;
  if (!response.ok || typeof login !== 'string') {
    // A token of an app or of Actions belongs to no user.
    throw new CommandError(
      `GitHub at ${api} does not say whose GITHUB_TOKEN is (status ${response.status}). Set GITHUB_ORG to the organization or user to discover.`,
    );
  }
  env.GITHUB_ORG = login;
}
