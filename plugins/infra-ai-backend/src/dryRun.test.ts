import type { Server } from 'node:http';
import type { Knex } from 'knex';
import request from 'supertest';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import { startSandbox } from './__testUtils__/sandboxRepository';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('dry run', () => {
  const scaffolder = new FakeScaffolder();
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let server: Server;
  let db: Knex;

  beforeAll(async () => {
    github = await startSandbox();
    db = await databases.init(POSTGRES);
    ({ server } = await startBackend(db, {
      scaffolder,
      config: github.config,
    }));
  });

  afterAll(() => github.stop());

  const analyze = async (description = 'A web shop.') =>
    (
      await request(server)
        .post('/api/infra-ai/process-text')
        .send({ description })
    ).body;
  const dryRun = async (id: string, repo: string, body: object = {}) => {
    const before = github.sandbox.requests.counts().total;
    const answer = await request(server)
      .post(`/api/infra-ai/analyses/${id}/publish`)
      .send({ owner: 'acme', repo, dryRun: true, ...body });
    expect(answer.status).toBe(202);
    return {
      ...answer.body,
      requests: github.sandbox.requests.counts().total - before,
    };
  };
  /** The repository as a publication leaves it. */
  const createPublished = async (id: string, repo: string) => {
    const { body } = await request(server).get(
      `/api/infra-ai/analyses/${id}/files?owner=acme&repo=${repo}`,
    );
    await github.sandbox.createRepository({
      owner: 'acme',
      name: repo,
      files: Object.fromEntries(
        body.files.map((file: { path: string; content: string }) => [
          file.path,
          file.content,
        ]),
      ),
    });
  };

  it('says that a repository would be created, and starts nothing', async () => {
    const { id } = await analyze();
    const body = await dryRun(id, 'free');
    expect(body).toMatchObject({
      state: 'completed',
      dryRun: true,
      action: 'create',
      repositoryUrl: `https://${github.config.integrations.github[0].host}/acme/free`,
      entityRefs: [
        'system:default/shop',
        'component:default/shop-web-shop',
        'resource:default/shop-orders',
      ],
      requests: 1,
    });
    expect(body).not.toHaveProperty('commit');
    expect(body).not.toHaveProperty('changes');
    expect(scaffolder.tasks).toHaveLength(0);

    // Only the last answer means anything, so only that is kept.
    const again = await dryRun(id, 'free');
    const { body: analysis } = await request(server).get(
      `/api/infra-ai/analyses/${id}`,
    );
    expect(analysis.publications.map((item: any) => item.id)).toEqual([
      again.id,
    ]);
  });

  it('says that all is there already', async () => {
    const { id } = await analyze();
    await createPublished(id, 'same');
    expect(await dryRun(id, 'same')).toMatchObject({
      action: 'none',
      changes: { files: [], notes: [] },
      requests: 1,
    });
  });

  it('refuses a repository that is there when only a new one will do, but for its own', async () => {
    const { id } = await analyze();
    await createPublished(id, 'own');
    expect(await dryRun(id, 'own', { createOnly: true })).toMatchObject({
      state: 'completed',
      createOnly: true,
      action: 'none',
    });
    const other = await analyze('A web shop with a cache.');
    expect(await dryRun(other.id, 'own', { createOnly: true })).toMatchObject({
      state: 'failed',
      error: { name: 'RepositoryTakenError' },
    });
  });

  it('says what changes in a file that a person wrote, in one request', async () => {
    const { id } = await analyze();
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'theirs',
      files: {
        'catalog-info.yaml':
          '# by hand\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: orders\nspec:\n  type: database # sic\n  owner: ana\n',
        'README.md': '# Mine\n',
      },
    });
    const body = await dryRun(id, 'theirs');
    expect(body).toMatchObject({
      state: 'completed',
      action: 'update',
      requests: 1,
      entityRefs: [
        'system:default/shop',
        'component:default/shop-web-shop',
        'resource:default/orders',
      ],
    });
    expect(body.changes.entities.map((e: any) => e.kind)).toEqual([
      'added',
      'added',
      'changed',
    ]);
    expect(body.changes.files).toHaveLength(1);
    expect(body.changes.files[0].patch).toMatch('   type: database # sic\n');
    expect(body.changes.notes).toContain(
      'README.md is there already and was left as it is',
    );
  });

  describe('of an analysis that was published and edited', () => {
    const setUp = async (repo: string) => {
      const { id, model, revision } = await analyze();
      await createPublished(id, repo);
      await request(server)
        .post(`/api/infra-ai/analyses/${id}/publish`)
        .send({ owner: 'acme', repo });
      scaffolder.complete(scaffolder.tasks.length - 1);
      await request(server).get(`/api/infra-ai/analyses/${id}`);
      model.elements[0].type = 'service';
      model.elements.pop();
      model.relations = [];
      await request(server)
        .patch(`/api/infra-ai/analyses/${id}`)
        .send({ revision, model })
        .expect(200);
      return id;
    };

    it('compares with what was published', async () => {
      const id = await setUp('edited');
      const body = await dryRun(id, 'edited');
      const kinds = Object.fromEntries(
        body.changes.entities.map((e: any) => [e.entityRef, e.kind]),
      );
      expect(kinds).toEqual({
        'system:default/shop': 'unchanged',
        'component:default/shop-web-shop': 'changed',
        'resource:default/shop-orders': 'missing',
      });
      const removing = await dryRun(id, 'edited', { removeMissing: true });
      expect(removing.changes.entities[2]).toMatchObject({
        entityRef: 'resource:default/shop-orders',
        kind: 'removed',
      });
    });

    it('does not when the analysis is somebody else’s', async () => {
      const published = await setUp('others');
      await db('analyses')
        .where({ id: published })
        .update({ created_by: 'user:default/somebody' });
      const { id } = await analyze('Another web shop.');
      const body = await dryRun(id, 'others');
      expect(body.changes.entities.map((e: any) => e.kind)).not.toContain(
        'missing',
      );
    });
  });

  it.each([
    ['nobody-at-all', 'shop', 'InputError', /no user or organization/],
    ['acme', 'old', 'ConflictError', /archived/],
    [
      'acme',
      'broken',
      'InputError',
      /not valid YAML, line 3: .* end with a \]\. Correct/,
    ],
    ['acme', 'binary', 'ConflictError', /no text file/],
  ])('finds that %s/%s cannot be', async (owner, repo, name, message) => {
    if (repo !== 'shop') {
      await github.sandbox.createRepository({
        owner: 'acme',
        name: repo,
        archived: repo === 'old',
        files: {
          'catalog-info.yaml':
            repo === 'binary' ? Buffer.from([0, 1, 2, 255]) : 'a: 1\nb: [\n',
        },
      });
    }
    const { id } = await analyze();
    expect(await dryRun(id, repo, { owner })).toMatchObject({
      state: 'failed',
      error: { name, message: expect.stringMatching(message) },
    });
  });

  it('says what GitHub refused', async () => {
    const { id } = await analyze();
    expect(await dryRun(id, 'shop', { token: 'bad' })).toMatchObject({
      state: 'failed',
      error: {
        name: 'GithubCredentialsError',
        message: expect.stringMatching(/refuses the configured token/),
      },
    });
  });
});
