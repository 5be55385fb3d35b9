import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { GitHubSandbox, startGitHubSandbox } from '@infra-ai/github-sandbox';
import { Octokit } from '@octokit/rest';
import { stringify } from 'yaml';
import type { CatalogState } from './catalogEntities';
import { changedFields } from './compareFile';
import { readDiscoveryProviders, reasonIgnored } from './discovery';
import { normalizeLocation } from './locations';
import { verifySync } from './verifySync';

jest.setTimeout(120_000);

const component = (name: string, spec: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'service', lifecycle: 'production', owner: 'guests', ...spec },
});
const toYaml = (...entities: Entity[]) =>
  entities.map(entity => stringify(entity)).join('---\n');

describe('verifySync', () => {
  let directory: string;
  let sandbox: GitHubSandbox;
  let host: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai sync-'));
    sandbox = await startGitHubSandbox({ dataDir: directory });
    host = new URL(sandbox.url).host;
    for (const login of ['shop', 'large', 'mono']) {
      await sandbox.createOrganization({ login });
    }
    const repositories: Array<[string, Record<string, string>]> = [
      ['present', { 'catalog-info.yaml': toYaml(component('present')) }],
      [
        'stale',
        {
          'catalog-info.yaml': toYaml(component('stale', { type: 'website' })),
        },
      ],
      ['shrunk', { 'catalog-info.yaml': toYaml(component('shrunk')) }],
      [
        'missing',
        { 'catalog-info.yaml': toYaml(component('a'), component('b')) },
      ],
      ['broken', { 'catalog-info.yaml': 'kind: [\n' }],
      ['refused', { 'catalog-info.yaml': toYaml(component('refused')) }],
      ['taken', { 'catalog-info.yaml': toYaml(component('present')) }],
      ['none', { 'README.md': '# None\n' }],
      ['empty', {}],
    ];
    for (const [name, files] of repositories) {
      await sandbox.createRepository({ owner: 'shop', name, files });
    }
    await sandbox.createRepository({
      owner: 'shop',
      name: 'old',
      archived: true,
      files: { 'catalog-info.yaml': toYaml(component('old')) },
    });
    await sandbox.createRepository({
      owner: 'mono',
      name: 'mono',
      files: {
        'services/a/catalog-info.yaml': toYaml(component('mono-a')),
        'services/b/catalog-info.yaml': toYaml(component('mono-b')),
        'services/b/other.yaml': 'x: 1\n',
      },
    });
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** A catalog with these entities, from these files. */
  function catalogOf(
    ...pairs: Array<[file: string, entity: Entity]>
  ): CatalogState {
    const state: CatalogState = {
      byRef: new Map(),
      byFile: new Map(),
      locations: new Map(),
    };
    for (const [file, entity] of pairs) {
      const location = `url:${sandbox.url}/${file}`;
      const kept = {
        ...entity,
        metadata: {
          ...entity.metadata,
          namespace: 'default',
          annotations: { 'backstage.io/managed-by-location': location },
        },
      };
      const key = normalizeLocation(location);
      state.byRef.set(stringifyEntityRef(kept), kept);
      state.byFile.set(key, [...(state.byFile.get(key) ?? []), kept]);
    }
    return state;
  }

  const verify = (
    provider: object,
    catalog: CatalogState,
    whyRefused: (url: string) => Promise<string | undefined> = async () =>
      undefined,
  ) =>
    verifySync({
      octokit: new Octokit({
        auth: 'a-token',
        baseUrl: sandbox.apiBaseUrl,
        log: { debug() {}, info() {}, warn() {}, error() {} },
      }),
      host,
      providers: readDiscoveryProviders(
        new ConfigReader({
          catalog: { providers: { github: { p: { host, ...provider } } } },
        }),
      ),
      catalog,
      whyRefused,
    });

  it('tells present, stale, missing, failed and orphaned apart', async () => {
    const file = (name: string) => `shop/${name}/tree/main/catalog-info.yaml`;
    const report = await verify(
      { organization: 'shop' },
      catalogOf(
        [file('present'), component('present')],
        [file('stale'), component('stale')],
        [file('shrunk'), component('shrunk')],
        [file('shrunk'), component('removed')],
        [file('missing'), component('a')],
        [file('gone'), component('gone')],
        [file('none'), component('without-file')],
        [file('old'), component('old')],
        ['shop/present/blob/main/other.yaml', component('registered')],
        ['other/x/blob/main/catalog-info.yaml', component('of-others')],
      ),
      async url =>
        url.includes('/refused/') ? 'The kind is not allowed' : undefined,
    );
    expect(
      Object.fromEntries(
        report.files.map(({ repository, state, problem, entities }) => [
          repository,
          [
            state,
            problem ??
              entities
                .filter(entity => entity.state !== 'present')
                .map(({ ref, detail }) => `${ref} ${detail ?? ''}`.trim())
                .join(),
          ],
        ]),
      ),
    ).toEqual({
      'shop/present': ['present', ''],
      'shop/stale': ['stale', 'component:default/stale differs in spec.type'],
      'shop/shrunk': [
        'stale',
        'component:default/removed no longer in the file',
      ],
      'shop/missing': ['missing', 'component:default/b'],
      'shop/broken': ['failed', expect.stringMatching(/cannot be read/)],
      'shop/refused': ['failed', 'The kind is not allowed'],
      'shop/taken': [
        'failed',
        expect.stringMatching(
          /another entity of this name, from .*shop\/present/,
        ),
      ],
    });
    expect(report.orphans.map(({ ref, why }) => [ref, why])).toEqual([
      ['component:default/gone', expect.stringContaining('repository is gone')],
      ['component:default/old', expect.stringContaining('archived')],
      ['component:default/registered', 'its file is gone'],
      ['component:default/without-file', 'its file is gone'],
    ]);
    expect(report.withoutFile).toEqual(['shop/none']);
    expect(report.ignored).toEqual([
      { repository: 'shop/empty', reason: 'empty' },
      { repository: 'shop/old', reason: 'archived' },
    ]);
    expect(report.ok).toBe(false);
  });

  it('is content with what is there and only stale', async () => {
    const report = await verify(
      { organization: 'shop', filters: { repository: 'present|stale' } },
      catalogOf(
        ['shop/present/tree/main/catalog-info.yaml', component('present')],
        ['shop/stale/tree/main/catalog-info.yaml', component('stale')],
      ),
    );
    expect(report.files.map(({ state }) => state)).toEqual([
      'present',
      'stale',
    ]);
    expect(report.ok).toBe(true);
  });

  it('finds the files of a path with wildcards', async () => {
    const report = await verify(
      { organization: 'mono', catalogPath: '/services/*/catalog-info.yaml' },
      catalogOf([
        'mono/mono/tree/main/services/a/catalog-info.yaml',
        component('mono-a'),
      ]),
    );
    expect(report.files.map(({ path, state }) => [path, state])).toEqual([
      ['services/a/catalog-info.yaml', 'present'],
      ['services/b/catalog-info.yaml', 'missing'],
    ]);
  });

  it('reads page by page, one request for fifty repositories', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `r${n}`);
    for (const name of names) {
      await sandbox.createRepository({
        owner: 'large',
        name,
        files: { 'catalog-info.yaml': toYaml(component(name)) },
      });
    }
    sandbox.requests.clear();
    const report = await verify(
      { organization: 'large' },
      catalogOf(
        ...names.map((name): [string, Entity] => [
          `large/${name}/tree/main/catalog-info.yaml`,
          component(name),
        ]),
      ),
    );
    expect(report.files).toHaveLength(120);
    expect(report.files.every(({ state }) => state === 'present')).toBe(true);
    expect(sandbox.requests.counts()).toMatchObject({ graphql: 3, rest: 0 });
  });

  it('says what it does not check, and who does not exist', async () => {
    const report = await verify({ app: 1 }, catalogOf());
    expect(report.notes).toEqual([expect.stringContaining('GitHub App')]);
    await expect(
      verify({ organization: 'nosuch' }, catalogOf()),
    ).rejects.toThrow("no organization or user 'nosuch'");
  });
});

describe('changedFields', () => {
  it('compares what the author wrote, not what the catalog adds', () => {
    const declared = {
      ...component('x', { definition: { $text: './openapi.yaml' }, since: 1 }),
    };
    declared.metadata.annotations = { mine: 'a' };
    const found = {
      ...component('x', { definition: 'openapi: 3', since: 1 }),
    };
    found.metadata.namespace = 'default';
    found.metadata.annotations = { mine: 'a', 'backstage.io/view-url': 'u' };
    expect(changedFields(declared, found)).toEqual([]);
    found.metadata.annotations.mine = 'b';
    found.metadata.tags = ['new'];
    found.spec!.extra = true;
    expect(changedFields(declared, found)).toEqual([
      'metadata.tags',
      'metadata.annotations.mine',
      'spec.extra',
    ]);
  });
});

describe('reasonIgnored', () => {
  const repository = {
    name: 'shop',
    topics: ['infra'],
    isArchived: false,
    isFork: true,
    visibility: 'PRIVATE',
    defaultBranch: 'main',
  };
  it.each([
    [{}, undefined],
    [{ allowForks: false }, 'a fork'],
    [{ repository: 'sho' }, 'filters.repository'],
    [{ visibility: ['public'] }, 'filters.visibility'],
    [{ visibility: ['private'] }, undefined],
    [{ topic: { include: ['other'] } }, 'filters.topic.include'],
    [{ topic: { include: ['infra'] } }, undefined],
    [{ topic: { exclude: ['infra'] } }, 'filters.topic.exclude'],
  ])('takes the filters %j as discovery does', (filters, reason) => {
    const [provider] = readDiscoveryProviders(
      new ConfigReader({
        catalog: { providers: { github: { organization: 'acme', filters } } },
      }),
    );
    expect(reasonIgnored(provider, repository)).toBe(reason);
  });
});
