import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer } from './__testUtils__/FakeAnalyzer';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import { GithubStandIn, rateLimit } from './__testUtils__/GithubStandIn';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('with GitHub', () => {
  const analyzer = new FakeAnalyzer();
  const scaffolder = new FakeScaffolder();
  let github: GithubStandIn;
  let server: Server;

  const get = (path: string) => request(server).get(`/api/infra-ai${path}`);

  beforeAll(async () => {
    github = await GithubStandIn.start();
    ({ server } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
      scaffolder,
      config: github.config,
    }));
  });

  afterEach(() => {
    github.reset();
    analyzer.health = undefined;
  });

  afterAll(() => github.stop());

  describe('publish targets', () => {
    it('say so when the token is refused', async () => {
      github.answers['/user'] = { status: 401, body: {} };
      const refused = await get('/publish-targets');
      expect(refused.status).toBe(502);
      expect(refused.body.error.message).toMatch(
        /refuses the configured token.*GITHUB_TOKEN/,
      );
    });

    it('say so when GitHub is away', async () => {
      github.away = true;
      const away = await get('/publish-targets');
      expect(away.status).toBe(503);
      expect(away.body.error.message).toMatch(/cannot be reached/);
    });

    it('are then the organizations of the token and its user', async () => {
      const { body } = await get('/publish-targets');
      expect(body).toEqual({
        host: github.config.integrations.github[0].host,
        owners: [
          { login: 'acme', type: 'Organization' },
          { login: 'guest', type: 'User' },
        ],
        visibilities: ['private', 'public', 'internal'],
        defaultVisibility: 'private',
        requiresUserToken: false,
      });
      expect(github.requests[0].token).toMatch('the-token');
      await get('/publish-targets');
      expect(github.requests).toHaveLength(2);
    });
  });

  describe('health', () => {
    it('is ok when everything works', async () => {
      const { body } = await get('/health');
      expect(body).toEqual({
        status: 'ok',
        checks: {
          database: { status: 'ok' },
          // This back end has no catalog whose scheduler could be asked.
          discovery: {
            status: 'unknown',
            reason: expect.stringContaining('its scheduler answers 404'),
          },
          queue: {
            status: 'ok',
            details: { queued: 0, running: 0, oldestSeconds: 0 },
          },
          analyzers: { status: 'ok', details: { embedded: 'ok' } },
          github: {
            status: 'ok',
            details: {
              limit: 5_000,
              remaining: 4_999,
              reset: '2027-01-15T08:00:00.000Z',
            },
          },
          catalog: { status: 'ok' },
        },
      });
    });

    it('is degraded when few requests to GitHub are left', async () => {
      github.answers['/rate_limit'] = rateLimit(5_000, 499);
      const { body } = await get('/health');
      expect(body.status).toBe('degraded');
      expect(body.checks.github).toMatchObject({
        status: 'degraded',
        reason: expect.stringMatching(/499 of 5000/),
      });
    });

    it('is degraded when GitHub refuses or is away', async () => {
      github.answers['/rate_limit'] = { status: 401, body: {} };
      const refused = (await get('/health')).body;
      expect(refused.status).toBe('degraded');
      expect(refused.checks.github.reason).toMatch(/refuses the configured/);
      github.away = true;
      const away = (await get('/health')).body;
      expect(away.checks.github).toMatchObject({
        status: 'down',
        reason: expect.stringMatching(/cannot be reached/),
      });
      expect(JSON.stringify([refused, away])).not.toMatch('the-token');
    });

    it('does not wait for what does not answer', async () => {
      github.silent = true;
      analyzer.health = () => new Promise(() => {});
      const started = Date.now();
      const { body } = await get('/health');
      expect(Date.now() - started).toBeLessThan(5_000);
      expect(body).toMatchObject({
        status: 'down',
        checks: {
          github: { reason: 'GitHub did not answer within 3 seconds.' },
          analyzers: {
            status: 'down',
            reason: 'embedded: Fake did not answer within 3 seconds.',
          },
        },
      });
    });
  });
});
