import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  cleanUp,
  startTestSandbox,
  temporaryFolder,
} from '../__testUtils__/sandbox';
import { setDefaultBranch, updateRef } from '../git/refs';
import { commitFiles, initBareRepository } from '../git/write';

jest.setTimeout(60_000);

describe('the data directory', () => {
  afterEach(cleanUp);

  const shasOf = async (sandbox: { api: any }) => {
    const shas: Record<string, string> = {};
    for (const name of [
      'acme/handbook',
      'acme/storefront',
      'acme/payments',
      'guest/dotfiles',
    ]) {
      const { body } = await sandbox.api(
        'GET',
        `/repos/${name}/git/ref/heads/main`,
      );
      shas[name] = body.object.sha;
    }
    return shas;
  };

  it('starts with the same commits everywhere and at any time', async () => {
    const one = await startTestSandbox();
    const other = await startTestSandbox({ clock: () => 5_000_000_000_000 });
    const shas = await shasOf(one);
    expect(await shasOf(other)).toEqual(shas);
    expect(shas).toMatchInlineSnapshot(`
      {
        "acme/handbook": "239cc2f49b4ddda476cc08b509f09d8a7274feed",
        "acme/payments": "07a0bffc9d459db68c2692008153a5628f87134c",
        "acme/storefront": "5d072706f910b2744f049e53e90c88e372d7c6fa",
        "guest/dotfiles": "8864200fc74353bb6bf21cf61c926a4f2ddae192",
      }
    `);
  });

  it('keeps everything over a restart', async () => {
    const first = await startTestSandbox();
    await first.createUser({ login: 'ann', name: 'Ann' });
    await first.api('POST', '/orgs/acme/repos', {
      name: 'Kept',
      description: 'Kept over restarts',
      private: true,
      auto_init: true,
    });
    await first.api('PUT', '/repos/acme/kept/topics', { names: ['a', 'b'] });
    const before = (await first.api('GET', '/repos/acme/kept')).body;
    await first.close();

    const second = await startTestSandbox({ dataDir: first.dataDir });
    const after = (await second.api('GET', '/repos/acme/kept')).body;
    const { url: _url, ...stable } = { id: 0, ...before };
    expect(after).toMatchObject({
      id: stable.id,
      name: 'Kept',
      description: 'Kept over restarts',
      private: true,
      topics: ['a', 'b'],
      created_at: stable.created_at,
      pushed_at: stable.pushed_at,
    });
    expect((await second.api('GET', '/users/ann')).body.name).toBe('Ann');
    const next = await second.api('POST', '/user/repos', { name: 'next' });
    expect(next.body.id).toBeGreaterThan(before.id);
  });

  it('does not bring back a deleted first repository', async () => {
    const first = await startTestSandbox();
    await first.api('DELETE', '/repos/acme/handbook');
    await first.close();
    const second = await startTestSandbox({ dataDir: first.dataDir });
    expect((await second.api('GET', '/repos/acme/handbook')).status).toBe(404);
  });

  it('completes what an interrupted first start left out', async () => {
    const complete = await startTestSandbox();
    const shas = await shasOf(complete);
    await complete.close();
    const root = path.join(complete.dataDir, 'repositories/acme');
    await rm(path.join(root, 'payments.git'), { recursive: true });
    const accounts = path.join(complete.dataDir, 'accounts.json');
    const state = JSON.parse(await readFile(accounts, 'utf8'));
    await writeFile(accounts, JSON.stringify({ ...state, seeded: false }));

    const again = await startTestSandbox({ dataDir: complete.dataDir });
    expect(await shasOf(again)).toEqual(shas);
  });

  it('repairs a repository without metadata and metadata without a repository', async () => {
    const first = await startTestSandbox();
    await first.api('POST', '/orgs/acme/repos', {
      name: 'no-git',
      auto_init: true,
    });
    await first.close();
    const root = path.join(first.dataDir, 'repositories');
    const noGit = path.join(root, 'acme/no-git.git');
    for (const entry of await readdir(noGit)) {
      if (entry !== 'sandbox.json') {
        await rm(path.join(noGit, entry), { recursive: true });
      }
    }
    await mkdir(path.join(root, 'stranger'), { recursive: true });
    await initBareRepository(path.join(root, 'stranger/found.git'), 'main');
    await writeFile(path.join(noGit, 'sandbox.json.1.tmp'), 'half a fi');
    await mkdir(path.join(first.dataDir, 'tmp/left-over'));

    const warnings: string[] = [];
    const second = await startTestSandbox({
      dataDir: first.dataDir,
      log: text => warnings.push(text),
    });
    expect(warnings).toEqual([
      'acme/no-git had no git repository: made an empty one',
      'stranger/found had no metadata: adopted it',
      'stranger had no account: made an organization',
    ]);
    const noGitNow = await second.api('GET', '/repos/acme/no-git');
    expect(noGitNow.body.name).toBe('no-git');
    expect((await second.api('GET', '/repos/stranger/found')).status).toBe(200);
    expect(await readdir(path.join(second.dataDir, 'tmp'))).toEqual([]);
    expect(await readdir(noGit)).not.toContain('sandbox.json.1.tmp');
  });

  it('completes a first push and a merge that were cut off after the refs moved', async () => {
    const first = await startTestSandbox();
    await first.api('POST', '/orgs/acme/repos', { name: 'cut' });
    await first.createRepository({
      owner: 'acme',
      name: 'merge',
      files: { 'a.txt': 'a' },
    });
    const { body: head } = await first.api(
      'GET',
      '/repos/acme/merge/git/ref/heads/main',
    );
    await first.api('POST', '/repos/acme/merge/git/refs', {
      ref: 'refs/heads/topic',
      sha: head.object.sha,
    });
    const { body: change } = await first.api(
      'PUT',
      '/repos/acme/merge/contents/b.txt',
      { message: 'b', content: 'Yg==', branch: 'topic' },
    );
    await first.api('POST', '/repos/acme/merge/pulls', {
      title: 'b',
      head: 'topic',
      base: 'main',
    });
    await first.close();

    const root = path.join(first.dataDir, 'repositories/acme');
    const author = { name: 'Ann', email: 'ann@example.com', date: 0 };
    await setDefaultBranch(path.join(root, 'cut.git'), 'main');
    await commitFiles(path.join(root, 'cut.git'), {
      branch: 'trunk',
      parent: undefined,
      author,
      committer: author,
      message: 'Pushed',
      changes: [{ path: 'a', content: Buffer.from('a') }],
    });
    await updateRef(
      path.join(root, 'merge.git'),
      'refs/heads/main',
      change.commit.sha,
      head.object.sha,
    );

    const second = await startTestSandbox({ dataDir: first.dataDir });
    const cut = await second.api('GET', '/repos/acme/cut');
    expect(cut.body.default_branch).toBe('trunk');
    expect(cut.body.size).toBeGreaterThan(0);
    const pull = await second.api('GET', '/repos/acme/merge/pulls/1');
    expect(pull.body).toMatchObject({ state: 'closed', merged: true });
  });

  it('is not touched by a second sandbox that finds its port taken', async () => {
    const first = await startTestSandbox();
    const dataDir = await temporaryFolder();
    await expect(
      startTestSandbox({ dataDir, port: first.port }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(await readdir(dataDir)).toEqual([]);
  });
});
