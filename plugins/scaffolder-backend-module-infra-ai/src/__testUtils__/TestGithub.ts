import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  startGitHubSandbox,
  type GitHubSandbox,
} from '@infra-ai/github-sandbox';
import type { Clock } from '../github';

const run = promisify(execFile);

/** A local GitHub on a clock that waiting moves, and what a test wants to know of it. */
export class TestGithub {
  static async start(): Promise<TestGithub> {
    const directory = await mkdtemp(join(tmpdir(), 'infra-ai-github-'));
    const github: TestGithub = new TestGithub(directory);
    github.#sandbox = await startGitHubSandbox({
      dataDir: join(directory, 'data'),
      clock: () => github.clock.now(),
      tokens: { 'token-of-guest': 'guest', 'token-of-ada': 'ada' },
    });
    return github;
  }

  readonly #directory: string;
  #sandbox!: GitHubSandbox;
  #offset = 0;
  /** Waits of the code under test, in milliseconds. */
  readonly waits: number[] = [];
  /** Waiting takes no time but moves GitHub's clock too. */
  readonly clock: Clock = {
    now: () => Date.now() + this.#offset,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      this.waits.push(milliseconds);
      this.#offset += milliseconds;
    },
  };

  private constructor(directory: string) {
    this.#directory = directory;
  }

  get sandbox(): GitHubSandbox {
    return this.#sandbox;
  }

  get host(): string {
    return new URL(this.#sandbox.url).host;
  }

  get config() {
    return {
      integrations: {
        github: [
          {
            host: this.host,
            apiBaseUrl: this.#sandbox.apiBaseUrl,
            rawBaseUrl: this.#sandbox.rawBaseUrl,
            token: 'token-of-guest',
          },
        ],
      },
    };
  }

  /** `METHOD /path` of every request since the last call of {@link TestGithub.forget}. */
  requests(): string[] {
    return this.#sandbox.requests
      .list()
      .map(({ method, path }) => `${method} ${path}`);
  }

  forget(): void {
    this.#sandbox.requests.clear();
    this.#sandbox.faults.clear();
    this.waits.length = 0;
  }

  /** Asks as the REST API is asked, outside the count of {@link TestGithub.requests}. */
  async api(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: any }> {
    const before = this.#sandbox.requests.list();
    const response = await fetch(`${this.#sandbox.apiBaseUrl}${path}`, {
      method,
      headers: { Authorization: 'token token-of-guest' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    this.#sandbox.requests.clear();
    before.forEach(entry => this.#sandbox.requests.add(entry));
    return {
      status: response.status,
      body: text ? JSON.parse(text) : undefined,
    };
  }

  get(path: string) {
    return this.api('GET', path);
  }

  /** What a person does who edits a file, of `acme`. */
  async edit(
    repo: string,
    path: string,
    content: string,
    branch?: string,
  ): Promise<void> {
    const url = `/repos/acme/${repo}/contents/${path}`;
    const there = await this.get(branch ? `${url}?ref=${branch}` : url);
    const { status, body } = await this.api('PUT', url, {
      message: `Edit ${path}`,
      content: Buffer.from(content).toString('base64'),
      sha: there.body.sha,
      branch,
    });
    if (status > 201) {
      throw new Error(`${status}: ${JSON.stringify(body)}`);
    }
  }

  /** A file of `acme` as text; undefined when it is not there. */
  async read(
    repo: string,
    path: string,
    branch?: string,
  ): Promise<string | undefined> {
    const { body } = await this.get(
      `/repos/acme/${repo}/contents/${path}${branch ? `?ref=${branch}` : ''}`,
    );
    return body.content && Buffer.from(body.content, 'base64').toString();
  }

  /** All pull requests of a repository of `acme`, oldest first. */
  async pulls(repo: string): Promise<any[]> {
    const { body } = await this.get(`/repos/acme/${repo}/pulls?state=all`);
    return body.reverse();
  }

  /** Names of the branches of a repository of `acme`. */
  async branches(repo: string): Promise<string[]> {
    const { body } = await this.get(`/repos/acme/${repo}/branches`);
    return body.map(({ name }: { name: string }) => name);
  }

  /** What `git clone` gets: the commits and the files of the default branch. */
  async clone(
    owner: string,
    repo: string,
  ): Promise<{
    commits: Array<{ sha: string; author: string; message: string }>;
    files: string[];
  }> {
    const folder = await mkdtemp(join(this.#directory, 'clone-'));
    const url = new URL(`${this.#sandbox.url}/${owner}/${repo}.git`);
    url.username = 'x-access-token';
    url.password = 'token-of-guest';
    await run('git', ['clone', '--quiet', url.href, folder]);
    const git = async (...args: string[]) =>
      (await run('git', ['-C', folder, ...args])).stdout;
    const log = await git('log', '--format=%H%x00%an <%ae>%x00%B%x01');
    return {
      commits: log
        .split('\x01')
        .map(entry => entry.trim())
        .filter(Boolean)
        .map(entry => {
          const [sha, author, message] = entry.split('\x00');
          return { sha, author, message };
        }),
      files: (await git('ls-tree', '-r', '--name-only', '-z', 'HEAD'))
        .split('\x00')
        .filter(Boolean),
    };
  }

  async stop(): Promise<void> {
    await this.#sandbox.close();
    // A cancelled push may still be at work on the other side.
    await rm(this.#directory, {
      recursive: true,
      force: true,
      maxRetries: 20,
      retryDelay: 200,
    });
  }
}
