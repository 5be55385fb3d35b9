import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();
const ANA = mockCredentials.user.header('user:default/ana');
const BOB = mockCredentials.user.header('user:default/bob');
const USAGE = { model: 'gemini-x', inputTokens: 1_000, outputTokens: 50 };

describe('GET /usage', () => {
  let server: Server;
  let db: Knex;
  let isDenied = false;

  beforeAll(async () => {
    db = await databases.init(POSTGRES);
    const paid = new FakeAnalyzer('gemini', async text => {
      if (text.includes('broken')) {
        throw Object.assign(new Error('No answer'), {
          usage: { ...USAGE, costUsd: 0.25 },
        });
      }
      return {
        model: shopModel(),
        usage: text.includes('free') ? USAGE : { ...USAGE, costUsd: 0.5 },
      };
    });
    const result = () => [
      { result: isDenied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW },
    ];
    ({ server } = await startBackend(db, {
      analyzers: [new FakeAnalyzer(), paid],
      features: [
        mockServices.permissions.mock({
          authorize: async () => result() as any,
          authorizeConditional: async () => result() as any,
        }).factory,
      ],
    }));
    for (const [description, analyzer, user] of [
      ['A shop.', 'embedded', ANA],
      ['A shop.', 'gemini', ANA],
      // Answered from the store: it costs nothing.
      ['A shop.', 'gemini', ANA],
      ['A free shop.', 'gemini', ANA],
      ['A broken shop.', 'gemini', ANA],
      ['A shop.', 'gemini', BOB],
    ]) {
      await request(server)
        .post('/api/infra-ai/process-text')
        .set('Authorization', user)
        .send({ description, analyzer });
    }
  });

  const usage = (query = '', user = ANA) =>
    request(server)
      .get(`/api/infra-ai/usage${query}`)
      .set('Authorization', user);

  it('tells of one’s own analyses, day by day, what they were and cost', async () => {
    const { body } = await usage('?days=3');
    expect(body.days).toHaveLength(3);
    expect(body.days[0]).toMatchObject({ analyses: [], costUsd: 0 });
    expect(body.days[0]).not.toHaveProperty('meanSeconds');
    expect(body.days[2]).toEqual({
      day: new Date().toISOString().slice(0, 10),
      analyses: [
        { analyzer: 'embedded', state: 'completed', count: 1 },
        { analyzer: 'gemini', state: 'completed', count: 3 },
        { analyzer: 'gemini', state: 'failed', count: 1 },
      ],
      inputTokens: 3_000,
      outputTokens: 150,
      costUsd: 0.75,
      unpriced: 1,
      meanSeconds: expect.any(Number),
    });
    expect(body.analyzers).toEqual([
      { id: 'embedded', title: 'Fake' },
      { id: 'gemini', title: 'Fake' },
    ]);
    const { body: bobs } = await usage('?days=1', BOB);
    expect(bobs.days[0]).toMatchObject({ costUsd: 0.5 });
  });

  it('puts an analysis on its day in UTC, and leaves out what is older', async () => {
    await db('analyses')
      .where({ analyzer_id: 'embedded' })
      .update({
        created_at: db.raw(
          `date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '1 second'`,
        ),
      });
    const { body } = await usage('?days=2');
    expect(body.days[0].analyses).toEqual([
      { analyzer: 'embedded', state: 'completed', count: 1 },
    ]);
    const { body: today } = await usage('?days=1');
    expect(today.analyzers).toEqual([{ id: 'gemini', title: 'Fake' }]);
  });

  it('has 30 days, and refuses too many', async () => {
    expect((await usage()).body.days).toHaveLength(30);
    expect((await usage('?days=366')).status).toBe(400);
  });

  it('is refused without the permission to read', async () => {
    isDenied = true;
    const { status } = await usage();
    isDenied = false;
    expect(status).toBe(403);
  });
});
