import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  cleanUp,
  git,
  gitUrl,
  startTestSandbox,
  temporaryFolder,
  TestSandbox,
} from '../__testUtils__/sandbox';
import { gitEnvironment } from './run';

jest.setTimeout(60_000);

describe('git over HTTP', () => {
  let sandbox: TestSandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(cleanUp);

  async function commitIn(folder: string, branch: string) {
    await git(folder, 'init', '--quiet', `--initial-branch=${branch}`);
    await writeFile(path.join(folder, 'a.txt'), 'hello\n');
    await git(folder, 'add', '.');
    await git(folder, 'commit', '--quiet', '-m', 'First');
    return (await git(folder, 'rev-parse', 'HEAD')).trim();
  }

  it('clones with and without .git, and without a token', async () => {
    const folder = await temporaryFolder();
    await git(folder, 'clone', '--quiet', `${sandbox.url}/acme/payments.git`);
    await git(
      folder,
      'clone',
      '--quiet',
      `${sandbox.url}/acme/payments`,
      'two',
    );
    for (const name of ['payments', 'two']) {
      const file = path.join(folder, name, 'catalog-info.yaml');
      expect(await readFile(file, 'utf8')).toContain('kind: Component');
    }
  });

  it('takes the first pushed branch as the default one', async () => {
    await sandbox.api('POST', '/orgs/acme/repos', { name: 'pushed' });
    const folder = await temporaryFolder();
    const sha = await commitIn(folder, 'trunk');
    await git(folder, 'push', gitUrl(sandbox, 'acme/pushed.git'), 'trunk');

    const { body } = await sandbox.api('GET', '/repos/acme/pushed');
    expect(body.default_branch).toBe('trunk');
    expect(body.size).toBeGreaterThan(0);
    const ref = await sandbox.api(
      'GET',
      '/repos/acme/pushed/git/ref/heads/trunk',
    );
    expect(ref.body.object.sha).toBe(sha);
  });

  it('takes a receive-pack request that no info/refs request precedes', async () => {
    await sandbox.api('POST', '/orgs/acme/repos', { name: 'direct' });
    const folder = await temporaryFolder();
    const sha = await commitIn(folder, 'main');
    const pack = execFileSync('git', ['pack-objects', '--stdout', '--revs'], {
      cwd: folder,
      env: gitEnvironment(),
      input: `${sha}\n`,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const command = `${'0'.repeat(40)} ${sha} refs/heads/main\0 report-status`;
    const length = (command.length + 4).toString(16).padStart(4, '0');
    const token = Buffer.from('x-access-token:any').toString('base64');

    sandbox.requests.clear();
    const answer = await sandbox.request(
      'POST',
      '/acme/direct.git/git-receive-pack',
      {
        headers: {
          authorization: `Basic ${token}`,
          'content-type': 'application/x-git-receive-pack-request',
        },
        body: Buffer.concat([Buffer.from(`${length}${command}0000`), pack]),
      },
    );

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('unpack ok');
    expect(answer.text).toContain('ok refs/heads/main');
    expect(sandbox.requests.counts()).toMatchObject({ git: 1, total: 1 });
    const ref = await sandbox.api(
      'GET',
      '/repos/acme/direct/git/ref/heads/main',
    );
    expect(ref.body.object.sha).toBe(sha);
  });

  it('refuses a push without a token, with a bad one, and to an archived repository', async () => {
    await sandbox.api('POST', '/orgs/acme/repos', { name: 'closed' });
    const folder = await temporaryFolder();
    await commitIn(folder, 'main');
    const { host } = new URL(sandbox.url);
    const push = (url: string) => git(folder, 'push', url, 'main');

    await expect(push(`http://${host}/acme/closed`)).rejects.toThrow(
      /could not read Username/,
    );
    await expect(push(`http://x:bad@${host}/acme/closed`)).rejects.toThrow(
      /Authentication failed/,
    );
    await sandbox.api('PATCH', '/repos/acme/closed', { archived: true });
    await expect(push(gitUrl(sandbox, 'acme/closed'))).rejects.toThrow(/403/);
    const { body } = await sandbox.api('GET', '/repos/acme/closed');
    expect(body.size).toBe(0);
  });

  it('refuses a push that is larger than the limit', async () => {
    const small = await startTestSandbox({ maxPushBytes: 1000 });
    await small.api('POST', '/orgs/acme/repos', { name: 'small' });
    const folder = await temporaryFolder();
    await commitIn(folder, 'main');
    await writeFile(path.join(folder, 'noise'), randomBytes(50_000));
    await git(folder, 'add', '.');
    await git(folder, 'commit', '--quiet', '-m', 'Noise');
    await expect(
      git(folder, 'push', gitUrl(small, 'acme/small'), 'main'),
    ).rejects.toThrow(/413|hung up|error/);
    const { body } = await small.api('GET', '/repos/acme/small/branches');
    expect(body).toEqual([]);
  });

  it('does not see the configuration of the user', () => {
    process.env.GIT_DIR = '/nowhere';
    try {
      expect(gitEnvironment()).not.toHaveProperty('GIT_DIR');
      expect(gitEnvironment().GIT_CONFIG_NOSYSTEM).toBe('1');
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});
