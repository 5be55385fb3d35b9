import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import catalogModuleGithub from '@backstage/plugin-catalog-backend-module-github';
import catalogModuleScaffolderModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
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
import catalogModuleInfraAi from '.';

jest.setTimeout(120_000);

const CATALOG_FILE = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: ${name}
spec:
  owner: guests
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}-api
spec:
  type: service
  lifecycle: production
  owner: guests
  system: ${name}
`;

describe('catalogModuleInfraAi', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let directory: string;
  let github: GitHubSandbox;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let catalog: CatalogService;
  let events: EventsService;
  const warnings: string[] = [];
  let startWarnings: string[];

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-github-'));
    github = await startGitHubSandbox({ dataDir: directory });
    const { host } = new URL(github.url);
    const provider = (organization: string) => ({
      host,
      organization,
      catalogPath: '/catalog-info.yaml',
      // The first run is far away: what arrives, arrives because of the module.
      schedule: {
        initialDelay: { hours: 1 },
        frequency: { hours: 1 },
        timeout: { minutes: 1 },
      },
    });
    const logger = mockServices.logger.mock({
      warn: message => {
        warnings.push(message);
      },
    });
    (logger.child as jest.Mock).mockReturnValue(logger);
    backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleGithub,
        catalogModuleScaffolderModel,
        catalogModuleInfraAi,
        eventsServiceFactory,
        mockServices.database.factory({ knex }),
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
            events: { useEventBus: 'never' },
            catalog: {
              stitchingStrategy: {
                mode: 'deferred',
                pollingInterval: { milliseconds: 100 },
              },
              rules: [{ allow: ['System', 'Component', 'Location'] }],
              providers: {
                github: { org: provider('acme'), user: provider('guest') },
              },
            },
          },
        }),
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'test',
          register(env) {
            env.registerInit({
              deps: {
                catalogService: catalogServiceRef,
                eventsService: eventsServiceRef,
              },
              async init({ catalogService, eventsService }) {
                catalog = catalogService;
                events = eventsService;
              },
            });
          },
        }),
      ],
    });
    startWarnings = warnings.filter(message =>
      message.includes('catalog.rules'),
    );
  });

  afterAll(async () => {
    await backend?.stop();
    await github?.close();
    await rm(directory, {
      recursive: true,
      force: true,
      maxRetries: 20,
      retryDelay: 200,
    });
  });

  async function publish(
    owner: PublishedEvent['owner'],
    name: string,
  ): Promise<void> {
    await github.createRepository({
      owner: owner.login,
      name,
      visibility: 'private',
      files: { 'catalog-info.yaml': CATALOG_FILE(name) },
    });
    await events.publish({
      topic: PUBLISHED_EVENT_TOPIC,
      eventPayload: {
        host: new URL(github.url).host,
        owner,
        repository: {
          name,
          htmlUrl: `${github.url}/${owner.login}/${name}`,
          apiUrl: `${github.apiBaseUrl}/repos/${owner.login}/${name}`,
          defaultBranch: 'main',
          visibility: 'private',
          topics: [],
        },
        commit: {
          sha: '1'.repeat(40),
          message: `Describe ${name}`,
          added: ['catalog-info.yaml'],
        },
      } satisfies PublishedEvent,
    });
  }

  async function find(ref: string, seconds = 20): Promise<Entity | undefined> {
    const credentials = await mockServices.auth().getOwnServiceCredentials();
    for (let i = 0; i < seconds * 10; i++) {
      const entity = await catalog.getEntityByRef(ref, { credentials });
      if (entity) {
        return entity;
      }
      await delay(100);
    }
    return undefined;
  }

  it('is tested on PostgreSQL', () => {
    expect(databases.eachSupportedId()).toEqual([['POSTGRES_18']]);
  });

  it.each([
    ['an organization', { login: 'acme', type: 'Organization' }],
    ['a user', { login: 'guest', type: 'User' }],
  ] as const)(
    "brings what is published under %s into the catalog, through Backstage's own provider",
    async (_, owner) => {
      const name = `shop-of-${owner.login}`;
      await publish(owner, name);

      const system = await find(`system:default/${name}`);

      expect(system?.metadata.annotations).toMatchObject({
        'backstage.io/managed-by-origin-location': `url:${github.url}/${owner.login}/${name}/blob/main/catalog-info.yaml`,
      });
      expect(await find(`component:default/${name}-api`)).toBeDefined();
    },
  );

  it('takes the same event twice without a conflict', async () => {
    const owner = { login: 'acme', type: 'Organization' } as const;
    await publish(owner, 'twice');
    const { uid } = (await find('system:default/twice'))!.metadata;
    warnings.length = 0;

    await events.publish({
      topic: PUBLISHED_EVENT_TOPIC,
      eventPayload: {
        host: new URL(github.url).host,
        owner,
        repository: {
          name: 'twice',
          htmlUrl: `${github.url}/acme/twice`,
          apiUrl: `${github.apiBaseUrl}/repos/acme/twice`,
          defaultBranch: 'main',
          visibility: 'private',
          topics: [],
        },
        commit: {
          sha: '1'.repeat(40),
          message: '',
          added: ['catalog-info.yaml'],
        },
      },
    });

    await delay(1_000);
    expect((await find('system:default/twice'))!.metadata.uid).toBe(uid);
    expect(warnings).toEqual([]);
  });

  it('says which configuration is missing when nothing discovers the owner', async () => {
    await github.createOrganization({ login: 'other' });
    await publish({ login: 'other', type: 'Organization' }, 'lost');

    expect(warnings.join('\n')).toMatch(
      /other\/lost was published, but no discovery provider takes it \(org reads acme; user reads guest\)\. Add catalog\.providers\.github\.other: \{ organization: other, host: localhost:\d+/,
    );
  });

  it('says at start which kinds the rules keep out', () => {
    expect(startWarnings).toEqual([
      'catalog.rules keeps published entities out of the catalog: add "allow: [Resource, API]"',
    ]);
  });

  it('brings the templates, whatever the rules allow', async () => {
    expect(await find('template:default/infra-ai-publish')).toBeDefined();
    expect(await find('template:default/infra-ai-describe')).toBeDefined();
  });
});
