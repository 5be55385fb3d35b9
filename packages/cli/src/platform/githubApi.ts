import type { Config } from '@backstage/config';
import { readGithubIntegrationConfigs } from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import { CommandError } from '../lib/errors';

/** The GitHub that the portal is configured for; the sandbox is one like any other. */
export interface GithubApi {
  host: string;
  apiBaseUrl: string;
  token: string;
  octokit: Octokit;
}

/**
 * The first GitHub integration that has a token.
 *
 * @throws CommandError when there is none
 */
export function readGithubApi(config: Config): GithubApi {
  const integrations = readGithubIntegrationConfigs(
    config.getOptionalConfigArray('integrations.github') ?? [],
  );
  const found = integrations.find(({ token }) => token);
  if (!found?.token || !found.apiBaseUrl) {
    throw new CommandError(
      'No GitHub integration with a token is configured. Set GITHUB_TOKEN, or add one under integrations.github.',
    );
  }
  return {
    host: found.host,
    apiBaseUrl: found.apiBaseUrl,
    token: found.token,
    octokit: new Octokit({
      auth: found.token,
      baseUrl: found.apiBaseUrl,
      log: { debug() {}, info() {}, warn() {}, error() {} },
    }),
  };
}
