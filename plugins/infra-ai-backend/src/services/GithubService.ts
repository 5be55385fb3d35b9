import { ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubAppCredentialsMux,
  type GithubCredentialsProvider,
  type GithubIntegrationConfig,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import {
  assertRepositoryName,
  type PublishTargets,
  type RepositoryAvailability,
  type RepositoryVisibility,
  withCode,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { Octokit } from '@octokit/rest';
import { readTarget, type PublishTarget } from './githubTarget';
import { StatusError } from './problems';

const CACHE_MS = 60_000;
const TIMEOUT_MS = 10_000;
const PAGE = 100;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

type Owners = PublishTargets['owners'];

/** What the plugin itself reads from GitHub; it never writes there. */
export class GithubService {
  readonly #config: GithubIntegrationConfig;
  readonly #credentials: GithubCredentialsProvider;
  readonly #visibilities: RepositoryVisibility[];
  readonly #requiresUserToken: boolean;
  readonly #fetch?: typeof fetch;
  #owners?: { until: number; value: Promise<Owners> };

  constructor(options: {
    /** The first GitHub is published to, as by the scaffolder actions; the registry always has github.com. */
    integrations: ScmIntegrationRegistry;
    visibilities: RepositoryVisibility[];
    /** `scaffolder.requireScmUserCredentials`, as the scaffolder itself reads it. */
    requiresUserToken?: boolean;
    fetch?: typeof fetch;
  }) {
    this.#config = options.integrations.github.list()[0].config;
    this.#credentials = DefaultGithubCredentialsProvider.fromIntegrations(
      options.integrations,
    );
    this.#visibilities = options.visibilities;
    this.#requiresUserToken = options.requiresUserToken ?? false;
    this.#fetch = options.fetch;
  }

  /** Where the configured account may create repositories; at most a minute old. */
  async targets(): Promise<PublishTargets> {
    if (!this.#owners || this.#owners.until < Date.now()) {
      const value = this.#readOwners();
      this.#owners = { until: Date.now() + CACHE_MS, value };
      value.catch(() => {
        this.#owners = undefined;
      });
    }
    return {
      host: this.#config.host,
      owners: await this.#owners.value,
      visibilities: this.#visibilities,
      defaultVisibility: this.#visibilities.includes('private')
        ? 'private'
        : this.#visibilities[0],
      requiresUserToken: this.#requiresUserToken,
    };
  }

  /** Requests left in this hour. Asking costs none. */
  async rateLimit(
    signal: AbortSignal,
  ): Promise<{ limit: number; remaining: number; reset: Date }> {
    const octokit = await this.client();
    return this.speak(async () => {
      const { data } = await octokit.rest.rateLimit.get({
        request: { signal },
      });
      const { limit, remaining, reset } = data.resources.core;
      return { limit, remaining, reset: new Date(reset * 1000) };
    });
  }

  /**
   * What a publication would find, in one request.
   *
   * @param paths - files to read of a repository that is there
   * @throws InputError for an owner that does not exist, ConflictError for a repository that nothing can be written to
   */
  async readTarget(
    target: { owner: string; repo: string },
    paths: string[],
    token?: string,
  ): Promise<PublishTarget> {
    const octokit = await this.client(target.owner, token);
    return this.speak(() => readTarget(octokit, target, paths));
  }

  /** Whether a publication could go to a repository of that name, as far as the configured token sees. */
  async availability(target: {
    owner: string;
    repo: string;
  }): Promise<RepositoryAvailability> {
    try {
      assertRepositoryName(target.repo);
      const there = await this.readTarget(target, []);
      return there.exists
        ? { state: 'taken', url: there.url }
        : { state: 'free' };
    } catch (error) {
      const { name, message } = error as Error;
      const state =
        { InputError: 'invalid' as const, ConflictError: 'taken' as const }[
          name
        ] ?? 'unknown';
      return { state, message };
    }
  }

  /** Host of what this plugin publishes to, e.g. `github.com`. */
  get host(): string {
    return this.#config.host;
  }

  /** Whether each owner's repositories are read with a token of their own. */
  get tokenPerOwner(): boolean {
    return Boolean(this.#config.apps?.length);
  }

  get apiBaseUrl(): string {
    return this.#config.apiBaseUrl ?? `https://api.${this.#config.host}`;
  }

  async #readOwners(): Promise<Owners> {
    if (this.#config.apps?.length) {
      return this.speak(async () => {
        const mux = new GithubAppCredentialsMux(this.#config);
        const installations = await mux.getAllInstallations();
        return installations.flatMap(({ account }) =>
          account && 'login' in account
            ? [toOwner(account.login, account.type)]
            : [],
        );
      });
    }
    const octokit = await this.client();
    return this.speak(async () => {
      const [user, organizations] = await Promise.all([
        octokit.rest.users.getAuthenticated(),
        octokit.paginate(octokit.rest.orgs.listForAuthenticatedUser, {
          per_page: PAGE,
        }),
      ]);
      return [
        ...organizations.map(({ login }) => toOwner(login, 'Organization')),
        toOwner(user.data.login, 'User'),
      ];
    });
  }

  /** A client with the person's token, else with the integration's for this owner. */
  async client(owner?: string, userToken?: string): Promise<Octokit> {
    const { host, apiBaseUrl } = this.#config;
    const token =
      userToken ??
      (
        await this.#credentials.getCredentials({
          url: `https://${host}${owner ? `/${owner}` : ''}`,
        })
      ).token;
    return new Octokit({
      ...(token ? { auth: token } : {}),
      ...(apiBaseUrl ? { baseUrl: apiBaseUrl } : {}),
      log: silent,
      request: { timeout: TIMEOUT_MS, fetch: this.#fetch },
    });
  }

  /** Turns GitHub's refusals into what the person can do about them. */
  async speak<T>(ask: () => Promise<T>): Promise<T> {
    const { host } = this.#config;
    try {
      return await ask();
    } catch (error) {
      const { name, response } = error as {
        name?: string;
        response?: { status: number };
      };
      // Octokit gives errors of the network a status of 500 as well.
      const status = response?.status;
      if (name === 'InputError' || name === 'ConflictError') {
        throw error;
      }
      if (status === 401) {
        throw withCode(
          new StatusError(
            502,
            'GithubCredentialsError',
            `${host} refuses the configured token. An administrator has to set a valid one in integrations.github (GITHUB_TOKEN).`,
          ),
          'github-credentials',
          { host },
        );
      }
      if (status === 403 || status === 429) {
        throw withCode(
          new StatusError(
            502,
            'GithubRefusalError',
            `${host} refuses the request: the token lacks the rights, or its request limit is used up. Try again later, or ask an administrator to check the token.`,
          ),
          'github-refusal',
          { host },
        );
      }
      if (name === 'GraphqlResponseError') {
        throw new StatusError(
          502,
          'GithubRefusalError',
          `${host} refuses the request: ${(error as Error).message}`,
        );
      }
      throw withCode(
        new ServiceUnavailableError(
          `${host} cannot be reached${
            status ? ` (it answered ${status})` : ''
          }. Try again later; an administrator can check integrations.github and the network.`,
        ),
        'github-unreachable',
        { host },
      );
    }
  }
}

function toOwner(login: string, type: string): Owners[number] {
  return { login, type: type === 'Organization' ? 'Organization' : 'User' };
}
