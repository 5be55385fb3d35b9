import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { GitHubSandbox, GitHubSandboxOptions, startGitHubSandbox } from '..';
import { gitEnvironment } from '../git/run';

const cleanups: Array<() => Promise<void>> = [];

/** A folder that {@link cleanUp} removes. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'github-sandbox-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // The shape is what the tests are about.
  body: any;
}

export interface TestSandbox extends GitHubSandbox {
  /** A REST request as `guest`. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Any request, with the given headers only. */
  request(method: string, url: string, init?: RequestInit): Promise<Answer>;
  graphql(query: string, variables?: object): Promise<Answer>;
  dataDir: string;
}

export async function startTestSandbox(
  options: Partial<GitHubSandboxOptions> = {},
): Promise<TestSandbox> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const sandbox = await startGitHubSandbox({ ...options, dataDir });
  let closed = false;
  const close = async () => {
    if (!closed) {
      closed = true;
      await sandbox.close();
    }
  };
  cleanups.unshift(close);

  const request = async (method: string, url: string, init?: RequestInit) => {
    const response = await fetch(
      url.startsWith('/') ? sandbox.url + url : url,
      {
        redirect: 'manual',
        ...init,
        method,
      },
    );
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  };
  const headers = { authorization: 'Bearer any-token' };
  const send = (method: string, url: string, body?: unknown) =>
    request(method, url, {
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return {
    ...sandbox,
    dataDir,
    close,
    request,
    api: (method, apiPath, body) =>
      send(method, `${sandbox.apiBaseUrl}${apiPath}`, body),
    graphql: (query, variables) =>
      send('POST', '/api/graphql', { query, variables }),
  };
}

/** Stops every sandbox and removes every folder of the test. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0)) {
    await cleanup();
  }
}

const run = promisify(execFile);

/** Runs the git of this machine as a user would, in a folder. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await run('git', args, {
    cwd: folder,
    env: gitEnvironment({
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.com',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.com',
    }),
  });
  return stdout + stderr;
}

/** Address for git with a token in it. */
export function gitUrl(sandbox: GitHubSandbox, repository: string): string {
  const { host } = new URL(sandbox.url);
  return `http://x-access-token:any-token@${host}/${repository}`;
}
