import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { LogLines } from './__testUtils__/LogLines';
import { startSandbox } from './__testUtils__/sandboxRepository';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('the schedule of drift checks', () => {
  const analyzer = new FakeAnalyzer();
  analyzer.accepted = ['files'];
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let system: Entity;

  beforeAll(async () => {
    github = await startSandbox();
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'shop',
      files: { 'compose.yaml': 'services:\n  web-shop:\n    image: nginx\n' },
    });
    system = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        namespace: 'default',
        name: 'shop',
        annotations: {
          'infra-ai/analysis-id': '7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11',
          'backstage.io/source-location': `url:${github.sandbox.url}/acme/shop/tree/main/`,
        },
      },
      spec: { owner: 'shop' },
    };
  });

  afterAll(() => github?.stop());

  function find(names: string[]) {
    const model = shopModel();
    analyzer.version = names.join();
    model.relations = [];
    model.elements = names.map((name, index) => ({
      ...model.elements[0],
      id: `e${index}`,
      name,
      evidence: [{ kind: 'file', path: 'compose.yaml', line: index + 1 }],
    }));
    analyzer.behavior = async () => ({ model });
  }

  async function start(config: object, send: () => Promise<void>) {
    const scheduler = mockServices.scheduler.mock();
    const log = new LogLines();
    await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
      config: { ...github.config, infraAi: config as JsonObject },
      features: [
        urlReaderServiceFactory,
        scheduler.factory,
        log.factory,
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send }),
        }),
      ],
      catalog: catalogServiceMock({ entities: [system] }),
    });
    const round = async () => {
      const [[task]] = scheduler.scheduleTask.mock.calls;
      await task.fn(new AbortController().signal);
    };
    return { scheduler, round, log };
  }

  it('is off unless it is configured', async () => {
    const { scheduler } = await start({}, async () => {});
    expect(scheduler.scheduleTask).not.toHaveBeenCalled();
  });

  it('tells owners of each difference once', async () => {
    const send = jest.fn(async () => {});
    const { round, scheduler } = await start(
      {
        drift: {
          schedule: { frequency: { hours: 24 }, timeout: { hours: 1 } },
        },
      },
      send,
    );
    expect(scheduler.scheduleTask).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'infra-ai-drift' }),
    );
    find(['web']);
    await round();
    await round();
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: { type: 'entity', entityRef: ['group:default/shop'] },
          payload: expect.objectContaining({
            title: 'shop differs from its repository',
            description: '1 not in the catalog',
            link: '/catalog/default/system/shop/infrastructure',
          }),
        },
      ],
    ]);
    find(['web', 'shop worker']);
    await round();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('says once that nobody can be told', async () => {
    const { round, log } = await start(
      {
        drift: {
          schedule: { frequency: { hours: 24 }, timeout: { hours: 1 } },
        },
      },
      async () => {
        throw new Error(
          'Failed to send notifications: Error: Request failed with status 404',
        );
      },
    );
    find(['web']);
    await round();
    find(['web', 'shop worker']);
    await round();
    expect(
      log.lines.filter(({ message }) => /^Nobody is notified/.test(message)),
    ).toHaveLength(1);
  });
});
