import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import catalogModuleGithub from '@backstage/plugin-catalog-backend-module-github';
import catalogModuleScaffolderModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import catalogModuleInfraAi from '@infra-ai/backstage-plugin-catalog-backend-module-infra-ai';
import infraAi from '@infra-ai/backstage-plugin-infra-ai-backend';
import embedded from '@infra-ai/backstage-plugin-infra-ai-backend-module-embedded';
import gemini from '@infra-ai/backstage-plugin-infra-ai-backend-module-gemini';
import scaffolderModuleInfraAi from '@infra-ai/backstage-plugin-scaffolder-backend-module-infra-ai';
import {
  startGitHubSandbox,
  type GitHubSandbox,
} from '@infra-ai/github-sandbox';
import { metricsServerFactory } from '../metrics';

/** The portal's own plugins and modules on PostgreSQL, with a local GitHub and a Gemini that nobody pays. */
export class TestPortal {
  static async start(databases: TestDatabases): Promise<TestPortal> {
    const portal = new TestPortal(
      await mkdtemp(join(tmpdir(), 'infra-ai-portal-')),
    );
    await portal.#start(databases);
    return portal;
  }

  readonly #directory: string;
  readonly #gemini: Server = createServer((req, res) => {
    req.resume();
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    // It counts tokens for an answer that is no model.
    res.end(
      `data: ${JSON.stringify({
        candidates: [
          { content: { parts: [{ text: 'Sorry' }] }, finishReason: 'STOP' },
        ],
        usageMetadata: { promptTokenCount: 1_000, candidatesTokenCount: 10 },
      })}\r\n\r\n`,
    );
  });
  readonly #knexes: Array<{ client: { acquireConnection: unknown } }> = [];
  #github!: GitHubSandbox;
  #backend!: Awaited<ReturnType<typeof startTestBackend>>;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  get url(): string {
    return `http://localhost:${this.#backend.server.port()}`;
  }

  async #start(databases: TestDatabases): Promise<void> {
    this.#gemini.listen(0, '127.0.0.1');
    await once(this.#gemini, 'listening');
    this.#github = await startGitHubSandbox({
      dataDir: join(this.#directory, 'github'),
    });
    // Each plugin has its own, as in a real back end.
    const database = createServiceFactory({
      service: coreServices.database,
      deps: {},
      factory: async () => {
        const knex = await databases.init('POSTGRES_18');
        this.#knexes.push(knex);
        return { getClient: async () => knex };
      },
    });
    const host = new URL(this.#github.url).host;
    this.#backend = await startTestBackend({
      features: [
        metricsServerFactory,
        catalogBackend,
        catalogModuleGithub,
        catalogModuleScaffolderModel,
        catalogModuleInfraAi,
        scaffolderBackend,
        scaffolderModuleInfraAi,
        infraAi,
        embedded,
        gemini,
        eventsServiceFactory,
        database,
        mockServices.rootConfig.factory({
          data: {
            backend: { workingDirectory: this.#directory },
            infraAi: {
              defaultAnalyzer: 'embedded',
              gemini: {
                apiKey: 'a-key',
                baseUrl: `http://127.0.0.1:${
                  (this.#gemini.address() as AddressInfo).port
                }`,
              },
            },
            integrations: {
              github: [
                {
                  host,
                  apiBaseUrl: this.#github.apiBaseUrl,
                  rawBaseUrl: this.#github.rawBaseUrl,
                  token: 'a-token',
                },
              ],
            },
            events: { useEventBus: 'never' },
            catalog: {
              stitchingStrategy: {
                mode: 'deferred',
                pollingInterval: { milliseconds: 100 },
              },
              rules: [
                {
                  allow: ['System', 'Component', 'Resource', 'API', 'Location'],
                },
              ],
              providers: {
                github: {
                  acme: {
                    host,
                    organization: 'acme',
                    catalogPath: '/catalog-info.yaml',
                    schedule: {
                      initialDelay: { hours: 1 },
                      frequency: { hours: 1 },
                      timeout: { minutes: 1 },
                    },
                  },
                },
              },
            },
          },
        }),
      ],
    });
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    // The scaffolder asks for tasks also after its end, and must not fail for want of a database.
    for (const knex of this.#knexes) {
      knex.client.acquireConnection = () => new Promise(() => {});
    }
    await this.#github?.close();
    this.#gemini.closeAllConnections();
    this.#gemini.close();
    await rm(this.#directory, {
      recursive: true,
      force: true,
      maxRetries: 20,
      retryDelay: 200,
    });
  }
}
