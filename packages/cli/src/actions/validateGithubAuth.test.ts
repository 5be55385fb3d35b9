import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHubSandbox, startGitHubSandbox } from '@infra-ai/github-sandbox';
import { Octokit } from '@octokit/rest';
import { runInfraAi } from '../__testUtils__/run';
import { PROBE_TOPIC } from '../probe/marker';

jest.setTimeout(120_000);

describe('infra-ai validate-github-auth', () => {
  let directory: string;
  let sandbox: GitHubSandbox;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai auth-'));
    sandbox = await startGitHubSandbox({ dataDir: join(directory, 'github') });
    await sandbox.createUser({ login: 'ada' });
    await sandbox.createOrganization({ login: 'foreign', members: ['ada'] });
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  const run = (...args: string[]) =>
    runInfraAi(['validate-github-auth', ...args], {
      env: {
        INFRA_AI_DATA_DIR: join(directory, 'data'),
        INFRA_AI_SANDBOX_PORT: String(sandbox.port),
      },
    });
  const probes = async (owner: string) =>
    (
      await new Octokit({
        auth: 'a-token',
        baseUrl: sandbox.apiBaseUrl,
      }).paginate('GET /users/{owner}/repos', { owner })
    ).filter(({ name }: any) => name.startsWith('infra-ai-probe-'));

  it('proves what the configured token may do at the discovered owners', async () => {
    const { code, stdout } = await run('--json');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      ok: true,
      owners: ['acme', 'guest'],
      token: { valid: true, login: 'guest' },
      left: [],
    });
    expect(
      report.rights.filter(({ status }: any) => status !== 'proved'),
    ).toEqual([]);
    expect(code).toBe(0);
  });

  it('fails with what is missing, and writes nothing without being asked', async () => {
    sandbox.requests.clear();
    const { code, stdout } = await run(
      '--owner',
      'acme',
      'foreign',
      '--write-test',
      '--dry-run',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/foreign +create repositories +MISSING/);
    expect(stdout).toContain('would make a private repository');
    expect(
      sandbox.requests
        .list()
        .filter(({ method, kind }) => kind === 'rest' && method !== 'GET'),
    ).toEqual([]);
  });

  it('writes with --write-test, and removes marked probes of earlier runs only', async () => {
    const make = (name: string, topics: string[]) =>
      sandbox.createRepository({ owner: 'acme', name, topics });
    await make('infra-ai-probe-20200101000000', [PROBE_TOPIC]);
    await make('infra-ai-probe-20200101000001', []);
    const young = new Date(Date.now() - 60_000)
      .toISOString()
      .replace(/\D/g, '')
      .slice(0, 14);
    await make(`infra-ai-probe-${young}`, [PROBE_TOPIC]);
    const { code, stdout } = await run('--owner', 'acme', '--write-test');
    expect(stdout).toMatch(/acme +write contents +proved +committed/);
    expect(stdout).toMatch(
      /20200101000000, left by an earlier run, is deleted/,
    );
    expect(code).toBe(0);
    expect((await probes('acme')).map(({ name }: any) => name)).toEqual([
      'infra-ai-probe-20200101000001',
      `infra-ai-probe-${young}`,
    ]);
  });
});
