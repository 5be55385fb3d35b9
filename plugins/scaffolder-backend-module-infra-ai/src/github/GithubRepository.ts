import { ConflictError } from '@backstage/errors';
import { CATALOG_FILE } from '@infra-ai/backstage-plugin-infra-ai-common';
import { Octokit } from '@octokit/rest';
import { pushNewBranch, type PackedCommit } from '../git';
import type { Clock } from './Clock';
import { explainFailure, isNameTaken } from './explain';
import {
  parseTarget,
  TARGET_QUERY,
  targetVariables,
  type Target,
} from './target';
import { TemporaryFailure } from './TemporaryFailure';

/** What git says when somebody else made the branch between our look and our push. */
const BRANCH_EXISTS = /already exists|cannot lock ref|fetch first/;

/** @public */
export type RepositoryVisibility = 'public' | 'private' | 'internal';

/**
 * What a publication asks of GitHub about one repository, each of them one request, none of them repeated
 * here: whether to repeat is decided after a look at what is there.
 */
export class GithubRepository {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
  /** Where git pushes to. */
  readonly remoteUrl: string;
  /** Its address in the REST API. */
  readonly apiUrl: string;
  readonly #webUrl: string;
  readonly #octokit: Octokit;
  readonly #token: string;
  readonly #fetch: typeof fetch;
  readonly #clock: Clock;
  readonly #timeoutMs: number;

  constructor(options: {
    host: string;
    apiBaseUrl: string;
    owner: string;
    repo: string;
    token: string;
    /** Of one request, in milliseconds. */
    timeoutMs: number;
    fetch: typeof fetch;
    clock: Clock;
  }) {
    this.host = options.host;
    this.owner = options.owner;
    this.repo = options.repo;
    this.#token = options.token;
    this.#fetch = options.fetch;
    this.#clock = options.clock;
    this.#timeoutMs = options.timeoutMs;
    // Built from the configuration, never from an answer: the token goes there.
    const { protocol } = new URL(options.apiBaseUrl);
    this.#webUrl = `${protocol}//${options.host}`;
    this.remoteUrl = `${this.#webUrl}/${options.owner}/${options.repo}.git`;
    this.apiUrl = `${options.apiBaseUrl}/repos/${options.owner}/${options.repo}`;
    this.#octokit = new Octokit({
      auth: options.token,
      baseUrl: options.apiBaseUrl,
      userAgent: 'infra-ai',
      request: { fetch: options.fetch },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
  }

  /**
   * The pages of the repository. GitHub tells owners and names apart without regard to case but discovery does not, so
   * both are given as GitHub spells them.
   */
  pages(
    owner: string,
    name: string,
    branch: string,
  ): { html: string; contents: string; catalogInfo: string } {
    const html = `${this.#webUrl}/${owner}/${name}`;
    const contents = `${html}/blob/${branch}`;
    return { html, contents, catalogInfo: `${contents}/${CATALOG_FILE}` };
  }

  /** Who owns the name, and what is there; of the branches those that begin like `branch`. */
  async read(branch?: string, signal?: AbortSignal): Promise<Target> {
    const variables = targetVariables({ ...this, branch });
    const answer = await this.graphql(
      'read the repository',
      { query: TARGET_QUERY, variables },
      signal,
    );
    return parseTarget(answer, this);
  }

  /** Sends one GraphQL document; what is wrong inside its answer is the caller's to see. */
  async graphql(
    action: string,
    document: { query: string; variables: Record<string, unknown> },
    signal?: AbortSignal,
  ): Promise<unknown> {
    return this.#attempt(action, signal, async request => {
      const answer = await this.#octokit.request('POST /graphql', {
        baseUrl: this.#graphqlBaseUrl(),
        ...document,
        request,
      });
      return answer.data;
    });
  }

  /** Creates the repository, empty. */
  async create(
    options: {
      ownerType: 'Organization' | 'User';
      visibility: RepositoryVisibility;
      description: string;
    },
    signal?: AbortSignal,
  ): Promise<void> {
    const { ownerType, visibility, description } = options;
    const body = {
      name: this.repo,
      description,
      private: visibility !== 'public',
      auto_init: false,
    };
    await this.#attempt('create a repository', signal, async request => {
      try {
        if (ownerType === 'Organization') {
          await this.#octokit.rest.repos.createInOrg({
            ...body,
            org: this.owner,
            // GitHub's description of this parameter knows no "internal".
            visibility: visibility as 'private',
            request,
          });
        } else {
          await this.#octokit.rest.repos.createForAuthenticatedUser({
            ...body,
            request,
          });
        }
      } catch (error) {
        if (isNameTaken(error)) {
          throw new TemporaryFailure(
            'not-visible-yet',
            `The name ${this.owner}/${this.repo} is taken, but the repository cannot be seen`,
            { cause: error },
          );
        }
        throw error;
      }
    });
  }

  /**
   * Pushes the commit as the first of a branch.
   *
   * @throws ConflictError when the server refuses the commit, with its reason
   */
  async push(
    branch: string,
    commit: PackedCommit,
    signal?: AbortSignal,
  ): Promise<void> {
    const report = await this.#attempt('push', signal, ({ signal: limited }) =>
      pushNewBranch({
        remoteUrl: this.remoteUrl,
        token: this.#token,
        branch,
        commit,
        fetch: this.#fetch,
        signal: limited,
      }),
    );
    if (!report.accepted) {
      const said = [report.reason, ...report.messages].filter(Boolean);
      if (BRANCH_EXISTS.test(said.join())) {
        throw new TemporaryFailure(
          'unavailable',
          `The branch ${branch} appeared meanwhile`,
        );
      }
      throw new ConflictError(
        `${this.host} refused the commit: ${said.join('; ')}`,
      );
    }
  }

  async delete(signal?: AbortSignal): Promise<void> {
    await this.#attempt('delete the repository', signal, request =>
      this.#octokit.rest.repos.delete({
        owner: this.owner,
        repo: this.repo,
        request,
      }),
    );
  }

  async #attempt<T>(
    action: string,
    signal: AbortSignal | undefined,
    send: (request: { signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      return await send({
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof TemporaryFailure || isExplained(error)) {
        throw error;
      }
      const { host, owner, repo } = this;
      const now = this.#clock.now();
      throw explainFailure(error, { action, host, owner, repo, now });
    }
  }

  /** GitHub Enterprise Server has GraphQL beside `/api/v3`, not below it. */
  #graphqlBaseUrl(): string {
    const { baseUrl } = this.#octokit.request.endpoint.DEFAULTS;
    return baseUrl.replace(/\/api\/v3\/?$/, '/api');
  }
}

/** `@backstage/errors` are thrown on purpose, with words for the person. */
function isExplained(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Input|NotAllowed|NotFound|Conflict|Authentication)Error$/.test(
      error.name,
    )
  );
}
