import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { filesOf, shopAnalysis } from './__testUtils__/analyses';
import { TestGithub } from './__testUtils__/TestGithub';
import scaffolderModuleInfraAi from '.';

jest.setTimeout(180_000);

const TEMPLATE = join(
  __dirname,
  '../../catalog-backend-module-infra-ai/templates/infra-ai-publish.yaml',
);

const EXAMPLE = join(
  __dirname,
  '../examples/infrastructure-with-terraform/template.yaml',
);

/** The back end of the analyses, which has one. */
const infraAi = createBackendPlugin({
  pluginId: 'infra-ai',
  register(env) {
    env.registerInit({
      deps: { router: coreServices.httpRouter },
      async init({ router }) {
        router.use((req, res) => {
          const { owner, repo } = req.query as Record<string, string>;
          res.json(
            req.path.endsWith('/files')
              ? filesOf(shopAnalysis(), { owner, repo })
              : { allowed: { update: true, publish: true } },
          );
        });
      },
    });
  },
});

describe('templates, run by the scaffolder', () => {
  let github: TestGithub;
  let workspaces: string;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let template: Entity;
  let example: Entity;
  let knex: Awaited<ReturnType<TestDatabases['init']>>;
  // Before the databases, whose own clean-up comes after it.
  afterAll(async () => {
    await backend?.stop();
    // The scaffolder asks for tasks also after its end, and must not fail for want of a database.
    knex.client.acquireConnection = () => new Promise(() => {});
    await github?.stop();
    await rm(workspaces, { recursive: true, force: true });
  });
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    // Jest's own realm for what comes over HTTP: the template engine takes no arrays of another one.
    jest
      .spyOn(Response.prototype, 'json')
      .mockImplementation(async function json(this: Response) {
        return JSON.parse(await this.text());
      });
    knex = await databases.init('POSTGRES_18');
    github = await TestGithub.start();
    workspaces = await mkdtemp(join(tmpdir(), 'infra-ai-tasks-'));
    template = parse(await readFile(TEMPLATE, 'utf8'));
    example = parse(await readFile(EXAMPLE, 'utf8'));
    example.metadata.annotations = {
      'backstage.io/managed-by-location': `file:${EXAMPLE}`,
    };
    backend = await startTestBackend({
      features: [
        scaffolderBackend,
        scaffolderModuleInfraAi,
        infraAi,
        catalogServiceMock.factory({ entities: [template, example] }),
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: {
            backend: { workingDirectory: workspaces },
            // Nothing discovers here: a step that waits ends soon, with an error.
            infraAi: { publish: { catalogTimeout: { seconds: 1 } } },
            ...github.config,
          },
        }),
      ],
    });
  });
  /** Runs a task to its end. */
  async function run(
    values: JsonObject,
    templateName = 'infra-ai-publish',
  ): Promise<{ status: string; output: JsonObject; error?: string }> {
    const url = `http://localhost:${backend.server.port()}/api/scaffolder/v2`;
    const get = async (path: string) => (await fetch(`${url}${path}`)).json();
    const started = await fetch(`${url}/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        templateRef: `template:default/${templateName}`,
        values: { analysisId: 'analysis-1', owner: 'acme', ...values },
      }),
    });
    const { id } = await started.json();
    for (;;) {
      const { status } = await get(`/tasks/${id}`);
      if (!['open', 'processing'].includes(status)) {
        const events = await get(`/tasks/${id}/events`);
        const { body } = events.find(
          ({ type }: { type: string }) => type === 'completion',
        );
        return { status, output: body.output, error: body.error?.message };
      }
      await delay(200);
    }
  }

  it('opens a pull request, waits for nothing, and tells all of it', async () => {
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'there',
      files: { 'README.md': '# Shop\n' },
    });

    const { status, output, error } = await run({ repo: 'there' });

    expect({ status, error }).toEqual({ status: 'completed' });
    const pullRequestUrl = `${github.sandbox.url}/acme/there/pull/1`;
    expect(output).toMatchObject({
      action: 'update',
      repositoryUrl: `${github.sandbox.url}/acme/there`,
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      pullRequestUrl,
      pullRequestNumber: 1,
      entityRefs: expect.arrayContaining(['system:default/shop']),
      changes: {
        entities: expect.arrayContaining([
          expect.objectContaining({ kind: 'added' }),
        ]),
        files: [
          expect.objectContaining({
            path: 'catalog-info.yaml',
            patch: expect.stringContaining('+kind: System'),
          }),
        ],
        notes: expect.any(Array),
      },
      links: expect.arrayContaining([
        expect.objectContaining({
          title: 'Open the pull request',
          url: pullRequestUrl,
        }),
      ]),
    });
  });

  it('passes removeMissing on, and says in a dry run what would change', async () => {
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'tried',
      files: { 'README.md': '# Shop\n' },
    });

    const { status, output } = await run({
      repo: 'tried',
      dryRun: true,
      removeMissing: true,
    });

    expect(status).toBe('completed');
    expect(output).toMatchObject({
      action: 'update',
      changes: { files: [expect.any(Object)] },
      entityRefs: expect.arrayContaining(['system:default/shop']),
    });
    expect(output.commit).toBeFalsy();
    expect(output.pullRequestUrl).toBeFalsy();
    expect(await github.branches('tried')).toEqual(['main']);
  });

  it('waits for the entities of a new repository, and of one that holds all', async () => {
    const waited =
      /The repository is published, but after 1 s the catalog has not got .*system:default\/shop/;

    const first = await run({ repo: 'waited' });
    expect(first.error).toMatch(waited);
    const { commits } = await github.clone('acme', 'waited');
    const second = await run({ repo: 'waited' });

    expect(second.error).toMatch(waited);
    expect((await github.clone('acme', 'waited')).commits).toEqual(commits);
    expect(await github.branches('waited')).toEqual(['main']);
  });

  it("runs the README's example: the catalog's files with Terraform for each resource", async () => {
    const { host } = new URL(github.sandbox.url);

    const { error } = await run(
      {
        owner: 'group:default/payments',
        region: 'eu-west-1',
        repoUrl: `${host}?owner=acme&repo=with-terraform`,
      },
      'infrastructure-with-terraform',
    );

    // All but the last step, as nothing discovers here.
    expect(error).toMatch(/^The repository is published/);
    const { files } = await github.clone('acme', 'with-terraform');
    expect(files).toEqual(
      expect.arrayContaining([
        'catalog-info.yaml',
        'terraform/main.tf',
        'terraform/providers.tf',
        'terraform/variables.tf',
      ]),
    );
    const main = await github.read('with-terraform', 'terraform/main.tf');
    expect(main).toContain(`
module "resource_shop_orders_db" {
  source = "git::https://github.com/acme/terraform-modules.git//catalog-resource?ref=v1"

  name       = "shop-orders-db"
  entity_ref = "resource:default/shop-orders-db"
}
`);
    expect(main).not.toContain('component:');
    expect(
      await github.read('with-terraform', 'terraform/providers.tf'),
    ).toContain('owner      = "group:default/payments"');
    expect(
      await github.read('with-terraform', 'terraform/variables.tf'),
    ).toContain('"eu-west-1"');
  });
});
