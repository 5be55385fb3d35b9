import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { runInfraAi } from '../__testUtils__/run';

jest.setTimeout(180_000);

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};
const git = (cwd: string, ...args: string[]) =>
  execa('git', args, { cwd, env: IDENTITY });

describe('infra-ai sync', () => {
  let root: string;
  const env = () => ({
    INFRA_AI_ROOT: root,
    INFRA_AI_DATA_DIR: join(root, '.data'),
    // Git takes its identity from here.
    HOME: root,
  });
  const run = (...args: string[]) => runInfraAi(args, { env: env() });
  const clone = (name: string) => join(root, '.data/repositories', name);

  /** A bare repository with one commit. */
  async function makeRemote(name: string): Promise<string> {
    const remote = join(root, 'remotes', `${name}.git`);
    await mkdir(remote, { recursive: true });
    await git(remote, 'init', '--quiet', '--bare', '--initial-branch=main');
    await commitTo(remote, 'README.md', `# ${name}\n`);
    return remote;
  }

  /** Adds a commit to a remote, as somebody else would. */
  async function commitTo(remote: string, path: string, content: string) {
    const work = await mkdtemp(join(root, 'work-'));
    await git(work, 'clone', '--quiet', remote, '.');
    await writeFile(join(work, path), content);
    await git(work, 'add', '--all');
    await git(work, 'commit', '--quiet', '--message', `Change ${path}`);
    await git(work, 'push', '--quiet', 'origin', 'HEAD:main');
    await rm(work, { recursive: true });
  }

  async function manage(urls: string[]) {
    await writeFile(
      join(root, 'infra-ai.repositories.yaml'),
      JSON.stringify({ repositories: urls.map(url => ({ url })) }),
    );
  }

  const results = (stdout: string) =>
    Object.fromEntries(
      JSON.parse(stdout).repositories.map((result: { name: string }) => [
        result.name,
        result,
      ]),
    );

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai sync-'));
    await writeFile(
      join(root, '.gitconfig'),
      '[user]\n  name = Test\n  email = test@example.com\n[init]\n  defaultBranch = main\n',
    );
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('clones, moves forward, and a second run does nothing', async () => {
    const remotes = await Promise.all(['a', 'b'].map(makeRemote));
    await manage(remotes);
    const first = await run('sync', '--json');
    expect(first).toMatchObject({ code: 0 });
    expect(results(first.stdout)).toMatchObject({
      a: { done: ['cloned'], state: { branch: 'main', dirty: 0 } },
      b: { done: ['cloned'] },
    });
    await commitTo(remotes[0], 'x.txt', '1\n');
    expect(results((await run('pull', '--json')).stdout)).toMatchObject({
      a: { done: ['fetched', 'fast-forwarded 1'] },
      b: { done: ['fetched'] },
    });
    expect(await readFile(join(clone('a'), 'x.txt'), 'utf8')).toBe('1\n');
    expect(results((await run('sync', '--json')).stdout)).toMatchObject({
      a: { done: ['fetched'] },
      b: { done: ['fetched'] },
    });
  });

  it('reports what it leaves alone, and one that fails stops no other', async () => {
    const names = [
      'dirty',
      'ahead',
      'diverged',
      'detached',
      'moved',
      'gone',
      'fine',
    ];
    const remotes = await Promise.all(names.map(makeRemote));
    await manage(remotes);
    await run('sync');
    await writeFile(join(clone('dirty'), 'new.txt'), 'mine\n');
    await commitTo(remotes[0], 'theirs.txt', '1\n');
    for (const name of ['ahead', 'diverged']) {
      await writeFile(join(clone(name), 'mine.txt'), '1\n');
      await git(clone(name), 'add', '--all');
      await git(clone(name), 'commit', '--quiet', '--message', 'Mine');
    }
    await commitTo(remotes[2], 'theirs.txt', '1\n');
    await git(clone('detached'), 'checkout', '--quiet', '--detach');
    await git(clone('moved'), 'remote', 'set-url', 'origin', remotes[6]);
    await rm(remotes[5], { recursive: true });

    const { code, stdout } = await run('sync', '--json');
    expect(code).toBe(1);
    expect(results(stdout)).toMatchObject({
      dirty: { state: { dirty: 1, behind: 1 } },
      ahead: { state: { ahead: 1, behind: 0 } },
      diverged: { state: { ahead: 1, behind: 1 } },
      detached: { state: { detached: true } },
      moved: { state: { otherRemote: remotes[6] } },
      gone: {
        error: expect.stringMatching(
          /does not appear to be a git repository|does not exist/,
        ),
      },
      fine: { done: ['fetched'] },
    });
    expect(await readFile(join(clone('dirty'), 'new.txt'), 'utf8')).toBe(
      'mine\n',
    );
    const { stdout: status } = await run('status');
    expect(status).toMatch(/diverged +main +diverged \(1 ahead, 1 behind\)/);
    expect(status).toMatch(/fine +main +in step/);
    const table = await run('sync');
    expect(table.stdout).toMatch(/diverged \(1 ahead, 1 behind\)/);
    expect(table.stdout).toMatch(/7 repositories, 1 failed\./);
  });

  it('commits and pushes when asked, but no credentials', async () => {
    const remotes = await Promise.all(['a', 'leaky'].map(makeRemote));
    await manage(remotes);
    await run('sync');
    await writeFile(join(clone('a'), 'x.txt'), '1\n');
    // Put together here, so that this file holds no credential either.
    const token = ['ghp_', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('');
    await writeFile(join(clone('leaky'), 'x.txt'), `token: ${token}\n`);

    const unasked = await run('sync', '--commit', 'chore: x', '--push');
    expect(unasked).toMatchObject({ code: 2 });

    const { code, stdout } = await run(
      'sync',
      '--commit',
      'chore: x',
      '--push',
      '--yes',
      '--json',
    );
    expect(code).toBe(1);
    expect(results(stdout)).toMatchObject({
      a: {
        done: ['fetched', 'committed 1 files', 'pushed'],
        state: { ahead: 0 },
      },
      leaky: { error: expect.stringContaining('x.txt:1') },
    });
    expect(stdout).not.toContain(token);
    expect((await git(remotes[0], 'log', '-1', '--format=%s')).stdout).toBe(
      'chore: x',
    );
    expect((await git(remotes[1], 'log', '-1', '--format=%s')).stdout).toBe(
      'Change README.md',
    );
  });

  it('makes what an interrupted run left half done', async () => {
    const [remote] = await Promise.all(['a'].map(makeRemote));
    await manage([remote]);
    // What a kill in the midst of a clone leaves.
    await mkdir(join(root, '.data/repositories/.a.1.partial/.git'), {
      recursive: true,
    });
    expect(results((await run('sync', '--json')).stdout)).toMatchObject({
      a: { done: ['cloned'] },
    });
    // A folder of a person's is not touched.
    await rm(clone('a'), { recursive: true });
    await mkdir(clone('a'));
    await writeFile(join(clone('a'), 'notes.txt'), 'mine\n');
    expect(results((await run('sync', '--json')).stdout)).toMatchObject({
      a: { error: expect.stringContaining('is there and is no clone') },
    });
    expect(await readFile(join(clone('a'), 'notes.txt'), 'utf8')).toBe(
      'mine\n',
    );
  });

  it('says what it would do, and does not', async () => {
    const remotes = await Promise.all(['a', 'b'].map(makeRemote));
    await manage(remotes);
    const dry = await run('sync', '--dry-run', '--json');
    expect(results(dry.stdout)).toMatchObject({ a: { done: ['cloned'] } });
    expect(await readdir(root)).not.toContain('.data');
  });

  it.each([
    ['ext::sh -c touch% /tmp/x', /is no address of a repository/],
    ['--upload-pack=touch', /is no address of a repository/],
  ])('refuses the address %j', async (url, message) => {
    await manage([url]);
    const { code, stderr } = await run('sync');
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it.each([
    [{ url: '/srv/a.git', path: '../../a' }, /outside of/],
    [{ url: '/srv/a.git', path: '.' }, /outside of/],
    [{ url: '/srv/a.git', branch: '--force' }, /branch/],
  ])('refuses %j', async (repository, message) => {
    await writeFile(
      join(root, 'infra-ai.repositories.yaml'),
      JSON.stringify({ repositories: [repository] }),
    );
    const { code, stderr } = await run('sync');
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it('says how to begin where there is no list', async () => {
    const { code, stderr } = await run('sync');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /There is no infra-ai\.repositories\.yaml.*--org NAME/,
    );
  });
});
