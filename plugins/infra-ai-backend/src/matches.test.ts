import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { EntityChange } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { startSandbox } from './__testUtils__/sandboxRepository';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

function entity(
  kind: string,
  name: string,
  spec: Entity['spec'],
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace: 'default', name, annotations },
    spec,
  };
}

describe('what the catalog has already', () => {
  const database = { type: 'database', owner: 'group:default/data' };
  const catalog = catalogServiceMock({
    entities: [
      entity('System', 'shop', { owner: 'group:default/shop' }),
      entity('Component', 'shop-web-shop', { type: 'website', owner: 'shop' }),
      entity('Resource', 'orders', database, {
        'backstage.io/managed-by-location': 'url:https://example.com/a.yaml',
      }),
      entity('Resource', 'orderz-main', database),
      entity('Resource', 'unrelated', database),
      entity('Group', 'shop', { type: 'team', children: [] }),
    ],
  });
  const analyzer = new FakeAnalyzer();
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let server: Server;

  const get = (path: string, user?: string) => {
    const call = request(server).get(`/api/infra-ai${path}`);
    return user
      ? call.set('Authorization', mockCredentials.user.header(user))
      : call;
  };
  const analyze = async (description: string, body: object = {}) =>
    (
      await request(server)
        .post('/api/infra-ai/process-text')
        .send({ description, owner: 'group:default/shop', ...body })
    ).body;

  beforeAll(async () => {
    github = await startSandbox();
    ({ server } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
      config: github.config,
      catalog,
    }));
  });

  afterEach(() => {
    analyzer.behavior = async () => ({ model: shopModel() });
  });

  afterAll(() => github?.stop());

  it('is found by reference, name and likeness', async () => {
    const { id } = await analyze('A shop.');
    const queries = jest.spyOn(catalog, 'queryEntities');
    const { body, status } = await get(`/analyses/${id}/matches`);
    expect(status).toBe(200);
    expect(queries.mock.calls.length).toBeLessThan(5);
    expect(body).toEqual({
      elements: {
        web: [
          expect.objectContaining({
            entityRef: 'component:default/shop-web-shop',
            reason: 'ref',
            score: 1,
          }),
        ],
        db: [
          {
            entityRef: 'resource:default/orders',
            type: 'database',
            owner: 'group:default/data',
            reason: 'name',
            score: 0.88,
            explanation: 'Same name, same type (database)',
            sourceLocation: 'https://example.com/a.yaml',
          },
          expect.objectContaining({
            entityRef: 'resource:default/orderz-main',
            reason: 'similar',
          }),
        ],
      },
      system: expect.objectContaining({
        entityRef: 'system:default/shop',
        reason: 'ref',
      }),
      unknownOwners: [],
    });
  });

  it('names the owners that the catalog does not know', async () => {
    const model = shopModel();
    model.elements[0].owner = 'nobody';
    model.elements[1].owner = 'not a ref!';
    analyzer.behavior = async () => ({ model });
    const { id } = await analyze('Owners.', { owner: 'group:shop' });
    const { body } = await get(`/analyses/${id}/matches`);
    expect(body.unknownOwners).toEqual(['nobody', 'not a ref!']);
  });

  it('is compared field by field with what would be written', async () => {
    const model = shopModel();
    model.elements[1].catalog = {
      entityRef: 'resource:default/orders',
      use: 'update',
    };
    analyzer.behavior = async () => ({ model });
    const { id } = await analyze('Differences.');
    const { body } = await get(`/analyses/${id}/catalog-changes`);
    const byRef = new Map<string, EntityChange>(
      body.entities.map((one: EntityChange) => [one.entityRef, one]),
    );
    expect(byRef.get('resource:default/orders')).toMatchObject({
      kind: 'changed',
      details: expect.arrayContaining([
        {
          path: 'spec.owner',
          before: 'group:default/data',
          after: 'group:default/shop',
        },
      ]),
    });
    // "shop" of the catalog and "group:default/shop" of the analysis are one.
    expect(byRef.get('component:default/shop-web-shop')?.fields).not.toContain(
      'spec.owner',
    );
  });

  it('asks little for a large model', async () => {
    const model = shopModel();
    model.relations = [];
    model.elements = Array.from({ length: 2000 }, (_, index) => ({
      ...model.elements[0],
      id: `e${index}`,
      name: `${'Órdenes largas '.repeat(8)}${index}`,
    }));
    analyzer.behavior = async () => ({ model });
    const { id } = await analyze('Large.');
    const queries = jest.spyOn(catalog, 'queryEntities').mockClear();
    expect((await get(`/analyses/${id}/matches`)).status).toBe(200);
    expect(queries.mock.calls.length).toBeLessThan(40);
    for (const [query] of queries.mock.calls) {
      expect(JSON.stringify(query).length).toBeLessThan(100_000);
    }
  });

  it('is told only to who may see the analysis', async () => {
    const { id } = await analyze('Mine.');
    expect(
      (await get(`/analyses/${id}/matches`, 'user:default/x')).status,
    ).toBe(404);
  });

  it('needs a result, and a catalog', async () => {
    const { id } = await analyze('No catalog.');
    jest
      .spyOn(catalog, 'queryEntities')
      .mockRejectedValueOnce(new Error('away'));
    const away = await get(`/analyses/${id}/matches`);
    expect(away.status).toBe(503);
    expect(away.body.error.message).toMatch(/catalog cannot be asked/);

    analyzer.behavior = async () => {
      throw new Error('boom');
    };
    await analyze('It fails.');
    const { body } = await get('/analyses?state=failed');
    const failed = await get(`/analyses/${body.items[0].id}/matches`);
    expect(failed.status).toBe(409);
  });

  it('is asked of GitHub for a repository name', async () => {
    const check = async (owner: string, repo: string) =>
      (await get(`/publish-targets/availability?owner=${owner}&repo=${repo}`))
        .body;
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'taken',
      files: { 'README.md': '# Taken\n' },
    });
    expect(await check('acme', 'taken')).toEqual({
      state: 'taken',
      url: expect.stringMatching(/\/acme\/taken$/),
    });
    expect(await check('acme', 'free')).toEqual({ state: 'free' });
    expect(await check('acme', 'a%20b')).toEqual({
      state: 'invalid',
      message: expect.stringMatching(/not a repository name/),
    });
    expect(await check('no-such-owner-x', 'a')).toEqual({
      state: 'invalid',
      message: expect.stringMatching(/no user or organization/),
    });
    expect((await get('/publish-targets/availability')).status).toBe(400);
  });
});
