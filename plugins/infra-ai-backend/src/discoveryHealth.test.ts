import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createTestDatabases, POSTGRES } from './__testUtils__/startBackend';
import { DiscoveryHealth } from './services/DiscoveryHealth';

const databases = createTestDatabases();

/** A back end whose catalog has these tasks, with Backstage's own scheduler; gives what our plugin sees of it. */
async function start(db: Knex, tasks: Record<string, () => Promise<void>>) {
  let health!: DiscoveryHealth;
  const backend = await startTestBackend({
    features: [
      schedulerServiceFactory,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => db }),
      }),
      createBackendPlugin({
        pluginId: 'catalog',
        register: env =>
          env.registerInit({
            deps: { scheduler: coreServices.scheduler },
            init: async ({ scheduler }) => {
              for (const [id, fn] of Object.entries(tasks)) {
                await scheduler.scheduleTask({
                  id,
                  fn,
                  frequency: { hours: 3 },
                  timeout: { minutes: 1 },
                });
              }
            },
          }),
      }),
      createBackendPlugin({
        pluginId: 'infra-ai',
        register: env =>
          env.registerInit({
            deps: {
              auth: coreServices.auth,
              discovery: coreServices.discovery,
            },
            init: async deps => {
              health = new DiscoveryHealth(deps);
            },
          }),
      }),
    ],
  });
  const check = () => health.check(AbortSignal.timeout(10_000));
  return {
    check,
    /** The first check for which this holds. */
    async until(holds: (status: string | undefined) => boolean) {
      for (;;) {
        const result = await check();
        if (holds(result?.status)) {
          return result;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    },
    stop: () => backend.stop(),
  };
}

describe("discovery's health", () => {
  it('tells the last run, its error and the next run of each GitHub provider', async () => {
    let end = () => {};
    const ended = new Promise<void>(resolve => {
      end = resolve;
    });
    const backend = await start(await databases.init(POSTGRES), {
      'github-provider:acme:refresh': async () => ended,
      'github-provider:labs:refresh': async () => {
        await ended;
        throw new Error('Bad credentials');
      },
      'another-task': async () => {},
    });
    expect(await backend.check()).toMatchObject({
      status: 'unknown',
      reason: 'No run has ended yet: acme, labs.',
    });
    end();
    const failed = await backend.until(status => status === 'degraded');
    expect(failed).toMatchObject({
      reason: 'The last run of labs failed: Bad credentials',
      details: { lastRun: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
    await backend.stop();
  });

  it('is fine after a run, and absent without a provider', async () => {
    const db = await databases.init(POSTGRES);
    const backend = await start(db, {
      'github-provider:acme:refresh': async () => {},
    });
    expect(await backend.until(status => status === 'ok')).toEqual({
      status: 'ok',
      details: {
        lastRun: expect.stringMatching(/^\d{4}-.*Z$/),
        nextRun: expect.stringMatching(/^\d{4}-.*Z$/),
        running: 0,
      },
    });
    await backend.stop();

    const bare = await start(await databases.init(POSTGRES), {});
    expect(await bare.check()).toBeUndefined();
    await bare.stop();
    // Nobody answers any more.
    expect(await bare.check()).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('The catalog does not tell'),
    });
  });
});
