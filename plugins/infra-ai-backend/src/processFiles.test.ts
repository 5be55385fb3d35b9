import type { Knex } from 'knex';
import type { Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { FilesInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import request from 'supertest';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { startSandbox } from './__testUtils__/sandboxRepository';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';
import { tarGz } from './__testUtils__/tarGz';

const databases = createTestDatabases();
const COMPOSE = 'services:\n  web:\n    image: nginx\n';

describe('files', () => {
  const analyzer = new FakeAnalyzer();
  analyzer.accepted = ['text', 'files'];
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let db: Knex;
  let server: Server;
  let audit: Array<{ eventId: string; result: string }>;
  let repository: string;

  const get = (path: string) => request(server).get(`/api/infra-ai${path}`);
  const send = (files: Record<string, string | Buffer>) => {
    const form = request(server).post('/api/infra-ai/process-files');
    Object.entries(files).forEach(([path, content]) =>
      // `filename` would lose the folders; the types of supertest do not know this one.
      form.attach('file', Buffer.from(content as string), {
        filepath: path,
        contentType: 'application/octet-stream',
      } as { filename?: string }),
    );
    return form;
  };
  const read = (url: string) =>
    request(server).post('/api/infra-ai/process-repository').send({ url });
  const given = () =>
    (analyzer.input as FilesInput).files.map(({ path, content }) => [
      path,
      Buffer.from(content).toString(),
    ]);

  beforeAll(async () => {
    github = await startSandbox();
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'shop',
      files: {
        'compose.yaml': COMPOSE,
        'README.md': '# Shop\n',
        '.env': 'PASSWORD=x\n',
        'node_modules/a/compose.yaml': COMPOSE,
        'config/theme.yaml': 'theme: dark\n',
        'infra/main.tf': 'resource "a" "b" {}\n',
      },
    });
    repository = `${github.sandbox.url}/acme/shop`;
    db = await databases.init(POSTGRES);
    ({ server, audit } = await startBackend(db, {
      analyzers: [analyzer],
      config: {
        ...github.config,
        infraAi: { limits: { filesCount: 20, filesBytes: 100_000 } },
      },
      features: [urlReaderServiceFactory],
    }));
  });

  beforeEach(() => {
    analyzer.behavior = async () => ({
      model: { ...shopModel(), system: undefined },
    });
  });

  afterAll(() => github?.stop());

  it('are analyzed as they were sent', async () => {
    const { status, body } = await send({
      'shop/compose.yaml': COMPOSE,
      'shop/.env': 'TAG=1\n',
    });
    expect([status, body.error]).toEqual([201, undefined]);
    expect(body).toMatchObject({
      state: 'completed',
      inputKind: 'files',
      excerpt: 'shop/.env, shop/compose.yaml',
      input: {
        kind: 'files',
        files: [
          { path: 'shop/.env', bytes: 6 },
          { path: 'shop/compose.yaml', bytes: COMPOSE.length },
        ],
      },
    });
    expect(given()).toEqual([
      ['shop/.env', 'TAG=1\n'],
      ['shop/compose.yaml', COMPOSE],
    ]);
    expect(audit.at(-1)).toEqual({
      eventId: 'analysis-create',
      result: 'success',
    });
    const at = `/analyses/${body.id}/source`;
    const source = await get(at).query({ path: 'shop/compose.yaml' });
    expect(source.text).toBe(COMPOSE);
    expect(source.header['content-type']).toBe('text/plain; charset=utf-8');
    expect((await get(at).query({ path: 'other' })).status).toBe(404);
    const others = await get(at)
      .query({ path: 'shop/compose.yaml' })
      .set('Authorization', mockCredentials.user.header('user:default/eve'));
    expect(others.status).toBe(404);
    await request(server).delete(`/api/infra-ai/analyses/${body.id}`);
    expect(await db('analysis_files').where({ analysis_id: body.id })).toEqual(
      [],
    );
  });

  it('sent again are answered from the store', async () => {
    await send({ 'a.tf': 'x' });
    const { calls } = analyzer;
    const again = await send({ 'a.tf': 'x' });
    expect(analyzer.calls).toBe(calls);
    const events = await get(`/analyses/${again.body.id}/events`);
    expect(events.text).toMatch(/these files before/);
    await send({ 'b.tf': 'x' });
    expect(analyzer.calls).toBe(calls + 1);
  });

  it('come out of an archive, those that define infrastructure', async () => {
    const { body } = await send({
      'payments.tar.gz': await tarGz({
        'compose.yaml': COMPOSE,
        '.env': 'PASSWORD=x',
        'settings.yaml': 'theme: dark',
      }),
    });
    expect(body).toMatchObject({
      name: 'payments',
      excerpt: 'payments.tar.gz',
      input: { origin: { type: 'archive', fileName: 'payments.tar.gz' } },
    });
    expect(given()).toEqual([['compose.yaml', COMPOSE]]);
  });

  it.each([
    ['a bomb', 413, /200 times/, () => gzipSync(Buffer.alloc(60_000_000))],
    [
      'a path that leaves its folder',
      400,
      /leaves its folder/,
      () => tarGz({ '../compose.yaml': COMPOSE }),
    ],
    [
      'an archive with nothing to read',
      400,
      /no file that defines/,
      () => tarGz({ 'a.png': 'x' }),
    ],
    ['too many bytes', 413, /100,000 bytes/, () => 'x'.repeat(150_000)],
  ])('are refused: %s', async (_, status, message, make) => {
    const answer = await send({ 'a.tgz': await make() });
    expect(answer.body.error?.message).toMatch(message);
    expect(answer.status).toBe(status);
  });

  it('are refused where a path leaves its folder, or there are too many', async () => {
    expect((await send({ '../a.tf': 'x' })).body.error.message).toMatch(
      /leaves its folder/,
    );
    const many = Object.fromEntries(
      Array.from({ length: 21 }, (_, index) => [`${index}.tf`, 'x']),
    );
    expect((await send(many)).status).toBe(400);
  });

  it('are read from a repository', async () => {
    const { status, body } = await read(repository);
    expect([status, body.error]).toEqual([201, undefined]);
    expect(body).toMatchObject({
      name: 'shop',
      excerpt: repository,
      input: {
        origin: {
          type: 'repository',
          url: repository,
          etag: expect.any(String),
        },
      },
    });
    expect(given()).toEqual([
      ['README.md', '# Shop\n'],
      ['compose.yaml', COMPOSE],
      ['infra/main.tf', 'resource "a" "b" {}\n'],
    ]);
  });

  it('of a repository are one folder or one file', async () => {
    await read(`${repository}/tree/main/infra`);
    expect(given()).toEqual([['main.tf', 'resource "a" "b" {}\n']]);
    const { body } = await read(`${repository}/blob/main/compose.yaml`);
    expect(body.input.files).toEqual([
      { path: 'compose.yaml', bytes: COMPOSE.length },
    ]);
  });

  it.each([
    ['http://169.254.169.254/latest', 400, /No integration/],
    ['https://u:p@github.com/a/b', 400, /user name and password/],
    ['ftp://github.com/a/b', 400, /url/],
  ])('are not read from %s', async (url, status, message) => {
    const answer = await read(url);
    expect(answer.body.error.message).toMatch(message);
    expect(answer.status).toBe(status);
  });

  it('are not there when there is no such repository', async () => {
    const { status, body } = await read(`${repository}-other`);
    expect(body.error.message).toMatch(/no such repository/);
    expect(status).toBe(404);
  });
});
