import {
  AuthenticationError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Server } from 'node:http';
import type { Knex } from 'knex';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('bad input', () => {
  const analyzer = new FakeAnalyzer();
  let db: Knex;
  let server: Server;

  const send = (body: object) =>
    request(server).post('/api/infra-ai/process-text').send(body);

  beforeAll(async () => {
    db = await databases.init(POSTGRES);
    const backend = await startBackend(db, {
      analyzers: [analyzer],
      config: {
        infraAi: {
          limits: { textBytes: 1_000, modelBytes: 10_000 },
          analysis: { timeout: { seconds: 1 } },
          publish: { visibilities: ['private', 'public'] },
        },
      },
    });
    server = backend.server;
  });

  const description = 'A web shop.';
  const publish = { owner: 'acme' };

  it.each([
    ['no body', {}, 400, /description/],
    ['an empty text', { description: ' \n\t' }, 400, /is empty.*PostgreSQL/],
    [
      'a text over the limit',
      { description: 'ñ'.repeat(501) },
      413,
      /1,002 bytes is over the limit of 1,000.*Shorten it/,
    ],
    [
      'a text far over the limit',
      { description: 'x'.repeat(200_000) },
      413,
      /over the limit of 1,000 bytes/,
    ],
    ['a NUL', { description: 'PK\u0000\u0003' }, 400, /binary.*character 3/],
    ['bytes that are no text', { description: 'a\ufffdb' }, 400, /binary/],
    ['half a character', { description: 'a\ud83d' }, 400, /binary/],
    ['a field unknown', { description, foo: 1 }, 400, /foo/],
    ['a name of two lines', { description, name: 'a\u0000b' }, 400, /"name"/],
    [
      'an owner that is none',
      { description, owner: 'a b/c' },
      400,
      /group:default\/payments/,
    ],
    [
      'an analyzer unknown',
      { description, analyzer: 'oracle' },
      400,
      /no analyzer "oracle".*"embedded"/,
    ],
    [
      'a repository name that is none',
      { description, publish: { ...publish, repo: 'a/b' } },
      400,
      /"a\/b" is not a repository name/,
    ],
    [
      'a GitHub owner that is none',
      { description, publish: { owner: '-acme' } },
      400,
      /"-acme" is not the name of a GitHub user/,
    ],
    [
      'a visibility that is not allowed',
      { description, publish: { ...publish, visibility: 'internal' } },
      400,
      /private, public/,
    ],
  ])('refuses %s and stores nothing', async (_, body, status, message) => {
    const response = await send(body);
    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(response.status).toBe(status);
    expect(await db('analyses').count()).toEqual([{ count: '0' }]);
  });

  it('names the cause by a code, for clients that speak another language', async () => {
    const empty = await send({ description: ' ' });
    expect(empty.body.error).toMatchObject({ code: 'description-empty' });
    const long = await send({ description: 'x'.repeat(1_001) });
    expect(long.body.error).toMatchObject({
      code: 'description-too-long',
      values: { max: 1_000 },
    });
  });

  it('refuses a body that is not JSON', async () => {
    const response = await request(server)
      .post('/api/infra-ai/process-text')
      .set('Content-Type', 'application/json')
      .send('{"description": ');
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/not valid JSON/);
  });

  it.each([
    ['/analyses/1', 404],
    ['/analyses/00000000-0000-4000-8000-000000000000', 404],
    ['/analyses/00000000-0000-4000-8000-000000000000/events', 404],
    ['/analyses/00000000-0000-4000-8000-000000000000/files', 404],
    ['/analyses?limit=0', 400],
    ['/analyses?sort=up', 400],
    ['/analyses?search=%00', 400],
  ])('answers %s with %i', async (path, status) => {
    const response = await request(server).get(`/api/infra-ai${path}`);
    expect(response.status).toBe(status);
  });

  describe('found by the analyzer', () => {
    it.each<[string, FakeAnalyzer['behavior'], number, string, RegExp]>([
      [
        'nothing recognized',
        async () => ({
          model: { ...shopModel(), elements: [], relations: [] },
        }),
        400,
        'InputError',
        /Nothing .* was recognized.*Name the parts/,
      ],
      [
        'an input it cannot use',
        async () => {
          throw new InputError('Say which database.');
        },
        400,
        'InputError',
        /Say which database/,
      ],
      [
        'a service that does not answer',
        async () => {
          throw new ServiceUnavailableError('Gemini cannot be reached.');
        },
        503,
        'ServiceUnavailableError',
        /Gemini cannot be reached.*another analyzer/,
      ],
      [
        'a bad key',
        async () => {
          throw new AuthenticationError('Gemini refuses the key.');
        },
        502,
        'AuthenticationError',
        /refuses the key.*administrator/,
      ],
      [
        'an invalid model',
        async () => ({ model: { elements: 'none' } as any }),
        502,
        'InvalidModelError',
        /cannot be used.*elements/,
      ],
      [
        'a bug',
        async () => {
          throw new TypeError('secret detail');
        },
        500,
        'InternalError',
        /^(?!.*secret).*log of the back end/,
      ],
      [
        'no end',
        () => new Promise(() => {}),
        504,
        'TimeoutError',
        /longer than 1 seconds.*Shorten/,
      ],
    ])('%s', async (what, behavior, status, name, message) => {
      analyzer.behavior = behavior;
      const response = await send({ description: what });
      expect(response.body.error).toMatchObject({
        name,
        message: expect.stringMatching(message),
      });
      expect(response.status).toBe(status);

      const stored = await request(server).get(response.header.location);
      expect(stored.body).toMatchObject({
        state: 'failed',
        error: { name, message: expect.any(String) },
        input: { description: what },
      });
      expect(stored.body).not.toHaveProperty('model');
      const edit = await request(server)
        .patch(response.header.location)
        .send({ revision: 1, name: 'x' });
      expect(edit.status).toBe(409);
      expect(edit.body.error.message).toMatch(/is failed/);
    });
  });

  it('refuses an edit over the limit', async () => {
    const response = await request(server)
      .patch('/api/infra-ai/analyses/00000000-0000-4000-8000-000000000000')
      .send({ revision: 1, name: 'x'.repeat(20_000) });
    expect(response.status).toBe(413);
    expect(response.body.error.message).toMatch(/limit of 10,000 bytes/);
  });
});
