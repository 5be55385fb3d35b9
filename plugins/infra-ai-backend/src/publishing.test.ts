import { NotFoundError } from '@backstage/errors';
import type { Server } from 'node:http';
import type { Knex } from 'knex';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { FakeScaffolder, shopOutput } from './__testUtils__/FakeScaffolder';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('publishing', () => {
  const scaffolder = new FakeScaffolder();
  const analyzer = new FakeAnalyzer();
  let server: Server;
  let db: Knex;
  let audit: Array<{ eventId: string; result: string }>;

  beforeAll(async () => {
    db = await databases.init(POSTGRES);
    ({ server, audit } = await startBackend(db, {
      scaffolder,
      analyzers: [analyzer],
    }));
  });

  afterEach(async () => {
    await db('analyses').delete();
    scaffolder.tasks = [];
    scaffolder.refusal = undefined;
    scaffolder.autoComplete = false;
    analyzer.behavior = async () => ({ model: shopModel() });
  });

  const analyze = async (body: object = {}) =>
    request(server)
      .post('/api/infra-ai/process-text')
      .send({ description: 'A web shop.', ...body });
  const publish = (id: string, body: object = {}) =>
    request(server)
      .post(`/api/infra-ai/analyses/${id}/publish`)
      .send({ owner: 'acme', ...body });
  const publications = async (id: string) =>
    (await request(server).get(`/api/infra-ai/analyses/${id}`)).body
      .publications;

  it('starts a scaffolder task as the caller and follows it to its end', async () => {
    const { id } = (await analyze()).body;
    const started = await publish(id, { token: 'their-own' });
    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({
      state: 'running',
      owner: 'acme',
      repo: 'shop',
      visibility: 'private',
      dryRun: false,
      taskId: 'task-1',
      createdBy: 'user:default/mock',
    });
    expect(scaffolder.tasks).toMatchObject([
      {
        values: {
          analysisId: id,
          owner: 'acme',
          repo: 'shop',
          visibility: 'private',
          removeMissing: false,
          createOnly: false,
        },
        secrets: { USER_OAUTH_TOKEN: 'their-own' },
        createdBy: { type: 'user', userEntityRef: 'user:default/mock' },
      },
    ]);
    expect(audit).toContainEqual({
      eventId: 'analysis-publish',
      result: 'success',
    });

    const again = await publish(id);
    expect(again.body.id).toBe(started.body.id);
    expect(scaffolder.tasks).toHaveLength(1);
    const deletion = await request(server).delete(
      `/api/infra-ai/analyses/${id}`,
    );
    expect(deletion.status).toBe(409);

    scaffolder.complete();
    const ended = await request(server).get(started.header.location);
    expect(ended.body).toMatchObject({
      state: 'completed',
      ...shopOutput,
      completedAt: expect.any(String),
    });

    const third = await publish(id, { repo: 'Shop', removeMissing: true });
    expect(third.status).toBe(202);
    expect(third.body).toMatchObject({ state: 'running', taskId: 'task-2' });
    expect(scaffolder.tasks[1].values.removeMissing).toBe(true);
    expect((await publish(id, { repo: 'shop-2' })).status).toBe(202);
    const rows = await db('publications').select('*');
    expect(JSON.stringify(rows)).not.toMatch('their-own');
  });

  it('gives up a publication whose task hangs, so that the analysis can be deleted', async () => {
    const { id } = (await analyze()).body;
    const started = await publish(id);
    const at = `/api/infra-ai/analyses/${id}`;
    const refused = await request(server).delete(at);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(
      /to acme\/shop, by the scaffolder task task-1.*cancel the publication/,
    );

    const ended = await request(server).post(
      `${at}/publications/${started.body.id}/cancel`,
    );
    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({
      state: 'failed',
      error: { name: 'CancelledError', hint: expect.stringMatching(/exists/) },
    });
    expect(scaffolder.cancelled).toEqual(['task-1']);
    expect(audit).toContainEqual({
      eventId: 'analysis-publish-cancel',
      result: 'success',
    });
    expect((await request(server).delete(at)).status).toBe(204);
  });

  it('shows the pull request and the changes of an update', async () => {
    const { id } = (await analyze()).body;
    await publish(id);
    const changes = {
      entities: [
        {
          entityRef: 'system:default/shop',
          kind: 'changed',
          fields: ['metadata.tags'],
          details: [{ path: 'metadata.tags', after: 'web' }],
        },
      ],
      files: [{ path: 'catalog-info.yaml', kind: 'changed', patch: '+ web' }],
      notes: ['README.md was left'],
    };
    scaffolder.complete(0, {
      ...shopOutput,
      action: 'update',
      pullRequestUrl: 'https://github.example.com/acme/shop/pull/7',
      // A template may make a text of it.
      pullRequestNumber: '7',
      changes,
    });
    expect(await publications(id)).toMatchObject([
      {
        state: 'completed',
        action: 'update',
        changes,
        pullRequest: {
          number: 7,
          url: 'https://github.example.com/acme/shop/pull/7',
          state: 'open',
        },
      },
    ]);
    const list = await request(server).get('/api/infra-ai/analyses');
    expect(list.body.items[0].publications).toMatchObject([
      { action: 'update', pullRequest: { number: 7 } },
    ]);
    expect(list.body.items[0].publications[0]).not.toHaveProperty('changes');
  });

  it('takes of another plugin what is as it should be', async () => {
    const { id } = (await analyze()).body;
    await publish(id);
    scaffolder.complete(0, {
      ...shopOutput,
      action: 'explode',
      pullRequestNumber: 'seven',
      changes: { files: 'all' },
    });
    const [publication] = await publications(id);
    expect(publication).toMatchObject({ state: 'completed', ...shopOutput });
    expect(publication).not.toHaveProperty('action');
    expect(publication).not.toHaveProperty('pullRequest');
  });

  it('gives what was published, whatever was edited since', async () => {
    const { id, model } = (await analyze()).body;
    const files = async (query: string) => {
      const { body } = await request(server).get(
        `/api/infra-ai/analyses/${id}/files?owner=acme&repo=shop${query}`,
      );
      return body.files[0].content as string;
    };
    const published = await files('');
    expect(await files('&published=true')).toBe(published);
    await publish(id);
    scaffolder.complete();
    await publications(id);
    model.elements[0].description = 'Edited';
    await request(server)
      .patch(`/api/infra-ai/analyses/${id}`)
      .send({ revision: 1, model });
    expect(await files('')).toMatch('Edited');
    expect(await files('&published=true')).toBe(published);

    // A pull request is there only once it is merged.
    await publish(id);
    scaffolder.complete(1, {
      ...shopOutput,
      action: 'update',
      pullRequestUrl: 'https://github.example.com/acme/shop/pull/7',
      pullRequestNumber: 7,
    });
    await publications(id);
    expect(await files('&published=true')).toBe(published);
    await db('publications').update({ pull_request_state: 'merged' });
    expect(await files('&published=true')).toMatch('Edited');
  });

  it('shows why a publication failed, and lets it be repeated', async () => {
    const { id } = (await analyze()).body;
    await publish(id);
    scaffolder.fail(0, {
      name: 'ConflictError',
      message: 'acme/shop exists already',
    });
    expect(await publications(id)).toMatchObject([
      {
        state: 'failed',
        error: {
          name: 'ConflictError',
          message: 'acme/shop exists already',
          hint: expect.stringMatching('task-1'),
        },
      },
    ]);
    expect((await publish(id)).body).toMatchObject({
      state: 'running',
      taskId: 'task-2',
    });
  });

  it('notices the end with nobody watching', async () => {
    const { id } = (await analyze()).body;
    await publish(id);
    scaffolder.complete();
    await eventually(async () =>
      expect(await db('publications').pluck('state')).toEqual(['completed']),
    );
  });

  it('starts one task for requests at the same time', async () => {
    const { id } = (await analyze()).body;
    const answers = await Promise.all([1, 2, 3, 4].map(() => publish(id)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(scaffolder.tasks).toHaveLength(1);
  });

  it('says so when the template is missing', async () => {
    const { id } = (await analyze()).body;
    scaffolder.refusal = Object.assign(new NotFoundError('no template'), {
      statusCode: 404,
    });
    const response = await publish(id);
    expect(response.status).toBe(502);
    expect(response.body.error.message).toMatch(
      /"template:default\/infra-ai-publish".*not in the catalog/,
    );
    expect(await publications(id)).toMatchObject([{ state: 'failed' }]);
    scaffolder.refusal = undefined;
    expect((await publish(id)).status).toBe(202);
  });

  it('fails a publication whose task is gone', async () => {
    const { id } = (await analyze()).body;
    await publish(id);
    scaffolder.tasks = [];
    expect(await publications(id)).toMatchObject([
      { state: 'failed', error: { message: expect.stringMatching('task-1') } },
    ]);
  });

  it('goes from text to repository in one call', async () => {
    scaffolder.autoComplete = true;
    const response = await analyze({
      name: 'My Shop',
      publish: { owner: 'acme', visibility: 'public' },
    });
    expect(response.status).toBe(201);
    expect(response.body.publications).toMatchObject([
      { state: 'completed', repo: 'my-shop', visibility: 'public' },
    ]);
  });

  it('names the repository after the system that was found', async () => {
    scaffolder.autoComplete = true;
    const response = await analyze({ publish: { owner: 'acme' } });
    expect(response.body.publications).toMatchObject([{ repo: 'shop' }]);
    expect(scaffolder.tasks[0].values.repo).toBe('shop');
  });

  it('ends the reserved publication when the analysis fails', async () => {
    analyzer.behavior = async () => ({
      model: { ...shopModel(), elements: [], relations: [] },
    });
    const response = await analyze({ publish: { owner: 'acme' } });
    expect(response.status).toBe(400);
    expect(scaffolder.tasks).toHaveLength(0);
    expect(await db('publications').pluck('state')).toEqual(['failed']);
  });

  it('lets an analysis be cancelled that was to be published', async () => {
    analyzer.behavior = (_text, { signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      );
    const { body } = await request(server)
      .post('/api/infra-ai/process-text')
      .set('Prefer', 'respond-async')
      .send({ description: 'A web shop.', publish: { owner: 'acme' } });
    const deletion = await request(server).delete(
      `/api/infra-ai/analyses/${body.id}`,
    );
    expect(deletion.status).toBe(204);
    expect(scaffolder.tasks).toHaveLength(0);
    expect(await db('publications').count()).toEqual([{ count: '0' }]);
  });

  it('answers with the error of a publication that failed', async () => {
    const running = analyze({ publish: { owner: 'acme', repo: 'taken' } });
    const answer = running.then(response => response);
    await eventually(async () => expect(scaffolder.tasks).toHaveLength(1));
    scaffolder.fail(0, { name: 'ConflictError', message: 'It is taken' });
    const response = await answer;
    expect(response.status).toBe(409);
    expect(response.body.error.message).toMatch(
      /^It is taken\. .*publish again/,
    );
    expect(
      await publications(response.header.location.split('/').at(-1)!),
    ).toMatchObject([{ state: 'failed' }]);
  });
});

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await check();
      return;
    } catch (error) {
      if (tries === 100) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
