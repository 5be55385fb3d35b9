import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SECRET, Workbench } from '../__testUtils__/workbench';

jest.setTimeout(120_000);

// eslint-disable-next-line no-restricted-syntax
const NODE_MODULES = resolve(__dirname, '../../../../node_modules');

describe('infra-ai push', () => {
  let bench: Workbench;
  const pushed = (branch = 'main') =>
    bench.gitAt(bench.remote, 'log', '--format=%s', branch);
  const steps = (stdout: string) =>
    Object.fromEntries(
      JSON.parse(stdout).steps.map((step: { name: string; status: string }) => [
        step.name,
        step.status,
      ]),
    );

  beforeEach(async () => {
    bench = await Workbench.create();
    await bench.commit('one');
  });
  afterEach(() => bench.remove());

  it('makes a new branch on the remote, follows it, and has nothing to do then', async () => {
    await bench.git('remote', 'add', 'origin', bench.remote);
    const before = await bench.state();
    const dry = await bench.run('push', '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Nothing was pushed \(--dry-run\)/),
    });
    expect(await bench.state()).toEqual(before);

    const { code, stdout } = await bench.run('push', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      branch: 'main',
      remote: 'origin',
      commits: 1,
      pushed: true,
    });
    expect(steps(stdout)).toEqual({
      fetch: 'passed',
      secrets: 'passed',
      types: 'not applicable',
      lint: 'not applicable',
      tests: 'not applicable',
      push: 'passed',
    });
    expect(await bench.git('rev-parse', '--abbrev-ref', '@{upstream}')).toBe(
      'origin/main',
    );
    expect((await bench.run('push')).stdout).toMatch(
      /main is in step with origin: nothing to push/,
    );
  });

  it('refuses credentials in any commit, though the last one takes them out', async () => {
    await bench.publish();
    await bench.commit('feat: a', 'a b.txt', `1\n2\n${SECRET}`);
    await bench.commit('fix: a', 'a b.txt', '1');
    const leak = await bench.git('rev-parse', '--short=10', 'HEAD~1');
    const { code, stdout, stderr } = await bench.run('push');
    expect(code).toBe(1);
    expect(stdout).toContain(`a b.txt:3 in ${leak}`);
    expect(stdout + stderr).not.toContain(SECRET);
    expect(await pushed()).toBe('one');
  });

  it('says what to do when it is behind, diverged, or replaces what is there', async () => {
    await bench.publish();
    await bench.pushAsOther('theirs.txt');
    const behind = await bench.run('push');
    expect(behind).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /1 commits that are not here.*pull --ff-only/,
      ),
    });
    await bench.commit('feat: mine', 'mine.txt');
    const diverged = await bench.run('push');
    expect(diverged).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /1 commits are only here, 1 only there.*pull --rebase/,
      ),
    });

    const unnamed = await bench.run('push', '--force-with-lease');
    expect(unnamed).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /'main' is protected.*--force-with-lease=main/,
      ),
    });
    expect((await bench.run('push', '--force-with-lease=release')).code).toBe(
      2,
    );
    // Somebody pushes what we have not seen: the lease is over.
    await bench.pushAsOther('more.txt');
    const stale = await bench.run('push', '--force-with-lease=main');
    expect(stale).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/changed since your last fetch/),
    });
    expect(await pushed()).toMatch(/^feat: theirs\nfeat: theirs\none/);

    expect(await bench.run('push', '--force-with-lease=main')).toMatchObject({
      code: 0,
    });
    expect(await pushed()).toBe('feat: mine\none');
  });

  it('protects the branches that the settings name', async () => {
    await bench.publish();
    await bench.git('switch', '--quiet', '--create', 'team/a');
    await bench.commit(
      'chore: settings',
      'infra-ai.config.yaml',
      'push:\n  protected: [team/*]',
    );
    await bench.git('push', '--quiet', '--set-upstream', 'origin', 'team/a');
    await bench.git(
      'commit',
      '--quiet',
      '--amend',
      '--message',
      'chore: rewritten',
    );
    expect(await bench.run('push', '--force-with-lease')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/'team\/a' is protected/),
    });
    await bench.git('branch', '--quiet', '--move', 'mine');
    await bench.git('branch', '--unset-upstream');
    expect(await bench.run('push', '--force-with-lease')).toMatchObject({
      code: 0,
    });
    expect(await pushed('mine')).toBe('chore: rewritten\none');
  });

  it("runs the repository's own checks and pushes nothing that fails them", async () => {
    await symlink(NODE_MODULES, join(bench.root, 'node_modules'));
    await bench.write('.gitignore', 'node_modules\n');
    await bench.write(
      'tsconfig.json',
      '{ "compilerOptions": { "noEmit": true, "types": [] }, "files": ["a.ts"] }\n',
    );
    await bench.commit('feat: a', 'a.ts', 'export const a: number = "1";');
    await bench.git('remote', 'add', 'origin', bench.remote);
    const failed = await bench.run('push');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/types: .*a\.ts\(1,14\): error TS2322/);
    expect(failed.stdout).toMatch(/Nothing was pushed/);

    const skipped = await bench.run('push', '--skip', 'types,tests');
    expect(skipped.code).toBe(0);
    expect(skipped.stdout).toMatch(/Not checked: types, tests \(--skip\)/);
    expect(await pushed()).toBe('feat: a\none');
    expect(await bench.run('push', '--skip', 'secrets')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /--skip takes types, lint, tests; 'secrets'/,
      ),
    });
  });

  it('lints and tests the packages that were changed and what depends on them', async () => {
    // Backstage's own command does, with the files that it asks for.
    const pkg = (name: string, dependencies = {}) =>
      `${JSON.stringify({
        name,
        version: '0.0.0',
        backstage: { role: 'node-library' },
        scripts: {
          lint: 'backstage-cli package lint',
          test: 'backstage-cli package test',
        },
        dependencies,
      })}\n`;
    await symlink(NODE_MODULES, join(bench.root, 'node_modules'));
    await bench.write('.gitignore', 'node_modules\n');
    await bench.write('.eslintrc.js', 'module.exports = { root: true };\n');
    await bench.write('backstage.json', '{ "version": "1.55.0" }\n');
    await bench.write(
      'package.json',
      '{ "name": "root", "private": true, "workspaces": ["packages/*"] }\n',
    );
    for (const [name, needs] of [
      ['a', {}],
      ['b', { a: 'workspace:^' }],
      ['c', {}],
    ] as const) {
      await bench.write(`packages/${name}/package.json`, pkg(name, needs));
      await bench.write(
        `packages/${name}/.eslintrc.js`,
        "module.exports = require('@backstage/cli/config/eslint-factory')(__dirname);\n",
      );
      await bench.write(
        `packages/${name}/src/x.test.js`,
        `it('is of ${name}', () => expect('${name}').toBe('${
          name === 'b' ? 'broken' : name
        }'));\n`,
      );
    }
    await bench.commit('feat: packages');
    await bench.publish();
    await bench.commit('fix: c', 'packages/c/src/c.js', 'export const c = 1;');
    const alone = await bench.run('push', '--json');
    expect(steps(alone.stdout)).toMatchObject({
      lint: 'passed',
      tests: 'passed',
      push: 'passed',
    });
    await bench.commit('fix: a', 'packages/a/src/a.js', 'export const a = 1;');
    const dependant = await bench.run('push', '--json');
    expect(dependant.code).toBe(1);
    expect(steps(dependant.stdout)).toMatchObject({
      lint: 'passed',
      tests: 'failed',
    });
    expect(dependant.stdout).toMatch(/is of b/);
  });

  it('shows why a hook or the remote refused', async () => {
    await bench.publish();
    await bench.commit('feat: two');
    await bench.hook('pre-push', 'echo "no pushes on Fridays" >&2; exit 1');
    const { code, stdout } = await bench.run('push');
    expect(code).toBe(1);
    expect(stdout).toMatch(/push: git push failed: no pushes on Fridays/);
    expect(await pushed()).toBe('one');
  });

  it.each<[string, (b: Workbench) => Promise<unknown>, RegExp]>([
    ['no remote', async () => undefined, /git remote add origin/],
    [
      'a detached HEAD',
      b => b.git('checkout', '--quiet', '--detach'),
      /git switch --create NAME/,
    ],
    [
      'changes',
      async b => {
        await b.publish();
        await b.write('new\nfile', '');
      },
      /changes that are in no commit[^]*"new\\nfile"/,
    ],
    ['no commit', b => b.git('update-ref', '-d', 'HEAD'), /no commit yet/],
    [
      'an upstream of another name',
      async b => {
        await b.publish();
        await b.git(
          'switch',
          '--quiet',
          '--create',
          'x',
          '--track',
          'origin/main',
        );
      },
      /'x' follows 'main' of origin.*--unset-upstream/,
    ],
  ])('says what to do with %s', async (_, prepare, text) => {
    await prepare(bench);
    const { code, stderr } = await bench.run('push');
    expect(code).toBe(1);
    expect(stderr).toMatch(text);
  });

  it('says so when the remote is gone, without its credentials', async () => {
    await bench.git(
      'remote',
      'add',
      'origin',
      'http://user:hunter2@127.0.0.1:9/x.git',
    );
    const { code, stdout } = await bench.run('push');
    expect(code).toBe(1);
    expect(stdout).toMatch(/fetch: git fetch failed: .*127\.0\.0\.1/);
    expect(stdout).not.toContain('hunter2');
  });
});
