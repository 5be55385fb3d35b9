import { setTimeout as delay } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { PublishedEvent } from '@infra-ai/backstage-plugin-infra-ai-common';
import { TestCatalog } from './__testUtils__/TestCatalog';

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
  let catalog: TestCatalog;
  let startWarnings: string[];

  beforeAll(async () => {
    catalog = await TestCatalog.start(databases);
    startWarnings = catalog.warnings.filter(message =>
      message.includes('catalog.rules'),
    );
  });
  afterAll(() => catalog?.stop());

  async function publish(
    owner: PublishedEvent['owner'],
    name: string,
  ): Promise<void> {
    await catalog.github.createRepository({
      owner: owner.login,
      name,
      visibility: 'private',
      files: { 'catalog-info.yaml': CATALOG_FILE(name) },
    });
    await catalog.publish(owner, name, { added: ['catalog-info.yaml'] });
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

      const system = await catalog.find(`system:default/${name}`);

      expect(system?.metadata.annotations).toMatchObject({
        'backstage.io/managed-by-origin-location': `url:${catalog.github.url}/${owner.login}/${name}/blob/main/catalog-info.yaml`,
      });
      expect(await catalog.find(`component:default/${name}-api`)).toBeDefined();
    },
  );

  it('takes the same event twice without a conflict', async () => {
    const owner = { login: 'acme', type: 'Organization' } as const;
    await publish(owner, 'twice');
    const { uid } = (await catalog.find('system:default/twice'))!.metadata;
    catalog.warnings.length = 0;

    await catalog.publish(owner, 'twice', { added: ['catalog-info.yaml'] });

    await delay(1_000);
    expect((await catalog.entity('system:default/twice'))!.metadata.uid).toBe(
      uid,
    );
    expect(catalog.warnings).toEqual([]);
  });

  it('says which configuration is missing when nothing discovers the owner', async () => {
    await catalog.github.createOrganization({ login: 'other' });
    await publish({ login: 'other', type: 'Organization' }, 'lost');

    expect(catalog.warnings.join('\n')).toMatch(
      /other\/lost was published, but no discovery provider takes it \(org reads acme; user reads guest\)\. Add catalog\.providers\.github\.other: \{ organization: other, host: localhost:\d+/,
    );
  });

  it('says at start which kinds the rules keep out', () => {
    expect(startWarnings).toEqual([
      'catalog.rules keeps published entities out of the catalog: add "allow: [Resource, API]"',
    ]);
  });

  it('brings the templates, whatever the rules allow', async () => {
    expect(
      await catalog.find('template:default/infra-ai-publish'),
    ).toBeDefined();
    expect(
      await catalog.find('template:default/infra-ai-wizard'),
    ).toBeDefined();
  });
});
