import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesOf, shopAnalysis } from '../__testUtils__/analyses';
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

describe('infra-ai:publish:github', () => {
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
      expect(second.output).toEqual(first.output);
      expect(second.events).toHaveLength(1);
    });

    it('finds what another task published from the same files', async () => {
      const input = { owner: 'acme', repo: 'twice' };
      const first = await runPublish(github, { input, taskId: 'task-a' });

      const second = await runPublish(github, { input, taskId: 'task-b' });

      expect(second.output.commit).toBe(first.output.commit);
    });

    it('refuses to overwrite what it published with something else', async () => {
      const input = { owner: 'acme', repo: 'changed', analysisId: 'a' };
      await runPublish(github, { input });
      github.forget();

      await expect(
        runPublish(github, { input, files: { 'README.md': 'new' } }),
      ).rejects.toThrow(/has been published already and has changed since/);
      expect(github.requests()).toEqual(['POST /api/graphql']);
    });

    it('lets two runs at once make one repository and one commit', async () => {
      const input = { owner: 'acme', repo: 'race', analysisId: 'race' };
      const [a, b] = await Promise.all([
        runPublish(github, { input, taskId: 'a' }),
        runPublish(github, { input, taskId: 'b' }),
      ]);

      expect(a.output.commit).toBe(b.output.commit);
      const { commits } = await github.clone('acme', 'race');
      expect(commits).toHaveLength(1);
    });
  });

  describe('a crash', () => {
    const KILLED = new Error('killed');
    /** Stands for `kill -9` around the nth request: nothing after it runs, not even clean-up. */
    function killAt(nth: number, when: 'before' | 'after'): typeof fetch {
      let count = 0;
      return async (...args) => {
        count += 1;
        if (count === nth && when === 'after') {
          await fetch(...args);
        }
        if (count >= nth) {
          throw KILLED;
        }
        return fetch(...args);
      };
    }

    it.each([
      [1, 'before'],
      [1, 'after'],
      [2, 'before'],
      [2, 'after'],
      [3, 'before'],
      [3, 'after'],
    ] as const)(
      'at request %i, %s its effect, is continued by the next run',
      async (nth, when) => {
        const input = { owner: 'acme', repo: `killed-${nth}-${when}` };
        await expect(
          runPublish(github, { input, fetch: killAt(nth, when) }),
        ).rejects.toThrow('killed');

        const { output } = await runPublish(github, { input });

        const { commits, files } = await github.clone('acme', input.repo);
        expect(commits.map(({ sha }) => sha)).toEqual([output.commit]);
        expect(files).toEqual(['README.md']);
      },
    );

    it('that lost the workspace is continued from the analysis', async () => {
      const { output } = await runPublish(github, {
        input: { owner: 'acme', repo: 'moved', analysisId: 'a1' },
        files: {},
        infraAi: {
          getFiles: async (_, options) =>
            filesOf(shopAnalysis({ id: 'a1' }), options),
        },
      });

      const { files, commits } = await github.clone('acme', 'moved');
      expect(files).toEqual(['README.md', 'catalog-info.yaml']);
      expect(commits[0].sha).toBe(output.commit);
    });
  });

  describe('a lost answer', () => {
    it.each([
      ['the read', { method: 'POST', path: 'graphql' }],
      ['the creation', { method: 'POST', path: 'orgs/acme/repos' }],
      ['the push', { method: 'POST', path: 'git-receive-pack' }],
    ])('to %s makes nothing twice', async (what, match) => {
      const repo = `lost-${what.replace('the ', '')}`;
      github.sandbox.faults.add({ match, dropAfterEffect: true });

      const { output } = await runPublish(github, {
        input: { owner: 'acme', repo },
      });

      const { commits } = await github.clone('acme', repo);
      expect(commits.map(({ sha }) => sha)).toEqual([output.commit]);
      const creations = github
        .requests()
        .filter(request => request.endsWith('/orgs/acme/repos'));
      expect(creations).toHaveLength(1);
    });

    it('to everything ends in one clear error and leaves nothing', async () => {
      github.sandbox.faults.add({
        match: { path: 'git-receive-pack' },
        status: 502,
        times: 100,
      });

      const error = await runPublish(github, {
        input: { owner: 'acme', repo: 'hopeless' },
      }).catch(e => e);

      expect(error.name).toBe('ServiceUnavailableError');
      expect(error.message).toMatch(
        /answered 502 when asked to push.*publish again/s,
      );
      expect((await github.get('/repos/acme/hopeless')).status).toBe(404);
    });

    it('says that an empty repository is left when it cannot be removed', async () => {
      github.sandbox.faults.add({
        match: { path: 'git-receive-pack' },
        status: 502,
        times: 100,
      });
      github.sandbox.faults.add({
        match: { method: 'DELETE' },
        status: 403,
        body: { message: 'Must have admin rights to Repository.' },
      });
      const input = { owner: 'acme', repo: 'left' };

      await expect(runPublish(github, { input })).rejects.toThrow(
        /acme\/left may be left, empty.*Publishing again continues with it/s,
      );

      github.forget();
      await runPublish(github, { input });
      expect(github.requests()).toEqual([THREE[0], THREE[2]]);
    });
  });

  describe('limits of GitHub', () => {
    it('waits out a repository that is not visible yet', async () => {
      github.sandbox.faults.add({
        match: { method: 'POST', path: 'orgs/acme/repos' },
        hideCreatedForMs: 3_000,
      });

      const { log } = await runPublish(github, {
        input: { owner: 'acme', repo: 'hidden' },
      });

      expect(log.join('\n')).toMatch(/not (take a push|visible) yet/);
      expect((await github.clone('acme', 'hidden')).commits).toHaveLength(1);
    });

    it('waits as long as GitHub says, and says so', async () => {
      github.sandbox.faults.add({
        match: { method: 'POST', path: 'orgs/acme/repos' },
        status: 403,
        headers: { 'retry-after': '42' },
        body: { message: 'You have exceeded a secondary rate limit.' },
      });

      const { log } = await runPublish(github, {
        input: { owner: 'acme', repo: 'limited' },
      });

      expect(github.waits).toEqual([43_000]);
      expect(log.join('\n')).toMatch(/rate limit.*Trying again in 43 s/s);
      expect((await github.clone('acme', 'limited')).commits).toHaveLength(1);
    });

    it('gives up when the wait is longer than configured', async () => {
      const reset = Math.ceil(github.clock.now() / 1_000) + 1_800;
      github.sandbox.faults.add({
        match: { path: 'graphql' },
        status: 429,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(reset),
          date: new Date(github.clock.now()).toUTCString(),
        },
      });

      await expect(
        runPublish(github, { input: { owner: 'acme', repo: 'much-later' } }),
      ).rejects.toThrow(/free again in 180\d s.*maxRateLimitWait/s);
      expect(github.waits).toEqual([]);
    });
  });

  describe('what it refuses', () => {
    it('a repository of somebody else', async () => {
      await github.sandbox.createRepository({
        owner: 'acme',
        name: 'theirs',
        files: { 'README.md': 'theirs' },
      });

      await expect(
        runPublish(github, { input: { owner: 'acme', repo: 'theirs' } }),
      ).rejects.toThrow(
        /acme\/theirs exists already and was not made by this plugin. Choose another name/,
      );
      expect(github.requests()).toEqual(['POST /api/graphql']);
    });

    it('an empty repository of another publication', async () => {
      await github.sandbox.createRepository({
        owner: 'acme',
        name: 'begun',
        description: 'Begun (infra-ai 0123456789)',
      });

      await expect(
        runPublish(github, { input: { owner: 'acme', repo: 'begun' } }),
      ).rejects.toThrow(/holds something else/);
    });

    it('an owner that does not exist', async () => {
      await expect(
        runPublish(github, { input: { owner: 'nobody-here', repo: 'x' } }),
      ).rejects.toThrow(/no user or organization "nobody-here".*spelling/);
    });

    it("another user's account", async () => {
      await github.sandbox.createUser({ login: 'ada' });

      await expect(
        runPublish(github, { input: { owner: 'ada', repo: 'x' } }),
      ).rejects.toThrow(/the token belongs to guest. Publish under guest/);
    });

    it('a bad token', async () => {
      await expect(
        runPublish(github, {
          input: { owner: 'acme', repo: 'x', token: 'bad' },
        }),
      ).rejects.toThrow(/does not accept the token.*expired/);
      expect(github.waits).toEqual([]);
    });

    it('a token without the scope', async () => {
      github.sandbox.faults.add({
        match: { method: 'POST', path: 'orgs/acme/repos' },
        status: 403,
        body: { message: 'Resource not accessible by personal access token' },
      });

      await expect(
        runPublish(github, { input: { owner: 'acme', repo: 'x' } }),
      ).rejects.toThrow(/may not create a repository in acme.*scope "repo"/);
    });

    it('an unreachable GitHub', async () => {
      await expect(
        runPublish(github, {
          input: { owner: 'acme', repo: 'x' },
          config: {
            integrations: {
              github: [
                {
                  host: 'localhost:1',
                  apiBaseUrl: 'http://localhost:1/api/v3',
                  token: 't',
                },
              ],
            },
          },
        }),
      ).rejects.toThrow(/localhost:1 could not be reached.*Check the network/);
    });

    it('a person without the permission', async () => {
      await expect(
        runPublish(github, {
          input: { owner: 'acme', repo: 'x' },
          allowed: false,
        }),
      ).rejects.toThrow(/permission infra-ai.publish/);
      expect(github.requests()).toEqual([]);
    });

    it("publishing without one's own token when that is required", async () => {
      await expect(
        runPublish(github, {
          input: { owner: 'acme', repo: 'x' },
          config: { scaffolder: { requireScmUserCredentials: true } },
        }),
      ).rejects.toThrow(/sign in to GitHub/);
    });

    it.each([
      [{ owner: 'acme', repo: '../x' }, /not a repository name/],
      [{ owner: 'acme/..', repo: 'x' }, /no GitHub user or organization/],
      [{ owner: 'acme' }, /Name the repository/],
      [{ repoUrl: 'gitlab.com?owner=a&repo=b' }, /no GitHub at gitlab.com/i],
    ])('the input %j', async (input, message) => {
      await expect(runPublish(github, { input })).rejects.toThrow(message);
      expect(github.requests()).toEqual([]);
    });

    it('credentials in a file, also when a comment says not to look', async () => {
      const key = ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ');
      const files = {
        'README.md': 'fine\n',
        'deploy/key.pem': `secretlint-disable\n${key}\n${'MIIEpAIBAAKCAQEA'.repeat(
          8,
        )}\n-----END RSA PRIVATE KEY-----\n`,
      };

      await expect(
        runPublish(github, { input: { owner: 'acme', repo: 'x' }, files }),
      ).rejects.toThrow(
        /Nothing was published.*deploy\/key.pem, line 2 \(@secretlint/,
      );
      expect(github.requests()).toEqual([]);
    });

    it.each([
      ['too many files', { maxFiles: 1 }, /more than 1 files/],
      ['too many bytes', { maxBytes: 10 }, /too big/],
    ])('%s', async (_, publish, message) => {
      await expect(
        runPublish(github, {
          input: { owner: 'acme', repo: 'x' },
          files: { a: 'five!', b: 'six!!!' },
          config: { infraAi: { publish } },
        }),
      ).rejects.toThrow(message);
      expect(github.requests()).toEqual([]);
    });

    it('an empty workspace', async () => {
      await expect(
        runPublish(github, { input: { owner: 'acme', repo: 'x' }, files: {} }),
      ).rejects.toThrow(/no files to publish/);
    });

    it('a link out of the workspace', async () => {
      await expect(
        runPublish(github, {
          input: { owner: 'acme', repo: 'x' },
          prepare: workspace => symlink('/etc/passwd', join(workspace, 'link')),
        }),
      ).rejects.toThrow(/link is a link out of the folder/);
    });

    it('a kind that a description must not bring', async () => {
      await expect(
        runPublish(github, {
          input: { owner: 'acme', repo: 'x' },
          files: {
            'catalog-info.yaml': `${CATALOG_FILE}---\nkind: User\nmetadata: { name: root }\n`,
          },
        }),
      ).rejects.toThrow(/document 2: the kind "User" is not published/);
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

    const { output } = await runPublish(github, { input });

    expect(output.repositoryUrl).toBe(
      `${github.sandbox.url}/acme/example-${exampleCount}`,
    );
    expect(output.commit !== undefined).toBe(!input.dryRun);
  });

  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    github.sandbox.faults.add({
      match: { path: 'git-receive-pack' },
      latencyMs: 5_000,
    });
    const run = runPublish(github, {
      input: { owner: 'acme', repo: 'cancelled' },
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 500);

    await expect(run).rejects.toThrow(/abort/i);
    expect((await github.get('/repos/acme/cancelled')).status).toBe(404);
  });
});
