import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import catalogModuleGithub from '@backstage/plugin-catalog-backend-module-github';
import catalogModuleScaffolderModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import eventsBackend from '@backstage/plugin-events-backend';
import {
  eventsServiceFactory,
  eventsServiceRef,
  type EventsService,
} from '@backstage/plugin-events-node';
import {
  PUBLISHED_EVENT_TOPIC,
  type PublishedEvent,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  startGitHubSandbox,
  type GitHubSandbox,
} from '@infra-ai/github-sandbox';
import catalogModuleInfraAi from '..';

/** Secret of the webhooks that the back end accepts. */
export const WEBHOOK_SECRET = 'webhook-secret';

/**
 * The parts of `@backstage/plugin-events-backend-module-github`. The package loads them with `import()`, which Jest has only
 * behind a flag of Node.
 */
function readEventsModules(): BackendFeature[] {
  const folder = dirname(
    require.resolve(
      '@backstage/plugin-events-backend-module-github/package.json',
    ),
  );
  return ['eventsModuleGithubEventRouter', 'eventsModuleGithubWebhook'].map(
    name =>
      jest.requireActual(join(folder, `dist/service/${name}.cjs.js`)).default,
  );
}

/** The catalog on PostgreSQL with Backstage's own GitHub discovery and ours, and a local GitHub. */
export class TestCatalog {
  static async start(databases: TestDatabases): Promise<TestCatalog> {
    const test = new TestCatalog(
      await mkdtemp(join(tmpdir(), 'infra-ai-github-')),
    );
    await test.#start(databases);
    return test;
  }

  /** Warnings of the back end, until somebody empties it. */
  readonly warnings: string[] = [];
  readonly #directory: string;
  #github!: GitHubSandbox;
  #catalog!: CatalogService;
  #events!: EventsService;
  #backend!: Awaited<ReturnType<typeof startTestBackend>>;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  get github(): GitHubSandbox {
    return this.#github;
  }

  get events(): EventsService {
    return this.#events;
  }

  /** Where a webhook of GitHub sends its events. */
  get webhookUrl(): string {
    return `http://localhost:${this.#backend.server.port()}/api/events/http/github`;
  }

  async #start(databases: TestDatabases): Promise<void> {
    // Each plugin has its own, as in a real back end.
    const database = createServiceFactory({
      service: coreServices.database,
      deps: {},
      factory: async () => {
        const knex = await databases.init('POSTGRES_18');
        return { getClient: async () => knex };
      },
    });
    const github = await startGitHubSandbox({ dataDir: this.#directory });
    this.#github = github;
    const { host } = new URL(github.url);
    const provider = (organization: string) => ({
      host,
      organization,
      catalogPath: '/catalog-info.yaml',
      // The first run is far away: what arrives, arrives because of an event.
      schedule: {
        initialDelay: { hours: 1 },
        frequency: { hours: 1 },
        timeout: { minutes: 1 },
      },
    });
    const logger = mockServices.logger.mock({
      warn: message => {
        this.warnings.push(message);
      },
    });
    (logger.child as jest.Mock).mockReturnValue(logger);
    this.#backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleGithub,
        catalogModuleScaffolderModel,
        catalogModuleInfraAi,
        eventsBackend,
        ...readEventsModules(),
        eventsServiceFactory,
        database,
        logger.factory,
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              github: [
                {
                  host,
                  apiBaseUrl: github.apiBaseUrl,
                  rawBaseUrl: github.rawBaseUrl,
                  token: 't',
                },
              ],
            },
            events: {
              useEventBus: 'never',
              modules: { github: { webhookSecret: WEBHOOK_SECRET } },
            },
            catalog: {
              stitchingStrategy: {
                mode: 'deferred',
                pollingInterval: { milliseconds: 100 },
              },
              rules: [{ allow: ['System', 'Component', 'Location'] }],
              orphanStrategy: 'delete',
              providers: {
                github: { org: provider('acme'), user: provider('guest') },
              },
            },
          },
        }),
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'test',
          register: env => {
            env.registerInit({
              deps: {
                catalog: catalogServiceRef,
                events: eventsServiceRef,
              },
              init: async ({ catalog, events }) => {
                this.#catalog = catalog;
                this.#events = events;
              },
            });
          },
        }),
      ],
    });
  }

  /** Tells what the action or the back end tells after a publication. */
  async publish(
    owner: PublishedEvent['owner'],
    name: string,
    commit: Partial<PublishedEvent['commit']>,
  ): Promise<void> {
    const { url, apiBaseUrl } = this.#github;
    await this.#events.publish({
      topic: PUBLISHED_EVENT_TOPIC,
      eventPayload: {
        host: new URL(url).host,
        owner,
        repository: {
          name,
          htmlUrl: `${url}/${owner.login}/${name}`,
          apiUrl: `${apiBaseUrl}/repos/${owner.login}/${name}`,
          defaultBranch: 'main',
          visibility: 'private',
          topics: [],
        },
        commit: {
          sha: '1'.repeat(40),
          message: `Describe ${name}`,
          added: [],
          modified: [],
          removed: [],
          ...commit,
        },
      } satisfies PublishedEvent,
    });
  }

  async entity(ref: string): Promise<Entity | undefined> {
    const credentials = await mockServices.auth().getOwnServiceCredentials();
    return this.#catalog.getEntityByRef(ref, { credentials });
  }

  /** The entity as soon as it is as wanted, or as it is after the time. */
  async find(
    ref: string,
    isWanted: (entity: Entity | undefined) => boolean = Boolean,
    seconds = 20,
  ): Promise<Entity | undefined> {
    for (let i = 0; i < seconds * 10; i++) {
      const entity = await this.entity(ref);
      if (isWanted(entity)) {
        return entity;
      }
      await delay(100);
    }
    return this.entity(ref);
  }

  /** Asks the local GitHub's REST API. */
  async api(method: string, path: string, body?: object): Promise<any> {
    const response = await fetch(`${this.#github.apiBaseUrl}${path}`, {
      method,
      headers: { Authorization: 'token t' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return text ? JSON.parse(text) : undefined;
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    await this.#github?.close();
    await rm(this.#directory, {
      recursive: true,
      force: true,
      maxRetries: 20,
      retryDelay: 200,
    });
  }
}
