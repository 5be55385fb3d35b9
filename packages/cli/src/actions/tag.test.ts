import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Workbench } from '../__testUtils__/workbench';

jest.setTimeout(120_000);

describe('infra-ai tag', () => {
  let bench: Workbench;
  const read = (path: string) => readFile(join(bench.root, path), 'utf8');
  const MANIFEST =
    '{\n  "name": "x",\n  "version": "0.1.0",\n  "files": ["a", "b"]\n}\n';

  beforeEach(async () => {
    bench = await Workbench.create();
    await bench.write('package.json', MANIFEST);
    await bench.commit('feat: one');
  });
  afterEach(() => bench.remove());

  it('tags one version after the other and publishes both parts', async () => {
    await bench.publish();
    const before = await bench.state();
    const dry = await bench.run('tag', '--push', '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/v0\.1\.0 would be tagged/),
    });
    expect(await bench.state()).toEqual(before);
    // Nobody can be asked, and nobody said yes.
    expect(await bench.run('tag')).toMatchObject({ code: 2 });

    const first = await bench.run('tag', '--push', '--yes', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({
      version: '0.1.0',
      tagged: true,
      pushed: true,
      commits: 1,
    });
    expect(await bench.run('tag', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no new commits since v0\.1\.0/),
    });

    await bench.write('.changeset/some-words.md', '---\n---\n');
    await bench.commit('fix(cli)!: $(touch pwned) `touch pwned`');
    await bench.commit('Pages: show the title', 'b.txt');
    const unpushed = await bench.run('tag', '--push', '--yes');
    expect(unpushed).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /2 commits are not on origin yet.*infra-ai push/,
      ),
    });
    const second = await bench.run('tag', '--yes');
    expect(second).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 changesets wait/),
    });

    expect(await bench.git('log', '-1', '--format=%s')).toBe(
      'chore(release): v0.2.0',
    );
    expect(await bench.git('cat-file', '-t', 'v0.2.0')).toBe('tag');
    expect(await bench.git('rev-parse', 'v0.2.0^{commit}')).toBe(
      await bench.git('rev-parse', 'HEAD'),
    );
    expect(await bench.git('diff', '--name-only', 'HEAD~1')).toBe(
      'CHANGELOG.md\npackage.json',
    );
    expect(await read('package.json')).toBe(MANIFEST.replace('0.1.0', '0.2.0'));
    expect(await read('CHANGELOG.md')).toMatch(
      /^# Changelog\n\n## 0\.2\.0 \(.*\)\n\n### Breaking changes\n\n- \*\*cli:\*\* \$\(touch pwned\) `touch pwned` \(\w+\)\n\n### Fixes\n\n- .*\n\n### Other changes\n\n- Pages: show the title \(\w+\)\n\n## 0\.1\.0 \(.*\)\n\n### Features\n\n- one \(\w+\)\n$/,
    );
    expect(await bench.git('status', '--porcelain')).toBe('');
    expect(await bench.gitAt(bench.remote, 'tag')).toBe('v0.1.0');
    expect(
      await bench.gitAt(bench.remote, 'log', '-1', '--format=%s', 'main'),
    ).toBe('chore(release): v0.1.0');
  });

  it('numbers prereleases, and the release gathers all since the last one', async () => {
    await bench.git('tag', 'v1.0.0');
    await bench.commit('feat: two');
    expect(
      await bench.run('tag', '--prerelease', 'beta', '--yes'),
    ).toMatchObject({ code: 0 });
    expect(
      await bench.run('tag', '--prerelease', 'beta', '--yes'),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no new commits since v1\.1\.0-beta\.0/),
    });
    await bench.commit('fix: three');
    expect(
      await bench.run('tag', '--prerelease', 'beta', '--yes'),
    ).toMatchObject({ code: 0 });
    expect(await bench.run('tag', '--yes')).toMatchObject({ code: 0 });
    expect((await bench.git('tag')).split('\n')).toEqual([
      'v1.0.0',
      'v1.1.0',
      'v1.1.0-beta.0',
      'v1.1.0-beta.1',
    ]);
    expect(await read('CHANGELOG.md')).toMatch(
      /## 1\.1\.0 [^#]*### Features\n\n- two[^#]*### Fixes\n\n- three/,
    );
  });

  it.each<[string, string, string[], RegExp]>([
    ['a hook of the commit', 'commit-msg', [], /not today/],
    // The commit is made by then.
    ['the tag', 'reference-transaction', [], /git tag failed/],
    ['the push', 'pre-push', ['--push'], /not today/],
  ])('takes everything back when %s fails', async (_, hook, flags, text) => {
    await bench.publish();
    const before = await bench.state();
    await bench.hook(
      hook,
      hook === 'reference-transaction'
        ? 'if [ "$1" = prepared ] && grep -q refs/tags/v; then exit 1; fi'
        : 'echo "not today" >&2; exit 1',
    );
    const { code, stderr } = await bench.run('tag', '--yes', ...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(text);
    expect(stderr).toMatch(/taken back/);
    await bench.hook(hook, 'exit 0');
    expect(await bench.state()).toEqual(before);
    expect(await read('package.json')).toBe(MANIFEST);
  });

  it('takes everything back when the remote takes only one of both', async () => {
    await bench.publish();
    const before = await bench.state();
    // Commit yes, tag no: only --atomic keeps the commit out.
    await bench.gitAt(bench.remote, 'config', 'core.hooksPath', 'hooks');
    await bench.write(
      '../remote.git/hooks/update',
      '#!/bin/sh\ncase $1 in refs/tags/*) echo "no tags here" >&2; exit 1;; esac\n',
      0o755,
    );
    const { code, stderr } = await bench.run('tag', '--push', '--yes');
    expect(code).toBe(1);
    expect(stderr).toMatch(/no tags here/);
    expect(await bench.state()).toEqual(before);
  });

  it.each<
    [string, (b: Workbench) => Promise<unknown>, string[], RegExp, number]
  >([
    [
      'a dirty tree',
      b => b.write('new.txt', ''),
      [],
      /changes that are in no commit/,
      1,
    ],
    [
      'a detached HEAD',
      b => b.git('checkout', '--quiet', '--detach'),
      [],
      /git switch NAME/,
      1,
    ],
    [
      'no commit',
      b => b.git('update-ref', '-d', 'HEAD'),
      [],
      /no commit yet/,
      1,
    ],
    [
      'a tag on another branch',
      async b => {
        await b.git('switch', '--quiet', '--create', 'side');
        await b.commit('feat: side');
        await b.git('tag', 'v0.1.0');
        await b.git('switch', '--quiet', 'main');
      },
      [],
      /The tag v0\.1\.0 exists, on another branch/,
      1,
    ],
    [
      'what a killed run left',
      b => b.commit('chore(release): v0.1.0', 'CHANGELOG.md'),
      [],
      /last commit is that of v0\.1\.0, without its tag.*reset --keep HEAD~1/,
      1,
    ],
    [
      'a version that went by',
      b => b.git('tag', 'v2.0.0'),
      ['--version', '1.0.0'],
      /1\.0\.0 is not above 2\.0\.0/,
      2,
    ],
    [
      'no version',
      async () => undefined,
      ['--version', '--force'],
      /is no version/,
      2,
    ],
  ])('says what to do with %s', async (_, prepare, flags, text, expected) => {
    await prepare(bench);
    const { code, stderr } = await bench.run('tag', '--yes', ...flags);
    expect(stderr).toMatch(text);
    expect(code).toBe(expected);
  });
});
