import { mockCredentials } from '@backstage/backend-test-utils';
import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();
const TEXT = 'A web shop stores orders in PostgreSQL.';

describe('the infra-ai back end', () => {
  const analyzer = new FakeAnalyzer();
  let server: Server;
  let audit: Array<{ eventId: string; result: string }>;

  const post = (path: string) => request(server).post(`/api/infra-ai${path}`);
  const get = (path: string) => request(server).get(`/api/infra-ai${path}`);
  const patch = (path: string) => request(server).patch(`/api/infra-ai${path}`);
  const remove = (path: string) =>
    request(server).delete(`/api/infra-ai${path}`);
  const analyze = async (description: string) =>
    (await post('/process-text').send({ description })).body;

  beforeAll(async () => {
    const backend = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer, new FakeAnalyzer('other')],
    });
    server = backend.server;
    audit = backend.audit;
  });

  afterEach(() => {
    analyzer.behavior = async () => ({ model: shopModel() });
  });

  it('analyzes a text and answers with the result', async () => {
    const response = await post('/process-text').send({ description: TEXT });
    expect(response.body).toMatchObject({
      state: 'completed',
      name: 'shop',
      owner: 'user:default/mock',
      createdBy: 'user:default/mock',
      revision: 1,
      excerpt: TEXT,
      input: { kind: 'text', description: TEXT },
      analyzer: { id: 'embedded', title: 'Fake', version: '1' },
      elementCount: 2,
      relationCount: 1,
      publications: [],
      model: shopModel(),
    });
    expect(response.status).toBe(201);
    expect(response.header.location).toBe(
      `/api/infra-ai/analyses/${response.body.id}`,
    );
    expect(audit).toContainEqual({
      eventId: 'analysis-create',
      result: 'success',
    });
  });

  it('answers at once when asked to, and reports the progress', async () => {
    analyzer.behavior = async (_text, { onProgress }) => {
      onProgress({ step: 'read', message: 'Reading', fraction: 0.5 });
      return { model: shopModel() };
    };
    const started = await post('/process-text')
      .set('Prefer', 'respond-async')
      .send({ description: 'An async shop.', name: 'Async Shop' });
    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({ state: 'queued', name: 'Async Shop' });

    const events = await get(`/analyses/${started.body.id}/events`);
    expect(events.header['content-type']).toMatch('text/event-stream');
    expect(events.header['cache-control']).toMatch('no-transform');
    const data = readEvents(events.text);
    expect(data).toEqual([
      expect.objectContaining({ type: 'state', state: 'queued' }),
      expect.objectContaining({ type: 'state', state: 'running' }),
      expect.objectContaining({ type: 'progress', fraction: 0.5 }),
      expect.objectContaining({ type: 'state', state: 'completed' }),
    ]);
    const ids = data.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));

    const rest = await get(`/analyses/${started.body.id}/events`).set(
      'Last-Event-ID',
      String(ids[2]),
    );
    expect(readEvents(rest.text)).toEqual([data[3]]);
    const same = await get(
      `/analyses/${started.body.id}/events?after=${ids[2]}`,
    );
    expect(readEvents(same.text)).toEqual([data[3]]);
  });

  it('answers the same text from the store, without later edits', async () => {
    const first = await analyze('The same again.');
    await patch(`/analyses/${first.id}`).send({
      revision: 1,
      model: { ...shopModel(), elements: [], relations: [] },
    });
    const calls = analyzer.calls;

    const second = await analyze('The same again.');
    expect(analyzer.calls).toBe(calls);
    expect(second.id).not.toBe(first.id);
    expect(second).toMatchObject({ state: 'completed', model: shopModel() });

    analyzer.version = '2';
    await analyze('The same again.');
    expect(analyzer.calls).toBe(calls + 1);
    analyzer.version = '1';

    await post('/process-text').send({
      description: 'The same again.',
      name: 'other-name',
    });
    expect(analyzer.calls).toBe(calls + 2);
    await post('/process-text')
      .set('Authorization', mockCredentials.user.header('user:default/ana'))
      .send({ description: 'The same again.' });
    expect(analyzer.calls).toBe(calls + 3);
  });

  it('answers a second click with the analysis under way', async () => {
    let finish = () => {};
    analyzer.behavior = () =>
      new Promise(resolve => {
        finish = () => resolve({ model: shopModel() });
      });
    const { calls } = analyzer;
    const click = () =>
      post('/process-text')
        .set('Prefer', 'respond-async')
        .send({ description: 'Clicked twice.' });
    const [first, second] = await Promise.all([click(), click()]);
    expect(second.body.id).toBe(first.body.id);
    const events = get(`/analyses/${first.body.id}/events`).then(r => r.text);
    while (analyzer.calls === calls) {
      await new Promise(setImmediate);
    }
    finish();
    expect(await events).toMatch('"completed"');
    expect(analyzer.calls).toBe(calls + 1);
  });

  it('lists own analyses, newest first, in pages, and finds words', async () => {
    const user = mockCredentials.user.header('user:default/lister');
    for (const description of ['First 100%', 'Second', 'Third']) {
      await post('/process-text')
        .set('Authorization', user)
        .send({ description, name: `${description.slice(0, 5)} name` });
    }
    const list = (query: string) =>
      get(`/analyses${query}`).set('Authorization', user);

    const page = await list('?limit=2');
    expect(page.body.totalItems).toBe(3);
    expect(page.body.items.map((item: any) => item.excerpt)).toEqual([
      'Third',
      'Second',
    ]);
    expect(page.body.items[0]).not.toHaveProperty('model');
    expect((await list('?limit=2&offset=2')).body.items).toHaveLength(1);
    expect((await list('?search=SECO')).body.totalItems).toBe(1);
    expect((await list('?search=100%25')).body.totalItems).toBe(1);
    expect((await list('?search=%25')).body.totalItems).toBe(1);
    expect((await list('?state=failed')).body.totalItems).toBe(0);
  });

  it('stores an edit of the current revision only', async () => {
    const { id } = await analyze('To be edited.');
    const edits = await Promise.all(
      ['one', 'two', 'three'].map(name =>
        patch(`/analyses/${id}`).send({ revision: 1, name }),
      ),
    );
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(
      edits.find(({ status }) => status === 409)!.body.error,
    ).toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/Load it again/),
    });
    const winner = edits.find(({ status }) => status === 200)!.body;
    expect(winner.revision).toBe(2);

    const wrong = await patch(`/analyses/${id}`).send({
      revision: 2,
      model: { ...shopModel(), elements: [] },
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toMatch(/relations\.0\.from/);
    expect((await get(`/analyses/${id}`)).body).toMatchObject({
      revision: 2,
      name: winner.name,
    });
  });

  it('shows the files that would be published', async () => {
    const { id } = await analyze('Files, please.');
    const { body } = await get(`/analyses/${id}/files?owner=acme&repo=shop`);
    expect(body.files.map(({ path }: any) => path)).toEqual([
      'catalog-info.yaml',
      'README.md',
    ]);
    expect(body.files[0].content).toMatch('github.com/project-slug: acme/shop');
    expect(body.files[0].content).toMatch(`infra-ai/analysis-id: ${id}`);
    expect(body.entityRefs).toEqual([
      'system:default/shop',
      'component:default/shop-web-shop',
      'resource:default/shop-orders',
    ]);
  });

  it('stops a run whose analysis is deleted', async () => {
    let aborted = false;
    const began = new Promise<void>(resolve => {
      analyzer.behavior = (_text, { signal }) =>
        new Promise((_, reject) => {
          resolve();
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(signal.reason);
          });
        });
    });
    const { body } = await post('/process-text')
      .set('Prefer', 'respond-async')
      .send({ description: 'Never ends.' });
    const watching = get(`/analyses/${body.id}/events`);
    const events = watching.then(response => readEvents(response.text));
    await began;
    expect((await remove(`/analyses/${body.id}`)).status).toBe(204);
    expect(aborted).toBe(true);
    expect((await events).at(-1)).toMatchObject({ state: 'cancelled' });
    expect((await get(`/analyses/${body.id}`)).status).toBe(404);
    expect((await remove(`/analyses/${body.id}`)).status).toBe(404);
  });

  it('lists the analyzers and takes the one that is named', async () => {
    expect((await get('/analyzers')).body).toEqual([
      expect.objectContaining({
        id: 'embedded',
        default: true,
        accepts: ['text'],
      }),
      expect.objectContaining({ id: 'other', default: false }),
    ]);
    const { body } = await post('/process-text').send({
      description: 'By the other one.',
      analyzer: 'other',
    });
    expect(body.analyzer.id).toBe('other');
  });

  it('does nothing for callers without credentials', async () => {
    const none = mockCredentials.none.header();
    for (const path of ['/analyses', '/analyzers', '/health']) {
      expect((await get(path).set('Authorization', none)).status).toBe(401);
    }
    const response = await post('/process-text')
      .set('Authorization', none)
      .send({ description: TEXT });
    expect(response.status).toBe(401);
  });
});

function readEvents(text: string): any[] {
  return text
    .split('\n')
    .filter(line => line.startsWith('data: '))
    .map(line => JSON.parse(line.slice('data: '.length)));
}
