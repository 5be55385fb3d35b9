import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startGitHubSandbox,
  type GitHubSandbox,
} from '@infra-ai/github-sandbox';

/** A local GitHub for one test file, and the configuration that points at it. */
export async function startSandbox() {
  const dataDir = await mkdtemp(join(tmpdir(), 'infra-ai-backend-github-'));
  const sandbox = await startGitHubSandbox({
    dataDir,
    // Nobody listens; what would be delivered is recorded.
    webhooks: [{ url: 'http://127.0.0.1:9/' }],
  });
  const config = {
    integrations: {
      github: [
        {
          host: new URL(sandbox.url).host,
          apiBaseUrl: sandbox.apiBaseUrl,
          token: 'a-token',
        },
      ],
    },
  };
  const stop = async () => {
    await sandbox.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { sandbox, config, stop, api: apiOf(sandbox) };
}

function apiOf(sandbox: GitHubSandbox) {
  return async (method: string, path: string, body?: object): Promise<any> => {
    const response = await fetch(`${sandbox.apiBaseUrl}${path}`, {
      method,
      headers: {
        authorization: 'Bearer a-token',
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return text ? JSON.parse(text) : undefined;
  };
}

type Api = ReturnType<typeof apiOf>;

/** Opens a pull request that changes `catalog-info.yaml`; @returns its number */
export async function openPullRequest(
  api: Api,
  repo: string,
  content = 'kind: Changed\n',
): Promise<number> {
  const base = `/repos/acme/${repo}`;
  const branch = `update-${Math.random().toString(36).slice(2)}`;
  const { object } = await api('GET', `${base}/git/ref/heads/main`);
  await api('POST', `${base}/git/refs`, {
    ref: `refs/heads/${branch}`,
    sha: object.sha,
  });
  const file = await api('GET', `${base}/contents/catalog-info.yaml`);
  await api('PUT', `${base}/contents/catalog-info.yaml`, {
    message: 'Update',
    content: Buffer.from(content).toString('base64'),
    branch,
    sha: file.sha,
  });
  const { number } = await api('POST', `${base}/pulls`, {
    title: 'Update',
    head: branch,
    base: 'main',
  });
  return number;
}
