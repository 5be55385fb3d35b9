import { filesOf, shopAnalysis } from '../__testUtils__/analyses';
import { killAt } from '../__testUtils__/killAt';
import { runPublish } from '../__testUtils__/publishAction';
import { TestGithub } from '../__testUtils__/TestGithub';

jest.setTimeout(60_000);

const THREE = [
  'POST /api/graphql',
  'POST /api/v3/orgs/acme/repos',
  expect.stringMatching(/^POST \/acme\/[^/]+\.git\/git-receive-pack$/),
];

describe('infra-ai:publish:github, faults', () => {
  let github: TestGithub;
  beforeAll(async () => {
    github = await TestGithub.start();
  });
  beforeEach(() => github.forget());
  afterAll(() => github.stop());

  describe('a crash', () => {
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
        input: {
          owner: 'acme',
          repo: 'moved',
          analysisId: 'a1',
          onlyAnalysis: true,
        },
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

  describe('a resumed task of a template that adds files of its own', () => {
    const resume = (files: Record<string, string>) =>
      runPublish(github, {
        input: { owner: 'acme', repo: 'resumed', analysisId: 'a1' },
        files,
        infraAi: {
          getFiles: async (_, options) =>
            filesOf(shopAnalysis({ id: 'a1' }), options),
        },
      });

    it.each([
      ['all', {}],
      ["the catalog's file", { 'terraform/main.tf': '# ours\n' }],
    ])('that lost %s fails before it asks GitHub', async (_, files) => {
      const error = await resume(files).catch(e => e);

      expect(error.name).toBe('InputError');
      expect(error.message).toMatch(
        /no catalog-info.yaml.*nothing was published.*its workspace is lost.*start it anew/,
      );
      expect(github.requests()).toEqual([]);
    });

    it('that kept its workspace writes the same files', async () => {
      const { files } = filesOf(shopAnalysis({ id: 'a1' }), {
        owner: 'acme',
        repo: 'resumed',
      });
      await resume({
        ...Object.fromEntries(files.map(file => [file.path, file.content])),
        'terraform/main.tf': '# ours\n',
      });

      const cloned = await github.clone('acme', 'resumed');
      expect(cloned.files).toContain('terraform/main.tf');
      expect(cloned.files).toContain('catalog-info.yaml');
    });
  });

  describe('only a new repository', () => {
    it.each([
      ['a repository', { 'catalog-info.yaml': 'kind: System\n' }],
      ['the same files', { 'README.md': '# Shop\n' }],
      ['an empty repository', undefined],
    ])('leaves %s that took the name alone', async (what, files) => {
      const repo = `taken-by-${what.replaceAll(' ', '-')}`;
      await github.sandbox.createRepository({
        owner: 'acme',
        name: repo,
        ...(files ? { files } : {}),
      });

      const error = await runPublish(github, {
        input: { owner: 'acme', repo, createOnly: true },
      }).catch(e => e);

      expect(error.name).toBe('RepositoryTakenError');
      expect(error.message).toMatch(
        /The name acme\/taken-by-.* was taken in between.*nothing was written/,
      );
      expect(github.requests()).toEqual([THREE[0]]);
    });

    it('leaves one alone that took the name between look and creation', async () => {
      let calls = 0;
      const input = { owner: 'acme', repo: 'overtaken', createOnly: true };
      const error = await runPublish(github, {
        input,
        fetch: async (...args) => {
          calls += 1;
          if (calls === 2) {
            await github.sandbox.createRepository({
              owner: 'acme',
              name: 'overtaken',
            });
          }
          return fetch(...args);
        },
      }).catch(e => e);

      expect(error.name).toBe('RepositoryTakenError');
      expect((await github.get('/repos/acme/overtaken')).status).toBe(200);
      await expect(runPublish(github, { input })).rejects.toThrow(
        'was taken in between',
      );
    });

    it.each([
      [2, 'after'],
      [3, 'before'],
      [3, 'after'],
    ] as const)(
      'goes on with its own after a crash at request %i, %s its effect',
      async (nth, when) => {
        const repo = `own-${nth}-${when}`;
        const input = { owner: 'acme', repo, createOnly: true };
        await expect(
          runPublish(github, { input, fetch: killAt(nth, when) }),
        ).rejects.toThrow('killed');

        const { output } = await runPublish(github, { input });

        const { commits } = await github.clone('acme', repo);
        expect(commits.map(({ sha }) => sha)).toEqual([output.commit]);
      },
    );
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
