import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { FilesInput } from '@infra-ai/backstage-plugin-infra-ai-common';
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
const COMPOSE = 'services:\n  web-shop:\n    image: nginx\n';

describe('an entity of the catalog', () => {
  const analyzer = new FakeAnalyzer();
  analyzer.accepted = ['text', 'files'];
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let server: Server;
  let audit: Array<{ eventId: string; result: string }>;
  const entities: Entity[] = [];

  const post = (path: string, body: object) =>
    request(server).post(`/api/infra-ai${path}`).send(body);
  const get = (path: string, user?: string) => {
    const call = request(server).get(`/api/infra-ai${path}`);
    return user
      ? call.set('Authorization', mockCredentials.user.header(user))
      : call;
  };
  const analyze = (entityRef: string) =>
    post('/process-repository', { entityRef });

  beforeAll(async () => {
    github = await startSandbox();
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'shop',
      files: {
        'compose.yaml': COMPOSE,
        'catalog-info.yaml':
          'apiVersion: backstage.io/v1alpha1\nkind: System\n',
        'README.md':
          '# Shop\n\nWritten by the Infrastructure AI plugin of Backstage.\n',
      },
    });
    const repository = `${github.sandbox.url}/acme/shop`;
    const annotations = {
      'backstage.io/managed-by-location': `url:${repository}/blob/main/catalog-info.yaml`,
      'backstage.io/source-location': `url:${repository}/tree/main/`,
    };
    const spec = { owner: 'shop', system: 'shop' };
    const entity = (kind: string, metadata: Entity['metadata']): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { namespace: 'default', annotations, ...metadata },
      spec: kind === 'System' ? { owner: 'shop' } : spec,
    });
    entities.push(
      entity('System', { name: 'shop', title: 'The shop' }),
      entity('Component', {
        name: 'beside',
        annotations: {
          'backstage.io/managed-by-location':
            annotations['backstage.io/managed-by-location'],
        },
      }),
      entity('Component', { name: 'nowhere', annotations: {} }),
      entity('Resource', { name: 'db' }),
    );
    ({ server, audit } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
      config: github.config,
      features: [urlReaderServiceFactory],
      // It keeps the entities themselves, so that a test can change one.
      catalog: catalogServiceMock({ entities }),
    }));
  });

  beforeEach(() => {
    analyzer.behavior = async () => ({ model: shopModel() });
  });

  afterAll(() => github?.stop());

  it('is analyzed from its source, under the name and owner of its system', async () => {
    const { status, body } = await analyze('system:shop');
    expect([status, body.error]).toEqual([201, undefined]);
    expect(body).toMatchObject({
      name: 'shop',
      owner: 'group:default/shop',
      input: {
        origin: {
          type: 'repository',
          url: `${github.sandbox.url}/acme/shop/tree/main/`,
          entityRef: 'system:default/shop',
        },
      },
    });
    // Neither what the catalog reads nor what this plugin wrote tells anything new.
    expect(
      (analyzer.input as FilesInput).files.map(({ path }) => path),
    ).toEqual(['compose.yaml']);
    expect(audit).toContainEqual({
      eventId: 'analysis-create',
      result: 'success',
    });
    expect((await analyze('component:beside')).body.name).toBe('shop');
  });

  it.each([
    ['component:nowhere', 400, /names no repository/],
    ['resource:db', 400, /Only components and systems/],
    ['component:unseen', 404, /no entity "component:default\/unseen"/],
    ['shop', 400, /no entity reference/],
  ])('%s cannot be analyzed', async (ref, status, message) => {
    const answer = await analyze(ref);
    expect(answer.body.error.message).toMatch(message);
    expect(answer.status).toBe(status);
  });

  it('tells where it came from, as far as one may see', async () => {
    const { id } = (await analyze('system:shop')).body;
    entities[0].metadata.annotations = {
      ...entities[0].metadata.annotations,
      'infra-ai/analysis-id': id,
      'infra-ai/analyzer': 'fake',
      'infra-ai/source': 'files/docker-compose',
      'infra-ai/confidence': '0.80',
    };
    const known = {
      entityRef: 'system:default/shop',
      analyzer: 'fake',
      source: 'files/docker-compose',
      confidence: 0.8,
      analysisId: id,
    };
    const path = '/provenance?entityRef=system:shop';
    expect((await get(path)).body).toEqual({
      ...known,
      analysis: expect.objectContaining({
        id,
        createdBy: mockCredentials.user().principal.userEntityRef,
      }),
    });
    expect((await get(path, 'user:default/other')).body).toEqual(known);
    expect((await get('/provenance?entityRef=component:nowhere')).body).toEqual(
      { entityRef: 'component:default/nowhere' },
    );
    expect((await get('/provenance?entityRef=component:unseen')).status).toBe(
      404,
    );
  });
});
