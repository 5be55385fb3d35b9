import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runPublish } from '../__testUtils__/publishAction';
import { TestGithub } from '../__testUtils__/TestGithub';
import { examples } from './publishGithub.examples';

jest.setTimeout(60_000);

const CATALOG_FILE = `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: shop
spec:
  owner: guests
`;
const THREE = [
  'POST /api/graphql',
  'POST /api/v3/orgs/acme/repos',
  expect.stringMatching(/^POST \/acme\/[^/]+\.git\/git-receive-pack$/),
];

describe('infra-ai:publish:github, a new repository', () => {
  let github: TestGithub;
  let exampleCount = 0;
  beforeAll(async () => {
    github = await TestGithub.start();
  });
  beforeEach(() => github.forget());
  afterAll(() => github.stop());

  describe('what it publishes', () => {
    it.each([1, 5, 50, 500])(
      'publishes %i files as one commit with three requests',
      async count => {
        const repo = `with-${count}-files`;
        const files = Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `folder-${index % 7}/file-${index}.txt`,
            `content ${index}\n`,
          ]),
        );

        const run = await runPublish(github, {
          input: { owner: 'acme', repo },
          files,
        });

        expect(github.requests()).toEqual(THREE);
        const clone = await github.clone('acme', repo);
        expect(clone.files.sort()).toEqual(Object.keys(files).sort());
        expect(clone.commits).toEqual([
          {
            sha: run.output.commit,
            author: 'Infrastructure AI <infra-ai@backstage.io>',
            message: expect.stringContaining(`Describe ${repo}`),
          },
        ]);
      },
    );

    it('gives addresses that work and tells what was published', async () => {
      const { output, events } = await runPublish(github, {
        input: {
          repoUrl: `${github.host}?owner=acme&repo=shop`,
          visibility: 'public',
          description: 'The shop\nand its parts',
          analysisId: 'analysis-1',
          defaultBranch: 'trunk',
          commitMessage: 'Describe the shop',
        },
        files: { 'catalog-info.yaml': CATALOG_FILE },
        config: {
          infraAi: {
            publish: { defaultAuthor: { name: 'Ada', email: 'ada@acme.org' } },
          },
        },
      });

      const url = `${github.sandbox.url}/acme/shop`;
      expect(output).toEqual({
        repositoryUrl: url,
        remoteUrl: `${url}.git`,
        repoContentsUrl: `${url}/blob/trunk`,
        catalogInfoUrl: `${url}/blob/trunk/catalog-info.yaml`,
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        action: 'create',
        entityRefs: ['system:default/shop'],
      });
      const { body } = await github.get('/repos/acme/shop');
      expect(body).toMatchObject({
        description: expect.stringMatching(
          /^The shop and its parts \(infra-ai [0-9a-f]{10}\)$/,
        ),
        visibility: 'public',
        default_branch: 'trunk',
        html_url: url,
      });
      const { commits } = await github.clone('acme', 'shop');
      expect(commits[0]).toMatchObject({
        author: 'Ada <ada@acme.org>',
        message: expect.stringMatching(
          /^Describe the shop\n\nInfra-AI-Publication: [0-9a-f]{10}\nInfra-AI-Analysis: analysis-1$/,
        ),
      });
      expect(events).toEqual([
        {
          host: github.host,
          owner: { login: 'acme', type: 'Organization' },
          repository: {
            name: 'shop',
            htmlUrl: url,
            apiUrl: `${github.sandbox.apiBaseUrl}/repos/acme/shop`,
            defaultBranch: 'trunk',
            visibility: 'public',
            topics: [],
          },
          commit: {
            sha: output.commit,
            message: expect.stringContaining('Describe the shop'),
            added: ['catalog-info.yaml'],
            modified: [],
            removed: [],
          },
          analysisId: 'analysis-1',
        },
      ]);
    });

    it('names the owner as GitHub spells it, for discovery does', async () => {
      const { output, events } = await runPublish(github, {
        input: { owner: 'ACME', repo: 'spelled' },
      });

      expect(output.repositoryUrl).toBe(`${github.sandbox.url}/acme/spelled`);
      expect(events[0].repository.htmlUrl).toBe(output.repositoryUrl);
    });

    it("publishes under the token's own account", async () => {
      await runPublish(github, { input: { owner: 'guest', repo: 'mine' } });

      expect(github.requests()[1]).toBe('POST /api/v3/user/repos');
      const { body } = await github.get('/repos/guest/mine');
      expect(body.visibility).toBe('private');
    });

    it('keeps executables and links inside, and leaves git folders out', async () => {
      await runPublish(github, {
        input: { owner: 'acme', repo: 'modes', sourcePath: 'source' },
        files: {
          'source/run.sh': '#!/bin/sh\n',
          'source/.git/config': 'not ours',
          'source/.github/workflows/ci.yaml': 'on: push\n',
          'other.txt': 'not in sourcePath',
        },
        prepare: async workspace => {
          await chmod(join(workspace, 'source/run.sh'), 0o755);
          await symlink('run.sh', join(workspace, 'source/link'));
        },
      });

      const { files } = await github.clone('acme', 'modes');
      expect(files).toEqual(['.github/workflows/ci.yaml', 'link', 'run.sh']);
      const { body } = await github.get('/repos/acme/modes/git/trees/main');
      expect(
        Object.fromEntries(body.tree.map((e: any) => [e.path, e.mode])),
      ).toMatchObject({ link: '120000', 'run.sh': '100755' });
    });
  });

  describe('running it again', () => {
    it('writes nothing when everything is there', async () => {
      const options = { input: { owner: 'acme', repo: 'again' } };
      const first = await runPublish(github, options);
      github.forget();

      const second = await runPublish(github, options);

      expect(github.requests()).toEqual(['POST /api/graphql']);
      expect(second.output).toEqual({
        ...first.output,
        action: expect.stringMatching(/create|none/),
      });
      expect(second.events).toHaveLength(1);
    });

    it('finds what another task published from the same files', async () => {
      const input = { owner: 'acme', repo: 'twice' };
      const first = await runPublish(github, { input, taskId: 'task-a' });

      const second = await runPublish(github, { input, taskId: 'task-b' });

      expect(second.output.commit).toBe(first.output.commit);
    });

    it.each([
      ['nobody', undefined],
      ['another publication', 'Begun (infra-ai 0123456789)'],
    ])(
      'fills an empty repository, which %s made, with one push',
      async (who, description) => {
        const repo = `by-${who.replace(/ /g, '-')}`;
        await github.sandbox.createRepository({
          owner: 'acme',
          name: repo,
          description,
          topics: ['infra'],
        });

        const { output, events } = await runPublish(github, {
          input: { owner: 'acme', repo },
        });

        expect(github.requests()).toEqual([THREE[0], THREE[2]]);
        expect(output.action).toBe('create');
        expect(events[0].repository).toMatchObject({
          visibility: 'public',
          topics: ['infra'],
        });
        const { commits } = await github.clone('acme', repo);
        expect(commits.map(({ sha }) => sha)).toEqual([output.commit]);
      },
    );

    it('lets two runs at once make one repository and one commit', async () => {
      const input = { owner: 'acme', repo: 'race', analysisId: 'race' };
      const files = { 'catalog-info.yaml': CATALOG_FILE };
      const [a, b] = await Promise.all([
        runPublish(github, { input, files, taskId: 'a' }),
        runPublish(github, { input, files, taskId: 'b' }),
      ]);

      expect(a.output.commit).toBe(b.output.commit);
      const { commits } = await github.clone('acme', 'race');
      expect(commits).toHaveLength(1);
    });
  });

  describe('a dry run', () => {
    it.each([
      ['asked for by the task', { isDryRun: true }, {}],
      ['asked for by the input', {}, { dryRun: true }],
    ])('%s only reads', async (_, options, input) => {
      const { log, output, events } = await runPublish(github, {
        ...options,
        input: { owner: 'acme', repo: 'only-tried', ...input },
      });

      expect(github.requests()).toEqual(['POST /api/graphql']);
      expect(log.join('\n')).toContain(
        'would create the repository acme/only-tried and push one commit with 1 files: README.md',
      );
      expect(output.commit).toBeUndefined();
      expect(events).toEqual([]);
      expect((await github.get('/repos/acme/only-tried')).status).toBe(404);
    });
  });

  it.each(examples)('runs the example "$description"', async ({ example }) => {
    const { input } = parse(
      example
        .replace('${{ secrets.USER_OAUTH_TOKEN }}', 'token-of-guest')
        .replace('github.com', github.host)
        .replace('repo: online-shop', `repo: example-${(exampleCount += 1)}`)
        .replace('repo=online-shop', `repo=example-${exampleCount}`),
    ).steps[0];
    const exists = input.repo === 'existing-shop';
    if (exists) {
      await github.sandbox.createRepository({
        owner: 'acme',
        name: input.repo,
        files: { 'README.md': '# Shop\n' },
      });
    }

    const { output } = await runPublish(github, {
      input,
      files: { 'catalog-info.yaml': CATALOG_FILE },
    });

    expect(output).toMatchObject({
      action: exists ? 'update' : 'create',
      repositoryUrl: `${github.sandbox.url}/acme/${
        exists ? input.repo : `example-${exampleCount}`
      }`,
    });
    expect(output.commit !== undefined).toBe(!input.dryRun);
    expect(output.pullRequestNumber).toBe(exists ? 1 : undefined);
  });
});
