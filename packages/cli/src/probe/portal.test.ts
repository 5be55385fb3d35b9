import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { execa } from 'execa';
import { runInfraAi } from '../__testUtils__/run';
import { TestPortal } from '../__testUtils__/TestPortal';
import { findPortal } from '../platform/portalApi';
import { isProbe, PROBE_TOPIC, probeName, probeTime } from './marker';
import { ProbeCatalog } from './ProbeCatalog';
import { infraAiClient } from './runProbe';

jest.setTimeout(180_000);

const BIN = resolve(__dirname, '../../bin/infra-ai');

const BROKEN = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: broken
spec:
  type: service
  owner: guests
`;

describe('with a running portal', () => {
  let portal: TestPortal;
  const run = (...args: string[]) => runInfraAi(args, { env: portal.env });
  const runJson = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args, '--json');
    try {
      return { code, stderr, report: JSON.parse(stdout) };
    } catch {
      throw new Error(`No JSON: ${stdout} ${stderr}`);
    }
  };
  /** Names of the probes that GitHub has. */
  const probesOf = async (owner: string): Promise<string[]> => {
    const response = await fetch(
      `${portal.github.apiBaseUrl}/users/${owner}/repos?per_page=100`,
      { headers: { authorization: 'Bearer a-token' } },
    );
    return ((await response.json()) as Array<{ name: string }>)
      .map(({ name }) => name)
      .filter(name => name.startsWith('infra-ai-probe-'));
  };

  beforeAll(async () => {
    portal = await TestPortal.start();
  }, 180_000);
  afterAll(() => portal?.stop(), 60_000);
  afterEach(() => portal.github.faults.clear());

  describe('test-github-backstage', () => {
    it('publishes, sees it in the catalog, and leaves nothing', async () => {
      const old = 'infra-ai-probe-20200101000000';
      const strange = 'infra-ai-probe-of-somebody-else';
      for (const name of [old, strange]) {
        await portal.github.createRepository({
          owner: 'acme',
          name,
          topics: [PROBE_TOPIC],
        });
      }
      const { code, report, stderr } = await runJson('test-github-backstage');
      expect(report).toMatchObject({
        ok: true,
        owner: 'acme',
        removedBy: 'event',
        oldProbes: [expect.stringContaining(old)],
        left: [],
      });
      expect(report.stages.map(({ name }: { name: string }) => name)).toEqual([
        'analysis',
        'repository',
        'commit',
        'visible in the catalog',
        'confirmed by the portal',
        'removed',
      ]);
      expect(report.entityRefs.length).toBeGreaterThanOrEqual(3);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(await probesOf('acme')).toEqual([strange]);
      const api = await findPortal('the test', portal.env);
      const { totalItems } = await infraAiClient(api).listAnalyses(
        { search: 'infra-ai-probe' },
        { token: api.token },
      );
      expect(totalItems).toBe(0);
    });

    it("takes the entities out itself where no event does, as for a user's repository", async () => {
      const { code, report } = await runJson(
        'test-github-backstage',
        '--owner',
        'guest',
      );
      expect(report).toMatchObject({ ok: true, removedBy: 'unregistering' });
      expect(code).toBe(0);
    });

    it('names what it may not delete; --keep leaves it', async () => {
      portal.github.faults.add({
        match: { method: 'DELETE', path: '/repos/acme/infra-ai-probe-' },
        status: 403,
        body: { message: 'Must have admin rights to Repository.' },
      });
      const refused = await runJson('test-github-backstage');
      expect(refused.code).toBe(1);
      expect(refused.report.left).toEqual([
        expect.stringMatching(
          /acme\/infra-ai-probe-\d{14} and its entities.*Must have admin rights/,
        ),
      ]);
      const kept = await runJson('test-github-backstage', '--keep');
      expect(kept).toMatchObject({ code: 0, report: { ok: true } });
      const api = await findPortal('the test', portal.env);
      const catalog = new ProbeCatalog(api);
      const url = `http://${kept.report.repository}`;
      expect(
        await catalog.missing(kept.report.entityRefs, { url, branch: 'main' }),
      ).toEqual([]);
    });

    it('cleans up when it is told to stop half way', async () => {
      const before = await probesOf('acme');
      const child = execa(
        process.execPath,
        [BIN, 'test-github-backstage', '--owner', 'acme'],
        {
          env: { ...portal.env, NODE_ENV: '', GITHUB_TOKEN: '', NO_COLOR: '1' },
          reject: false,
        },
      );
      child.stderr.on('data', chunk => {
        if (String(chunk).includes('✔ analysis')) {
          child.kill('SIGTERM');
        }
      });
      const { exitCode, stdout } = await child;
      expect(stdout).toMatch(/stage '.*' was not reached: it was interrupted/);
      expect(stdout).not.toContain('Left behind');
      expect(exitCode).toBe(1);
      expect(await probesOf('acme')).toEqual(before);
    });

    it('says which stage was not reached', async () => {
      const before = await probesOf('acme');
      const { code, report } = await runJson(
        'test-github-backstage',
        '--owner',
        'nosuch',
      );
      expect(code).toBe(1);
      expect(report.error).toMatch(/nosuch/);
      const refused = await run('test-github-backstage', '--dry-run');
      expect(refused.stdout).toContain(
        'Would publish the private repository acme/',
      );
      expect(await probesOf('acme')).toEqual(before);
      expect(
        await run('test-github-backstage', '--timeout', '601'),
      ).toMatchObject({ code: 2 });
    });
  });

  it('verify-catalog-sync gives what is missing, and the words of the catalog for what it refuses', async () => {
    const name = `late-${randomBytes(3).toString('hex')}`;
    // No event tells of a user's repository.
    await portal.github.createRepository({
      owner: 'guest',
      name,
      files: {
        'catalog-info.yaml': BROKEN.replace('broken', name).replace(
          'spec:',
          'spec:\n  lifecycle: production',
        ),
      },
    });
    await portal.github.createRepository({
      owner: 'acme',
      name: 'broken',
      files: { 'catalog-info.yaml': BROKEN },
    });
    const { code, report } = await runJson('verify-catalog-sync');
    expect(code).toBe(1);
    const found = Object.fromEntries(
      report.files.map((file: any) => [file.repository, file]),
    );
    expect(found).toMatchObject({
      'acme/payments': { state: 'present' },
      [`guest/${name}`]: { state: 'missing' },
      'acme/broken': {
        state: 'failed',
        problem: expect.stringContaining("required property 'lifecycle'"),
      },
    });
    const acme = await run('verify-catalog-sync', '--owner', 'nosuch');
    expect(acme.code).toBe(1);
    expect(acme.stderr).toContain(
      "No provider in catalog.providers.github reads 'nosuch'",
    );
  });

  it('verify-complete-solution claims nothing that was not done', async () => {
    const { code, report } = await runJson('verify-complete-solution');
    const parts = Object.fromEntries(
      report.parts.map((part: any) => [part.name, part]),
    );
    expect(parts).toMatchObject({
      // The portal of this test was not started by `start`.
      status: {
        status: 'failed',
        detail: expect.stringContaining('does not run here'),
      },
      'validate-github-auth': { status: 'ok' },
      // What the test before this one left.
      'verify-catalog-sync': {
        status: 'failed',
        detail: expect.stringContaining('acme/broken'),
      },
      'test-github-backstage': {
        status: 'ok',
        detail: expect.stringMatching(/^\d entities in the catalog/),
      },
      'config verify': { status: 'skipped' },
      'analysis of a text': {
        status: 'ok',
        detail: '4 elements and 3 relations by embedded',
      },
      'analysis of a picture': {
        status: 'ok',
        detail: '3 elements and 2 relations by embedded',
      },
    });
    expect(report.ok).toBe(false);
    expect(code).toBe(1);
    const api = await findPortal('the test', portal.env);
    const { totalItems } = await infraAiClient(api).listAnalyses(
      { search: 'infra-ai check' },
      { token: api.token },
    );
    expect(totalItems).toBe(0);
  });
});

describe('markers of probes', () => {
  const name = probeName(new Date('2026-11-24T08:15:00Z'));

  it('need the name and one more', () => {
    expect(name).toBe('infra-ai-probe-20261124081500');
    expect(probeTime(name)).toEqual(new Date('2026-11-24T08:15:00Z'));
    expect(isProbe({ name, topics: [PROBE_TOPIC] })).toBe(true);
    expect(
      isProbe({ name, topics: [], description: '(infra-ai 0123456789)' }),
    ).toBe(true);
    expect(isProbe({ name, topics: [], description: 'Mine' })).toBe(false);
    expect(isProbe({ name: 'shop', topics: [PROBE_TOPIC] })).toBe(false);
  });
});
