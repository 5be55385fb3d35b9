import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import type { Server } from 'node:http';
import type { JsonObject } from '@backstage/types';
import type { InfrastructureAnalyzer } from '@infra-ai/backstage-plugin-infra-ai-node';
import { infraAiAnalyzersExtensionPoint } from '@infra-ai/backstage-plugin-infra-ai-node';
import type { Knex } from 'knex';
import { infraAiPlugin } from '../plugin';
import { FakeAnalyzer } from './FakeAnalyzer';
import { FakeScaffolder } from './FakeScaffolder';

/** The database that `jest/postgresSetup.cjs` starts. */
export const POSTGRES: TestDatabaseId = 'POSTGRES_18';

const TEST_TIMEOUT_MS = 90_000;

/** Test databases on a real PostgreSQL; throws where there is none, so that no test can vanish in silence. */
export function createTestDatabases(): TestDatabases {
  // A back end starts in two seconds, on a busy machine in many more.
  jest.setTimeout(TEST_TIMEOUT_MS);
  const databases = TestDatabases.create({ ids: [POSTGRES] });
  if (!databases.supports(POSTGRES)) {
    throw new Error(
      'PostgreSQL is missing: the Jest global setup did not start it',
    );
  }
  return databases;
}

/** Starts a back end with the plugin on the given database. */
export async function startBackend(
  db: Knex,
  options: {
    analyzers?: InfrastructureAnalyzer[];
    scaffolder?: FakeScaffolder;
    config?: JsonObject;
    features?: BackendFeature[];
    /** In place of one that hands the given database out. */
    database?: BackendFeature;
    /** In place of an empty one. */
    catalog?: CatalogService;
  } = {},
) {
  const analyzers = options.analyzers ?? [new FakeAnalyzer()];
  const scaffolder = options.scaffolder ?? new FakeScaffolder();
  const auditor = mockServices.auditor.mock();
  const audit: Array<{ eventId: string; result: string }> = [];
  auditor.createEvent.mockImplementation(async ({ eventId }) => ({
    success: async () => void audit.push({ eventId, result: 'success' }),
    fail: async () => void audit.push({ eventId, result: 'fail' }),
  }));
  const backend = await startTestBackend({
    features: [
      infraAiPlugin,
      createBackendModule({
        pluginId: 'infra-ai',
        moduleId: 'test-analyzers',
        register(reg) {
          reg.registerInit({
            deps: { point: infraAiAnalyzersExtensionPoint },
            async init({ point }) {
              analyzers.forEach(analyzer => point.addAnalyzer(analyzer));
            },
          });
        },
      }),
      options.database ?? mockServices.database.factory({ knex: db }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          ...options.config,
        },
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
      createServiceFactory({
        service: scaffolderServiceRef,
        deps: {},
        factory: () => scaffolder.service,
      }),
      options.catalog
        ? createServiceFactory({
            service: catalogServiceRef,
            deps: {},
            factory: () => options.catalog!,
          })
        : catalogServiceMock.factory(),
      ...(options.features ?? []),
    ],
  });
  return {
    server: backend.server as unknown as Server,
    stop: () => backend.stop(),
    audit,
    auditor,
    scaffolder,
  };
}
