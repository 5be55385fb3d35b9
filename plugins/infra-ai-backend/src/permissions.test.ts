import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer } from './__testUtils__/FakeAnalyzer';
import { png } from './__testUtils__/pictures';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';
import { infraAiAnalysisConditions } from './permissions/rules';

const databases = createTestDatabases();
const ANA = mockCredentials.user.header('user:default/ana');
const BOB = mockCredentials.user.header('user:default/bob');

describe('permissions', () => {
  const denied = new Set<string>();
  const conditions: Record<string, any> = {};
  const decide = ({ permission: { name } }: any): any => {
    if (denied.has(name)) {
      return { result: AuthorizeResult.DENY };
    }
    if (conditions[name]) {
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'infra-ai',
        resourceType: 'infra-ai-analysis',
        conditions: conditions[name],
      };
    }
    return { result: AuthorizeResult.ALLOW };
  };
  let server: Server;

  const call = (
    method: 'get' | 'post' | 'patch' | 'delete',
    path: string,
    user: string,
    body?: object,
  ) =>
    request(server)
      [method](`/api/infra-ai${path}`)
      .set('Authorization', user)
      .send(body);
  const analyze = async (user: string, description = 'A web shop.') =>
    (
      await call('post', '/process-text', user, {
        description,
        owner: 'group:default/shop',
      })
    ).body;

  beforeAll(async () => {
    const analyzer = new FakeAnalyzer();
    analyzer.accepted = ['text', 'image'];
    const backend = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
      features: [
        mockServices.permissions.mock({
          authorize: async (requests: any[]) => requests.map(decide),
          authorizeConditional: async (requests: any[]) => requests.map(decide),
        }).factory,
      ],
    });
    server = backend.server;
  });

  afterEach(() => {
    denied.clear();
    Object.keys(conditions).forEach(name => delete conditions[name]);
  });

  it('hides the analyses of others', async () => {
    const { id } = await analyze(ANA);
    for (const [method, path] of [
      ['get', ''],
      ['get', '/events'],
      ['get', '/files'],
      ['get', '/picture'],
      ['get', '/picture?preview=true'],
      ['post', '/duplicate'],
      ['patch', ''],
      ['delete', ''],
      ['post', '/publish'],
      ['get', '/publications/00000000-0000-4000-8000-000000000000'],
    ] as const) {
      const body =
        method === 'patch'
          ? { revision: 1, name: 'mine' }
          : { '/duplicate': {} }[path as string] ?? {
              owner: 'acme',
              repo: 'shop',
            };
      const response = await call(
        method,
        `/analyses/${id}${path}`,
        BOB,
        method === 'get' || method === 'delete' ? undefined : body,
      );
      expect([path, response.status]).toEqual([path, 404]);
    }
    const list = await call('get', '/analyses', BOB);
    expect(list.body).toEqual({ items: [], totalItems: 0 });
  });

  it('hides the pictures of others', async () => {
    const { body } = await request(server)
      .post('/api/infra-ai/process-image')
      .set('Authorization', ANA)
      .attach('file', png(), 'a.png');
    const picture = (user: string) =>
      call('get', `/analyses/${body.id}/picture`, user);
    expect((await picture(ANA)).status).toBe(200);
    expect((await picture(BOB)).status).toBe(404);
    denied.add('infra-ai.analysis.read');
    expect((await picture(ANA)).status).toBe(404);
  });

  it('shows services what they asked for', async () => {
    const service = mockCredentials.service.header();
    const { id, createdBy } = await analyze(service, 'By a service.');
    expect(createdBy).toBe('external:test-service');
    expect((await call('get', '/analyses', service)).body.totalItems).toBe(1);
    expect((await call('get', `/analyses/${id}`, ANA)).status).toBe(404);

    const nobody = await call('post', '/process-text', service, {
      description: 'Of nobody.',
    });
    expect(nobody.status).toBe(400);
    expect(nobody.body.error.message).toMatch(/send "owner"/);
  });

  it('lets a plugin act on behalf of a person', async () => {
    const { id } = await analyze(ANA, 'Seen by the scaffolder.');
    const onBehalf = mockCredentials.service.header({
      onBehalfOf: mockCredentials.user('user:default/ana'),
      targetPluginId: 'infra-ai',
    });
    const response = await call('get', `/analyses/${id}`, onBehalf);
    expect(response.body.id).toBe(id);
  });

  it.each([
    ['infra-ai.analysis.create', 'post', '/process-text', { description: 'x' }],
    [
      'infra-ai.repository.read',
      'post',
      '/process-repository',
      { url: 'https://github.com/acme/shop' },
    ],
    [
      'infra-ai.repository.read',
      'post',
      '/process-repository',
      { entityRef: 'component:default/shop' },
    ],
    [
      'infra-ai.repository.read',
      'post',
      '/drift',
      { entityRef: 'component:default/shop' },
    ],
    ['infra-ai.analysis.read', 'get', '/analyses', undefined],
    ['infra-ai.analysis.update', 'patch', '/analyses/:id', { revision: 1 }],
    ['infra-ai.analysis.delete', 'delete', '/analyses/:id', undefined],
    ['infra-ai.analysis.create', 'post', '/analyses/:id/duplicate', {}],
    [
      'infra-ai.publish',
      'post',
      '/analyses/:id/publish',
      { owner: 'acme', repo: 'shop' },
    ],
    ['infra-ai.publish', 'get', '/publish-targets', undefined],
    [
      'infra-ai.publish',
      'post',
      '/process-text',
      { description: 'x', publish: { owner: 'acme' } },
    ],
  ] as const)(
    'refuses without %s: %s %s',
    async (permission, method, path, body) => {
      const { id } = await analyze(ANA);
      denied.add(permission);
      const response = await call(method, path.replace(':id', id), ANA, body);
      expect(response.status).toBe(403);
      expect(response.body.error.message).toMatch(permission);
    },
  );

  it('hides what the policy denies to read', async () => {
    const { id } = await analyze(ANA);
    denied.add('infra-ai.analysis.read');
    expect((await call('get', `/analyses/${id}`, ANA)).status).toBe(404);
  });

  it('narrows what may be seen to one’s own, and copies from others to oneself', async () => {
    const { id, name } = await analyze(BOB, 'A shop to be copied.');
    conditions['infra-ai.analysis.read'] = infraAiAnalysisConditions.hasOwner({
      owners: ['group:default/shop'],
    });
    const seen = await call('get', '/analyses?limit=100', ANA);
    const mine = await call('get', '/analyses?limit=100&mine=true', ANA);
    const authors = ({ body }: typeof seen) =>
      new Set(body.items.map(({ createdBy }: any) => createdBy));
    expect(authors(seen)).toContain('user:default/bob');
    expect(authors(mine)).toEqual(new Set(['user:default/ana']));

    const copy = await call('post', `/analyses/${id}/duplicate`, ANA, {});
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({
      name: `${name} (copy)`,
      state: 'completed',
      createdBy: 'user:default/ana',
      publications: [],
      input: { description: 'A shop to be copied.' },
    });
  });

  it('applies conditions to lists and to single analyses', async () => {
    const { id } = await analyze(BOB, 'Under conditions.');
    const only = (...authors: string[]) =>
      infraAiAnalysisConditions.hasAuthor({ authors });

    const owned = (...owners: string[]) =>
      infraAiAnalysisConditions.hasOwner({ owners });
    for (const [criteria, visible] of [
      [owned('group:default/shop'), true],
      [owned('group:default/other', 'Shop'), true],
      [owned('user:default/shop'), false],
      [{ allOf: [owned('shop'), { not: owned('default/shop') }] }, false],
      [only('user:default/bob'), true],
      [only('user:default/ana'), false],
      [{ not: only('user:default/bob') }, false],
      [{ anyOf: [only('user:default/ana'), only('user:default/bob')] }, true],
      [{ allOf: [only('user:default/ana'), only('user:default/bob')] }, false],
      [
        {
          allOf: [
            only('user:default/bob'),
            { not: { anyOf: [only('user:default/ana')] } },
          ],
        },
        true,
      ],
    ] as const) {
      conditions['infra-ai.analysis.read'] = criteria;
      const list = await call('get', '/analyses', BOB);
      const single = await call('get', `/analyses/${id}`, BOB);
      const isListed = list.body.items.some((one: any) => one.id === id);
      expect([criteria, isListed, single.status]).toEqual(
        visible ? [criteria, true, 200] : [criteria, false, 404],
      );
    }

    delete conditions['infra-ai.analysis.read'];
    conditions['infra-ai.analysis.delete'] = only('user:default/ana');
    expect((await call('delete', `/analyses/${id}`, BOB)).status).toBe(403);
    conditions['infra-ai.analysis.delete'] = only('user:default/bob');
    expect((await call('delete', `/analyses/${id}`, BOB)).status).toBe(204);
  });

  it('lets a group see its analyses, and do no more than a condition says', async () => {
    const { id } = await analyze(ANA, 'Of the shop.');
    const group = infraAiAnalysisConditions.hasOwner({
      owners: ['group:default/shop', 'user:default/bob'],
    });
    conditions['infra-ai.analysis.read'] = group;
    const at = `/analyses/${id}`;
    expect((await call('get', at, BOB)).body.createdBy).toBe(
      'user:default/ana',
    );
    expect((await call('get', `${at}/files`, BOB)).status).toBe(200);
    const { body } = await call('get', '/analyses?search=Of the shop', BOB);
    expect(body.items.map((one: any) => one.id)).toEqual([id]);
    const edit = { revision: 1, name: 'Ours' };
    // "Allow" is about one's own.
    expect((await call('patch', at, BOB, edit)).status).toBe(403);
    expect((await call('delete', at, BOB)).status).toBe(403);
    const publish = (more: object = {}) =>
      call('post', `${at}/publish`, BOB, { owner: 'acme', ...more });
    expect((await call('get', at, BOB)).body.allowed).toEqual({
      update: false,
      publish: false,
    });
    const refused = await publish();
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toMatch('"infra-ai.analysis.update"');
    expect((await publish({ dryRun: true })).status).toBe(202);
    conditions['infra-ai.analysis.update'] = group;
    expect((await call('get', at, BOB)).body.allowed).toEqual({
      update: true,
      publish: true,
    });
    expect((await call('patch', at, BOB, edit)).body.name).toBe('Ours');

    await call('patch', at, ANA, { revision: 2, owner: 'group:default/ops' });
    expect((await call('get', at, BOB)).status).toBe(404);
    // Nor does the author, whom the condition does not name.
    expect((await call('get', at, ANA)).status).toBe(404);
  });

  it('tells the permission system its rules, and applies them for it', async () => {
    const { id } = await analyze(ANA);
    const metadata = await call(
      'get',
      '/.well-known/backstage/permissions/metadata',
      mockCredentials.service.header(),
    );
    expect(metadata.body.rules).toEqual([
      expect.objectContaining({ name: 'HAS_AUTHOR' }),
      expect.objectContaining({ name: 'HAS_OWNER' }),
    ]);
    expect(metadata.body.permissions).toHaveLength(6);

    const applied = await call(
      'post',
      '/.well-known/backstage/permissions/apply-conditions',
      mockCredentials.service.header(),
      {
        items: ['user:default/ana', 'user:default/bob'].map(
          (author, index) => ({
            id: `00000000-0000-4000-8000-00000000000${index}`,
            resourceRef: id,
            resourceType: 'infra-ai-analysis',
            conditions: infraAiAnalysisConditions.hasAuthor({
              authors: [author],
            }),
          }),
        ),
      },
    );
    expect(applied.body.items.map(({ result }: any) => result)).toEqual([
      'ALLOW',
      'DENY',
    ]);
  });
});
