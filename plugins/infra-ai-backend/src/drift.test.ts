import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  DriftReport,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
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
const SYSTEM = 'system:default/shop';

/** What the compose file of a shop says: a web shop with its orders, which the catalog knows as `shop-orders`. */
function composeModel(): InfrastructureModel {
  const model = shopModel();
  const at = (line: number) => [
    { kind: 'file' as const, path: 'compose.yaml', line },
  ];
  model.elements.forEach((element, index) => {
    element.evidence = at(index + 2);
  });
  model.relations[0].evidence = at(5);
  model.source = { kind: 'files', format: 'docker-compose' };
  return model;
}

describe('drift of an entity', () => {
  const analyzer = new FakeAnalyzer();
  analyzer.accepted = ['text', 'files'];
  const entities: Entity[] = [];
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let db: Knex;
  let server: Server;
  let audit: Array<{ eventId: string; result: string }>;

  const check = (entityRef = SYSTEM) =>
    request(server).post('/api/infra-ai/drift').send({ entityRef });
  const last = async (user?: string): Promise<DriftReport> => {
    const call = request(server).get(`/api/infra-ai/drift?entityRef=${SYSTEM}`);
    const { body } = await (user
      ? call.set('Authorization', mockCredentials.user.header(user))
      : call);
    return body.report;
  };
  const checked = async () => {
    expect((await check()).status).toBe(202);
    for (;;) {
      const report = await last();
      if (report.state !== 'checking') {
        return report;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  const find = (change: (model: InfrastructureModel) => void) => {
    const model = composeModel();
    change(model);
    // Another answer for the same files is another version.
    analyzer.version = String(Number(analyzer.version) + 1);
    analyzer.behavior = async () => ({ model });
  };

  beforeAll(async () => {
    github = await startSandbox();
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'shop',
      files: { 'compose.yaml': 'services:\n  web-shop:\n    image: nginx\n' },
    });
    const repository = `${github.sandbox.url}/acme/shop`;
    const entity = (
      kind: string,
      name: string,
      spec: Entity['spec'],
      from = repository,
    ): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        namespace: 'default',
        name,
        annotations: {
          'infra-ai/source': 'files/docker-compose',
          'backstage.io/managed-by-location': `url:${from}/blob/main/catalog-info.yaml`,
          'backstage.io/source-location': `url:${from}/tree/main/`,
        },
      },
      spec: { owner: 'shop', ...spec },
    });
    const part = { system: 'shop' };
    entities.push(
      entity('System', 'shop', {}),
      {
        ...entity('Component', 'shop-web-shop', { ...part, type: 'website' }),
        relations: [
          { type: 'dependsOn', targetRef: 'resource:default/shop-orders' },
          { type: 'partOf', targetRef: SYSTEM },
        ],
      },
      entity('Resource', 'shop-orders', { ...part, type: 'database' }),
      entity(
        'Component',
        'shop-elsewhere',
        { ...part, type: 'service' },
        `${repository}-other`,
      ),
    );
    db = await databases.init(POSTGRES);
    ({ server, audit } = await startBackend(db, {
      analyzers: [analyzer],
      config: github.config,
      features: [urlReaderServiceFactory],
      catalog: catalogServiceMock({ entities }),
    }));
  });

  beforeEach(() => find(() => {}));

  afterAll(() => github?.stop());

  it('is none before a check, and none when repository and catalog say the same', async () => {
    expect(await last()).toBeUndefined();
    const report = await checked();
    expect(report).toEqual({
      entityRef: SYSTEM,
      state: 'in-sync',
      analysisId: expect.any(String),
      url: `${github.sandbox.url}/acme/shop/tree/main/`,
      checkedAt: expect.any(String),
      requestedBy: mockCredentials.user().principal.userEntityRef,
    });
    expect(audit).toContainEqual({ eventId: 'drift-check', result: 'success' });
  });

  it('is what was added, changed and removed, each with its evidence', async () => {
    find(model => {
      model.elements[0].type = 'service';
      model.elements[1] = {
        ...model.elements[1],
        id: 'cache',
        name: 'cache',
        type: 'cache',
        evidence: [{ kind: 'file', path: 'compose.yaml', line: 7 }],
      };
      model.elements.push({
        ...model.elements[1],
        id: 'guess',
        name: 'a guess',
        evidence: [{ kind: 'inferred', why: 'Shops have one' }],
      });
      model.relations[0].to = 'cache';
    });
    const report = await checked();
    expect(report.state).toBe('drifted');
    expect(report.changes).toEqual([
      {
        kind: 'changed',
        entityRef: 'component:default/shop-web-shop',
        fields: [{ path: 'spec.type', before: 'website', after: 'service' }],
        evidence: [{ kind: 'file', path: 'compose.yaml', line: 2 }],
      },
      {
        kind: 'added',
        entityRef: 'resource:default/shop-cache',
        title: 'cache',
        evidence: [{ kind: 'file', path: 'compose.yaml', line: 7 }],
      },
      {
        kind: 'removed',
        entityRef: 'resource:default/shop-orders',
        evidence: [],
        sourceLocation: expect.stringMatching(/catalog-info\.yaml$/),
      },
    ]);
  });

  it('is a relation that only one of them has', async () => {
    find(model => {
      model.relations = [];
    });
    const relation = {
      type: 'dependsOn',
      targetRef: 'resource:default/shop-orders',
    };
    expect((await checked()).changes).toEqual([
      {
        kind: 'removed',
        entityRef: 'component:default/shop-web-shop',
        relation,
        evidence: [],
      },
    ]);

    find(() => {});
    const { relations } = entities[1];
    entities[1].relations = [];
    try {
      expect((await checked()).changes).toEqual([
        {
          kind: 'added',
          entityRef: 'component:default/shop-web-shop',
          relation,
          evidence: [{ kind: 'file', path: 'compose.yaml', line: 5 }],
        },
      ]);
    } finally {
      entities[1].relations = relations;
    }
  });

  it('leaves an analysis whose elements are the entities of the catalog, to correct from', async () => {
    const { analysisId } = await checked();
    const { body } = await request(server).get(
      `/api/infra-ai/analyses/${analysisId}`,
    );
    expect(body.model.elements[1].catalog).toEqual({
      entityRef: 'resource:default/shop-orders',
      use: 'update',
    });
    // It is the asker's own.
    const { analysisId: seen, ...report } = await last('user:default/other');
    expect(report.state).toBe('in-sync');
    expect(seen).toBeUndefined();
  });

  it('fails with its cause', async () => {
    find(model => {
      model.elements = [];
      model.relations = [];
    });
    expect(await checked()).toMatchObject({
      state: 'failed',
      error: { message: expect.stringMatching(/^Nothing that belongs/) },
    });
    analyzer.version = 'broken';
    analyzer.behavior = async () => {
      throw new Error('Secret detail');
    };
    const { state, error } = await checked();
    expect(state).toBe('failed');
    expect(error!.message).not.toMatch(/Secret/);
    analyzer.version = '1000';
  });

  it('of what nobody may see or nothing names is refused', async () => {
    expect((await check('component:default/unseen')).status).toBe(404);
    expect((await check('nonsense')).status).toBe(400);
    expect(audit).toContainEqual({ eventId: 'drift-check', result: 'fail' });
  });

  it('is said to have failed when its back end died', async () => {
    await checked();
    await db('drift_reports').update({
      state: 'checking',
      checked_at: new Date(0),
    });
    expect(await last()).toMatchObject({
      state: 'failed',
      error: { name: 'TimeoutError' },
    });
    expect((await checked()).state).toBe('in-sync');
  });
});
