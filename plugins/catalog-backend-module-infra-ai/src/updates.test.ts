import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { TestCatalog, WEBHOOK_SECRET } from './__testUtils__/TestCatalog';

jest.setTimeout(120_000);

const OWNER = { login: 'acme', type: 'Organization' } as const;
const component = (name: string, type: string) => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: ${type}
  lifecycle: production
  owner: guests
`;
const isType = (type: string) => (entity: Entity | undefined) =>
  entity?.spec?.type === type;
const isGone = (entity: Entity | undefined) => entity === undefined;

describe('a repository that changes', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let catalog: TestCatalog;
  beforeAll(async () => {
    catalog = await TestCatalog.start(databases);
  });
  afterAll(() => catalog?.stop());

  const create = (name: string, content = component(name, 'service')) =>
    catalog.github.createRepository({
      owner: 'acme',
      name,
      files: { 'catalog-info.yaml': content },
    });

  /** Opens a pull request that changes the catalog file and merges it, as people do. */
  async function merge(name: string, content: string | undefined) {
    const repo = `/repos/acme/${name}`;
    const main = await catalog.api('GET', `${repo}/git/ref/heads/main`);
    await catalog.api('POST', `${repo}/git/refs`, {
      ref: 'refs/heads/infra-ai/update-shop',
      sha: main.object.sha,
    });
    const file = `${repo}/contents/catalog-info.yaml`;
    const { sha } = await catalog.api('GET', file);
    await catalog.api(content === undefined ? 'DELETE' : 'PUT', file, {
      message: 'Describe shop',
      content: content && Buffer.from(content).toString('base64'),
      sha,
      branch: 'infra-ai/update-shop',
    });
    const { number } = await catalog.api('POST', `${repo}/pulls`, {
      title: 'Describe shop',
      head: 'infra-ai/update-shop',
      base: 'main',
    });
    const merged = await catalog.api(
      'PUT',
      `${repo}/pulls/${number}/merge`,
      {},
    );
    return merged.sha as string;
  }

  async function discovered(name: string) {
    await create(name);
    await catalog.publish(OWNER, name, { added: ['catalog-info.yaml'] });
    return catalog.find(`component:default/${name}`);
  }

  describe('as the back end tells after a merge', () => {
    it('changes its entities, and gets the new ones', async () => {
      const before = await discovered('merged');
      const sha = await merge(
        'merged',
        component('merged', 'website') + component('merged-more', 'service'),
      );

      await catalog.publish(OWNER, 'merged', {
        sha,
        modified: ['catalog-info.yaml'],
      });

      const after = await catalog.find(
        'component:default/merged',
        isType('website'),
      );
      expect(after?.spec?.type).toBe('website');
      expect(after?.metadata.uid).toBe(before?.metadata.uid);
      expect(await catalog.find('component:default/merged-more')).toBeDefined();
    });

    it('loses its entities with its catalog file', async () => {
      await discovered('removed');
      const sha = await merge('removed', undefined);

      await catalog.publish(OWNER, 'removed', {
        sha,
        removed: ['catalog-info.yaml'],
      });

      expect(
        await catalog.find('component:default/removed', isGone),
      ).toBeUndefined();
    });
  });

  it('may be one that discovery found itself: nothing conflicts', async () => {
    // As `GithubEntityProvider` finds a repository of somebody else's: by GitHub's own event.
    await create('theirs');
    await hook('theirs');
    await touch('theirs', component('theirs', 'service'));
    const before = await catalog.find('component:default/theirs');
    expect(before).toBeDefined();
    catalog.warnings.length = 0;

    const sha = await merge('theirs', component('theirs', 'website'));
    await catalog.publish(OWNER, 'theirs', {
      sha,
      modified: ['catalog-info.yaml'],
    });

    const after = await catalog.find(
      'component:default/theirs',
      isType('website'),
    );
    expect(after?.spec?.type).toBe('website');
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
    expect(after?.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-origin-location':
        before?.metadata.annotations?.[
          'backstage.io/managed-by-origin-location'
        ],
    });
    expect(catalog.warnings).toEqual([]);
  });

  /** A webhook as people set it up in the settings of a repository. */
  async function hook(name: string, secret = WEBHOOK_SECRET) {
    await catalog.api('POST', `/repos/acme/${name}/hooks`, {
      config: { url: catalog.webhookUrl, content_type: 'json', secret },
      events: ['push'],
    });
  }

  /** Removes the catalog file and brings it back: an event with a file that is added. */
  async function touch(name: string, content: string) {
    const file = `/repos/acme/${name}/contents/catalog-info.yaml`;
    const { sha } = await catalog.api('GET', file);
    await catalog.api('DELETE', file, { message: 'Remove', sha });
    await catalog.api('PUT', file, {
      message: 'Add',
      content: Buffer.from(content).toString('base64'),
    });
    await catalog.github.webhooksSettled();
  }

  describe("as GitHub's webhook tells", () => {
    it('comes, changes and goes with the pushes', async () => {
      await create('hooked');
      await hook('hooked');
      await touch('hooked', component('hooked', 'service'));
      expect(await catalog.find('component:default/hooked')).toBeDefined();

      await merge('hooked', component('hooked', 'website'));

      const after = await catalog.find(
        'component:default/hooked',
        isType('website'),
      );
      expect(after?.spec?.type).toBe('website');
      const file = '/repos/acme/hooked/contents/catalog-info.yaml';
      const { sha } = await catalog.api('GET', file);
      await catalog.api('DELETE', file, { message: 'Remove', sha });
      expect(
        await catalog.find('component:default/hooked', isGone),
      ).toBeUndefined();
    });

    it('is not believed without the secret', async () => {
      await discovered('forged');
      await hook('forged', 'another secret');

      await merge('forged', component('forged', 'website'));
      await catalog.github.webhooksSettled();

      const deliveries = catalog.github
        .deliveries()
        .filter(
          ({ payload }) => (payload as any).repository?.name === 'forged',
        );
      expect(deliveries.length).toBeGreaterThan(0);
      expect(deliveries.map(({ status }) => status)).toEqual(
        deliveries.map(() => 403),
      );
      expect(
        (await catalog.entity('component:default/forged'))?.spec?.type,
      ).toBe('service');
    });
  });
});
