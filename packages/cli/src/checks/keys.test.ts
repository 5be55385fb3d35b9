import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHubSandbox, startGitHubSandbox } from '@infra-ai/github-sandbox';
import { checkKeys } from './keys';

describe('checkKeys', () => {
  let directory: string;
  let sandbox: GitHubSandbox;
  let google: Server;
  const requests: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai keys-'));
    sandbox = await startGitHubSandbox({ dataDir: directory });
    google = createServer((req, res) => {
      requests.push(`${req.method} ${req.url}`);
      if (req.headers['x-goog-api-key'] !== 'slow') {
        res.writeHead(req.headers['x-goog-api-key'] === 'good' ? 200 : 400);
        res.end('{}');
      }
    });
    await once(google.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    google.close();
    google.closeAllConnections();
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  const check = async (env: NodeJS.ProcessEnv, geminiApi?: string) => {
    const { port } = google.address() as AddressInfo;
    const results = await checkKeys(
      { GITHUB_API_URL: sandbox.apiBaseUrl, ...env },
      geminiApi ?? `http://127.0.0.1:${port}`,
    );
    return results.map(({ status, detail }) => `${status}: ${detail}`);
  };

  it('asks nobody without keys', async () => {
    sandbox.requests.clear();
    requests.length = 0;
    expect(await check({})).toEqual([
      expect.stringContaining('ok: the local sandbox'),
      expect.stringContaining('ok: the embedded one'),
    ]);
    expect([sandbox.requests.counts().total, requests.length]).toEqual([0, 0]);
  });

  it('asks once for each key and says whether it is valid', async () => {
    sandbox.requests.clear();
    requests.length = 0;
    expect(
      await check({ GITHUB_TOKEN: 'good', GEMINI_API_KEY: 'good' }),
    ).toEqual([
      expect.stringContaining('ok: the real one'),
      expect.stringContaining('ok: Gemini'),
    ]);
    expect(sandbox.requests.counts().total).toBe(1);
    expect(requests).toEqual(['GET /v1beta/models?pageSize=1']);
    const refused = await check({ GITHUB_TOKEN: 'bad', GEMINI_API_KEY: 'bad' });
    expect(refused).toEqual([
      expect.stringMatching(/^fail: GITHUB_TOKEN is refused/),
      expect.stringMatching(/^fail: GEMINI_API_KEY is refused/),
    ]);
  });

  it('only warns when nobody answers', async () => {
    // A port that was just given back.
    const closed = createServer();
    await once(closed.listen(0, '127.0.0.1'), 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    expect(
      await check({
        GITHUB_TOKEN: 'x',
        GEMINI_API_KEY: 'slow',
        GITHUB_API_URL: `http://127.0.0.1:${port}`,
      }),
    ).toEqual([
      expect.stringMatching(/^warn: .*ECONNREFUSED/),
      expect.stringMatching(/^warn: .*nothing within 1 s/),
    ]);
  });
});
