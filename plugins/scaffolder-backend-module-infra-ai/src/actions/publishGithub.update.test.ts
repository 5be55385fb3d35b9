import { shopAnalysis, workspaceOf } from '../__testUtils__/analyses';
import { TestGithub } from '../__testUtils__/TestGithub';
import {
  BRANCH,
  createHandWritten,
  publishShop,
  withCache,
} from '../__testUtils__/updates';

jest.setTimeout(120_000);

const GRAPHQL = 'POST /api/graphql';
describe('infra-ai:publish:github, a repository that is there', () => {
  let github: TestGithub;
  beforeAll(async () => {
    github = await TestGithub.start();
  });
  beforeEach(() => github.forget());
  afterAll(() => github.stop());

  const publish = (
    repo: string,
    analysis = shopAnalysis(),
    options?: Parameters<typeof publishShop>[3],
  ) => publishShop(github, repo, analysis, options);
  const handWritten = (repo: string, files?: Record<string, string | Buffer>) =>
    createHandWritten(github, repo, files);

  it('gets a pull request, and what people wrote stays', async () => {
    await handWritten('by-hand', { 'README.md': '# Our shop\n' });
    const before = await github.clone('acme', 'by-hand');
    github.forget();

    const { output, events, log } = await publish('by-hand');

    expect(github.requests()).toEqual([GRAPHQL, GRAPHQL, GRAPHQL]);
    const [pull, ...others] = await github.pulls('by-hand');
    expect(others).toEqual([]);
    expect(pull).toMatchObject({
      state: 'open',
      title: 'Update by-hand',
      base: { ref: 'main' },
      head: { ref: BRANCH, sha: output.commit },
    });
    expect(pull.body).toContain('`system:default/shop`');
    expect(pull.body).toContain('Infra-AI-Analysis: analysis-1');
    expect(output).toMatchObject({
      action: 'update',
      repositoryUrl: `${github.sandbox.url}/acme/by-hand`,
      pullRequestNumber: 1,
      pullRequestUrl: pull.html_url,
      changes: {
        entities: expect.arrayContaining([
          expect.objectContaining({
            entityRef: 'component:default/orders',
            kind: 'changed',
          }),
          expect.objectContaining({
            entityRef: 'system:default/shop',
            kind: 'added',
          }),
        ]),
      },
    });
    expect(output.entityRefs).toContain('component:default/orders');
    expect(log.join('\n')).toMatch(/- added system:default\/shop/);
    // Nothing is published before it is merged.
    expect(events).toEqual([]);
    expect(await github.clone('acme', 'by-hand')).toEqual(before);

    const file = await github.read('by-hand', 'catalog-info.yaml', BRANCH);
    expect(file).toContain('# The shop team keeps this file.');
    expect(file).toContain('description: Takes orders # since 2019');
    expect(file).toContain('name: legacy');
    expect(file).toContain('kind: System');
    expect(await github.read('by-hand', 'README.md', BRANCH)).toBe(
      '# Our shop\n',
    );
    const { body: commit } = await github.get(
      `/repos/acme/by-hand/commits/${output.commit}`,
    );
    expect(commit.parents.map(({ sha }: any) => sha)).toEqual([
      before.commits[0].sha,
    ]);
    expect(commit.commit.message).toMatch(
      /^Update by-hand\n\nInfra-AI-Publication: [0-9a-f]{10}\nInfra-AI-Analysis: analysis-1$/,
    );
  });

  it.each([1, 5, 50, 500])(
    'takes three requests for %i changed files',
    async count => {
      const repo = `changed-${count}`;
      const files = (text: string, analysis = shopAnalysis()) => ({
        ...Object.fromEntries(
          Array.from({ length: count - 1 }, (_, index) => [
            `folder-${index % 7}/file-${index}.txt`,
            `${text} ${index}\n`,
          ]),
        ),
        'catalog-info.yaml': workspaceOf(analysis, repo)['catalog-info.yaml'],
      });
      await publish(repo, undefined, { files: files('old') });
      github.forget();

      const { output } = await publish(repo, undefined, {
        files: files('new', withCache),
      });

      expect(github.requests()).toEqual([GRAPHQL, GRAPHQL, GRAPHQL]);
      expect(output.changes.files).toHaveLength(count);
      const { body: pull } = await github.get(`/repos/acme/${repo}/pulls/1`);
      expect(pull).toMatchObject({
        commits: 1,
        changed_files: count,
        mergeable: true,
      });
    },
  );

  it('is left alone when nothing differs', async () => {
    const { output: first } = await publish('same');
    await github.edit('same', 'LICENSE', 'Apache-2.0\n');
    github.forget();

    const { output, events, log } = await publish('same');

    expect(github.requests()).toEqual([GRAPHQL, GRAPHQL]);
    expect(output).toMatchObject({
      action: 'none',
      entityRefs: first.entityRefs,
    });
    expect(output.pullRequestUrl).toBeUndefined();
    expect(events).toEqual([]);
    expect(await github.branches('same')).toEqual(['main']);
    expect(log.join('\n')).not.toMatch(/pull request/);
  });

  it('has the same pull request after a second run', async () => {
    await handWritten('again');
    const first = await publish('again', undefined, { taskId: 'a' });
    github.forget();

    const second = await publish('again', undefined, { taskId: 'b' });

    expect(github.requests()).toEqual([GRAPHQL, GRAPHQL]);
    expect(second.output).toEqual(first.output);
    expect(await github.pulls('again')).toHaveLength(1);
  });

  it("keeps a person's files in later publications, too", async () => {
    await handWritten('kept', { 'README.md': '# Our shop\n' });
    await publish('kept');
    await github.api('PUT', '/repos/acme/kept/pulls/1/merge', {});
    expect((await publish('kept')).output.action).toBe('none');

    const { output } = await publish('kept', withCache);

    expect(output.changes.files.map(({ path }: any) => path)).toEqual([
      'catalog-info.yaml',
    ]);
  });

  it('has one open pull request, which the next publication updates', async () => {
    await handWritten('next');
    const first = await publish('next');
    await github.api('PATCH', '/repos/acme/next/pulls/1', {
      body: `Please look at this.\r\n\r\n${(
        await github.pulls('next')
      )[0].body.replace(/\n/g, '\r\n')}`,
    });
    github.forget();

    const second = await publish('next', withCache);

    expect(github.requests()).toEqual([GRAPHQL, GRAPHQL, GRAPHQL]);
    expect(second.output).toMatchObject({
      action: 'update',
      pullRequestNumber: 1,
    });
    expect(second.output.commit).not.toBe(first.output.commit);
    const [pull, ...others] = await github.pulls('next');
    expect(others).toEqual([]);
    expect(pull.head.sha).toBe(second.output.commit);
    expect(pull.body).toMatch(/^Please look at this\./);
    expect(pull.body).toContain('resource:default/shop-orders-cache');
  });

  it('keeps what a person commits to the branch of the pull request', async () => {
    await handWritten('joint');
    await publish('joint');
    const file = await github.read('joint', 'catalog-info.yaml', BRANCH);
    await github.edit(
      'joint',
      'catalog-info.yaml',
      file!.replace('Takes orders', 'Takes all orders'),
      BRANCH,
    );

    await publish('joint', withCache);

    const { body: commits } = await github.get(
      '/repos/acme/joint/pulls/1/commits',
    );
    expect(commits.map((item: any) => item.commit.message)).toEqual([
      expect.stringContaining('Update joint'),
      'Edit catalog-info.yaml',
      expect.stringContaining('Update joint'),
    ]);
    const after = await github.read('joint', 'catalog-info.yaml', BRANCH);
    expect(after).toContain('Takes all orders # since 2019');
    expect(after).toContain('name: shop-orders-cache');
  });

  it('leaves a branch alone whose pull request was closed', async () => {
    await handWritten('closed');
    await publish('closed');
    await github.api('PATCH', '/repos/acme/closed/pulls/1', {
      state: 'closed',
    });
    const tip = await github.get(`/repos/acme/closed/git/ref/heads/${BRANCH}`);

    const { output } = await publish('closed');

    expect(output.pullRequestNumber).toBe(2);
    const pulls = await github.pulls('closed');
    expect(pulls.map(({ head, state }) => [head.ref, state])).toEqual([
      [BRANCH, 'closed'],
      [`${BRANCH}-2`, 'open'],
    ]);
    expect(
      await github.get(`/repos/acme/closed/git/ref/heads/${BRANCH}`),
    ).toEqual(tip);
  });

  it("leaves a person's branch of that name alone", async () => {
    await handWritten('taken');
    const { body: main } = await github.get(
      '/repos/acme/taken/git/ref/heads/main',
    );
    await github.api('POST', '/repos/acme/taken/git/refs', {
      ref: `refs/heads/${BRANCH}`,
      sha: main.object.sha,
    });
    await github.edit('taken', 'notes.txt', 'mine\n', BRANCH);

    await publish('taken');

    expect(await github.branches('taken')).toEqual([
      BRANCH,
      `${BRANCH}-2`,
      'main',
    ]);
    expect(await github.read('taken', 'notes.txt', `${BRANCH}-2`)).toBe(
      undefined,
    );
  });

  it.each(['with its branch left', 'with its branch deleted'])(
    'gets another pull request after the first was merged, %s',
    async how => {
      const repo = `merged-${how.includes('left') ? 'left' : 'gone'}`;
      await handWritten(repo);
      await publish(repo);
      await github.api('PUT', `/repos/acme/${repo}/pulls/1/merge`, {});
      if (!how.includes('left')) {
        await github.api(
          'DELETE',
          `/repos/acme/${repo}/git/refs/heads/${BRANCH}`,
        );
      }
      expect((await publish(repo)).output.action).toBe('none');

      const { output } = await publish(repo, withCache);

      expect(output.pullRequestNumber).toBe(2);
      const { body: pull } = await github.get(`/repos/acme/${repo}/pulls/2`);
      expect(pull).toMatchObject({ state: 'open', commits: 1 });
    },
  );

  it('is only described in a dry run', async () => {
    await handWritten('tried');

    const { output, log, events } = await publish('tried', undefined, {
      input: { dryRun: true },
    });

    expect(github.requests()).toEqual([GRAPHQL, GRAPHQL]);
    expect(output).toMatchObject({
      action: 'update',
      changes: { entities: expect.any(Array) },
    });
    expect(output.commit).toBeUndefined();
    expect(output.pullRequestUrl).toBeUndefined();
    expect(log.join('\n')).toMatch(
      /would open a pull request to acme\/tried from the branch infra-ai\/update-shop: \d files/,
    );
    expect(log.join('\n')).toMatch(/- changed component:default\/orders \(/);
    expect(events).toEqual([]);
    expect(await github.branches('tried')).toEqual(['main']);
  });

  it('keeps files that are no plain text there, or are too long', async () => {
    const long = `${'x'.repeat(512_001)}\n`;
    await handWritten('odd', {
      'README.md': long,
      'mkdocs.yml': Buffer.from([0x63, 0xe9, 0x0a]),
      'docs/index.md': Buffer.from([0, 1, 2]),
    });

    const { output } = await publish('odd', undefined, {
      files: {
        ...workspaceOf(shopAnalysis(), 'odd'),
        'README.md': '# Shop\n',
        'mkdocs.yml': 'site_name: Shop\n',
        'docs/index.md': '# Shop\n',
      },
    });

    const notes = output.changes.notes.join('\n');
    expect(notes).toMatch(/README.md is too long.*left alone/);
    expect(notes).toMatch(/mkdocs.yml is no UTF-8 text.*left alone/);
    expect(notes).toMatch(/docs\/index.md is binary.*left alone/);
    expect(output.changes.files.map(({ path }: any) => path)).toEqual([
      'catalog-info.yaml',
    ]);
  });

  it('is refused when its catalog file cannot be read', async () => {
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'broken',
      files: { 'catalog-info.yaml': 'a: [\n' },
    });
    await expect(publish('broken')).rejects.toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'binary',
      files: { 'catalog-info.yaml': Buffer.from([0, 1]) },
    });
    await expect(publish('binary')).rejects.toThrow(
      /catalog-info.yaml of the repository is binary there/,
    );
  });

  it('is refused when the update is too big for one commit', async () => {
    await publish('big', undefined, {
      config: { infraAi: { publish: { maxBytes: 100_000_000 } } },
      files: {
        ...workspaceOf(shopAnalysis(), 'big'),
        'big.txt': 'small\n',
      },
    });

    await expect(
      publish('big', undefined, {
        config: { infraAi: { publish: { maxBytes: 100_000_000 } } },
        files: {
          ...workspaceOf(shopAnalysis(), 'big'),
          'big.txt': `${'words and '.repeat(3_100_000)}\n`,
        },
      }),
    ).rejects.toThrow(/has 42 MB, and GitHub takes about 40 MB in one commit/);
    expect(await github.branches('big')).toEqual(['main']);
  });
});
