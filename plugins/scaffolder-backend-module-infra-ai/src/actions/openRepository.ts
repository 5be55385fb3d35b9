import { InputError } from '@backstage/errors';
import type {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import { assertRepositoryName } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublishConfig } from '../config';
import { GithubRepository, type Clock } from '../github';

/** https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$/;

/**
 * The repository that an action's input names, with the credentials to publish it. Asks GitHub nothing.
 *
 * @throws InputError with what to change in the input or the configuration
 */
export async function openRepository(
  input: { repoUrl?: string; owner?: string; repo?: string; token?: string },
  options: {
    integrations: ScmIntegrationRegistry;
    githubCredentials: GithubCredentialsProvider;
    config: PublishConfig;
    clock: Clock;
    fetch: typeof fetch;
  },
): Promise<GithubRepository> {
  const { integrations, config } = options;
  const { host, owner, repo } = readName(input, options);
  if (!owner || !LOGIN.test(owner)) {
    throw new InputError(
      `"${owner}" is no GitHub user or organization: use letters, digits and "-"`,
    );
  }
  if (!repo) {
    throw new InputError(
      'Name the repository: give repoUrl, or owner and repo',
    );
  }
  assertRepositoryName(repo);

  const integration = integrations.github.byHost(host)?.config;
  if (!integration?.apiBaseUrl) {
    throw new InputError(
      `There is no GitHub at ${host} in integrations.github of the configuration`,
    );
  }
  return new GithubRepository({
    host,
    owner,
    repo,
    apiBaseUrl: integration.apiBaseUrl,
    token: await findToken(input.token, { host, owner, repo }, options),
    timeoutMs: config.requestTimeoutMs,
    fetch: options.fetch,
    clock: options.clock,
  });
}

function readName(
  input: { repoUrl?: string; owner?: string; repo?: string },
  options: { integrations: ScmIntegrationRegistry; config: PublishConfig },
): { host: string; owner?: string; repo?: string } {
  return input.repoUrl
    ? parseRepoUrl(input.repoUrl, options.integrations)
    : {
        host: options.config.defaultHost,
        owner: input.owner?.trim(),
        repo: input.repo?.trim(),
      };
}

async function findToken(
  own: string | undefined,
  { host, owner, repo }: { host: string; owner: string; repo: string },
  options: {
    githubCredentials: GithubCredentialsProvider;
    config: PublishConfig;
  },
): Promise<string> {
  if (own) {
    return own;
  }
  if (options.config.requireUserToken) {
    throw new InputError(
      `Publishing to ${host} needs your own GitHub account here (scaffolder.requireScmUserCredentials): sign in to GitHub when the page asks for it`,
    );
  }
  const { token } = await options.githubCredentials.getCredentials({
    url: `https://${host}/${owner}/${repo}`,
  });
  if (!token) {
    throw new InputError(
      `There is no token for ${host} and ${owner}: set integrations.github[].token (or apps) in the configuration, or sign in to GitHub`,
    );
  }
  return token;
}
