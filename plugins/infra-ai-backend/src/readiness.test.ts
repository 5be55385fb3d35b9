import { rootHealthServiceFactory } from '@backstage/backend-defaults/rootHealth';
import { rootLifecycleServiceFactory } from '@backstage/backend-defaults/rootLifecycle';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type RootHealthService,
} from '@backstage/backend-plugin-api';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe("Backstage's readiness", () => {
  it('waits for the tables and the queue of this plugin, and ends with the back end', async () => {
    const db = await databases.init(POSTGRES);
    let health!: RootHealthService;
    let openDatabase = () => {};
    const opened = new Promise<void>(resolve => {
      openDatabase = resolve;
    });
    let asked = () => {};
    const hasAsked = new Promise<void>(resolve => {
      asked = resolve;
    });
    const starting = startBackend(db, {
      database: createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({
          getClient: async () => {
            asked();
            await opened;
            return db;
          },
        }),
      }),
      features: [
        rootHealthServiceFactory,
        rootLifecycleServiceFactory,
        createBackendPlugin({
          pluginId: 'probe',
          register: env =>
            env.registerInit({
              deps: { rootHealth: coreServices.rootHealth },
              init: async ({ rootHealth }) => {
                health = rootHealth;
              },
            }),
        }),
      ],
    });
    await hasAsked;
    // All other plugins have long started.
    expect(await health.getLiveness()).toMatchObject({ status: 200 });
    expect(await health.getReadiness()).toMatchObject({ status: 503 });

    openDatabase();
    const { stop } = await starting;
    expect(await health.getReadiness()).toMatchObject({ status: 200 });
    expect(await db('analyses').count()).toEqual([{ count: '0' }]);
    expect(await db.schema.withSchema('pgboss').hasTable('job')).toBe(true);

    await stop();
    expect(await health.getReadiness()).toMatchObject({ status: 503 });
  });
});
