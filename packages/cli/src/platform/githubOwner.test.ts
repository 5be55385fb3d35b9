import {
  startGitHubSandbox,
  type GitHubSandbox,
} from '@infra-ai/github-sandbox';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeGithubOwner } from './githubOwner';

describe('completeGithubOwner', () => {
  let directory: string;
  let sandbox: GitHubSandbox;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-owner-'));
    sandbox = await startGitHubSandbox({ dataDir: directory });
  }, 60_000);
  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  const complete = async (env: NodeJS.ProcessEnv) => {
    await completeGithubOwner(env);
    return env.GITHUB_ORG;
  };

  it('names whose token it is', async () => {
    await expect(
      complete({ GITHUB_TOKEN: 'good', GITHUB_API_URL: sandbox.apiBaseUrl }),
    ).resolves.toBe('guest');
  });

  it('leaves alone what is set, and the sandbox', async () => {
    sandbox.requests.clear();
    await expect(
      complete({
        GITHUB_TOKEN: 'good',
        GITHUB_ORG: 'acme',
        GITHUB_API_URL: sandbox.apiBaseUrl,
      }),
    ).resolves.toBe('acme');
    await expect(complete({})).resolves.toBeUndefined();
    expect(sandbox.requests.counts().total).toBe(0);
  });

  it('says that the token is refused, without showing it', async () => {
    const refused = complete({
      GITHUB_TOKEN: 'bad',
      GITHUB_API_URL: sandbox.apiBaseUrl,
    });
    await expect(refused).rejects.toThrow(/refuses GITHUB_TOKEN/);
    await expect(refused).rejects.not.toThrow(/bad/);
  });

  it('says that GitHub does not answer', async () => {
    const gone = await startGitHubSandbox({ dataDir: join(directory, 'gone') });
    await gone.close();
    await expect(
      complete({ GITHUB_TOKEN: 'good', GITHUB_API_URL: gone.apiBaseUrl }),
    ).rejects.toThrow(/does not answer \(ECONNREFUSED\).*unset GITHUB_TOKEN/);
  });
});
