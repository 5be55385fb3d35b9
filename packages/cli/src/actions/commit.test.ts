import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runInfraAi } from '../__testUtils__/run';
import { hasTerminal, KEYS, runInTerminal } from '../__testUtils__/terminal';
import { SECRET, Workbench } from '../__testUtils__/workbench';

jest.setTimeout(120_000);

// eslint-disable-next-line no-restricted-syntax
const NODE_MODULES = resolve(__dirname, '../../../../node_modules');

describe('infra-ai commit', () => {
  let bench: Workbench;
  const message = () => bench.git('log', '-1', '--format=%B');

  beforeEach(async () => {
    bench = await Workbench.create();
  });
  afterEach(() => bench.remove());

  it('commits what is staged, and a message is text', async () => {
    await bench.write('package.json', '{ "workspaces": ["packages/*"] }\n');
    await bench.write('packages/cli/a b.txt', '1\n');
    await bench.write('packages/cli/"q"\nñ*.txt', '1\n');
    await bench.git('add', '--all');
    await bench.write('unstaged.txt', 'mine\n');
    const { code, stdout } = await bench.run(
      'commit',
      '--type',
      'feat',
      '--message',
      'read $(touch pwned) and `touch pwned`',
      '--body',
      '# why\n\nBecause: --amend "it"',
      '--breaking',
      'Write again.',
      '--yes',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      committed: true,
      branch: 'main',
      files: [
        { path: 'package.json', added: 1 },
        { path: 'packages/cli/"q"\nñ*.txt', status: 'A', added: 1, deleted: 0 },
        { path: 'packages/cli/a b.txt' },
      ],
      checks: [
        { name: 'secrets', status: 'passed' },
        { name: 'prettier', status: 'not applicable' },
        { name: 'eslint', status: 'not applicable' },
      ],
    });
    expect((await message()).trim()).toBe(
      'feat(cli)!: read $(touch pwned) and `touch pwned`\n\n# why\n\nBecause: --amend "it"\n\nBREAKING CHANGE: Write again.',
    );
    expect(existsSync(join(bench.root, 'pwned'))).toBe(false);
    expect(await bench.git('status', '--porcelain')).toBe('?? unstaged.txt');
  });

  it('shows the message and the checks in a dry run, and leaves all as it is', async () => {
    await bench.commit('one');
    await bench.write('new.txt', '1\n');
    await bench.write('file.txt', 'changed\n');
    const before = await bench.state();
    const objects = await bench.git('count-objects');
    const { code, stdout } = await bench.run(
      'commit',
      '--all',
      '--message',
      'docs: explain',
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/M file\.txt {2}\+1 -1\n {2}A new\.txt {2}\+1 -0/);
    expect(stdout).toMatch(/docs: explain\n\nNothing was committed/);
    expect(await bench.state()).toEqual(before);
    expect(await bench.git('count-objects')).toBe(objects);
  });

  it('refuses credentials by file and line, also in the message', async () => {
    await bench.write('.gitattributes', '*.yaml -diff\n');
    await bench.write('a b.yaml', `# secretlint-disable\n\ntoken: ${SECRET}\n`);
    const before = await bench.state();
    const file = await bench.run(
      'commit',
      '--all',
      '--message',
      'fix: x',
      '--yes',
    );
    expect(file.code).toBe(1);
    expect(file.stdout).toMatch(/a b\.yaml:3 /);
    await bench.write('a b.yaml', '1\n');
    const text = await bench.run(
      'commit',
      '--all',
      '--message',
      'fix: x',
      '--body',
      `use ${SECRET}`,
      '--yes',
    );
    expect(text.code).toBe(1);
    expect(text.stderr).toMatch(/message:3 /);
    for (const { stdout, stderr } of [file, text]) {
      expect(stdout + stderr).not.toContain(SECRET);
    }
    expect(await bench.state()).toEqual(before);
  });

  it("checks the staged content with the repository's own tools", async () => {
    await symlink(NODE_MODULES, join(bench.root, 'node_modules'));
    await bench.write('.gitignore', 'node_modules\n');
    await bench.write(
      '.eslintrc.json',
      `${JSON.stringify({
        root: true,
        env: { es2022: true },
        rules: { 'no-undef': 'error' },
      })}\n`,
    );
    await bench.write('bad.js', 'let  a = b;\n');
    await bench.write('late.js', 'let b = 1;\n');
    await bench.git('add', '--all');
    // The work tree is good by now, or bad; neither is committed.
    await bench.write('bad.js', 'let a = 1;\n');
    await bench.write('late.js', 'let  a = b;\n');
    const { code, stdout } = await bench.run(
      'commit',
      '--message',
      'fix: x',
      '--yes',
      '--json',
    );
    expect(code).toBe(1);
    const { checks } = JSON.parse(stdout);
    expect(checks).toMatchObject([
      { name: 'secrets', status: 'passed' },
      { name: 'prettier', status: 'failed' },
      { name: 'eslint', status: 'failed' },
    ]);
    expect(checks[1].detail).toMatch(/\n {2}bad\.js$/m);
    expect(checks[1].detail).not.toContain('late.js');
    expect(checks[2].detail).toMatch(/bad\.js:1 .*'b' is not defined/);
    expect(checks[2].detail).not.toContain('late.js');
  });

  it('leaves the index as it was when a hook fails', async () => {
    await bench.commit('one');
    await bench.write('new.txt', '1\n');
    await bench.hook(
      'commit-msg',
      'echo "ticket missing in: $(cat "$1")" >&2; exit 1',
    );
    const before = await bench.state();
    const { code, stderr } = await bench.run(
      'commit',
      '--all',
      '--message',
      'fix: x',
      '--yes',
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/ticket missing in: fix: x/);
    expect(await bench.state()).toEqual(before);
  });

  it('says what to do while there are conflicts', async () => {
    await bench.commit('base', 'a.txt');
    await bench.git('switch', '--quiet', '--create', 'side');
    await bench.commit('side', 'a.txt');
    await bench.git('switch', '--quiet', 'main');
    await bench.commit('main', 'a.txt');
    await bench.git('merge', 'side').catch(() => undefined);
    const { code, stderr } = await bench.run(
      'commit',
      '--message',
      'fix: x',
      '--yes',
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/conflicts[^]*a\.txt/);
  });

  it('commits on a detached HEAD and says that it is on no branch', async () => {
    await bench.commit('one');
    await bench.git('checkout', '--quiet', '--detach');
    await bench.write('new.txt', '1\n');
    const { code, stdout } = await bench.run(
      'commit',
      '--all',
      '--message',
      'fix: x',
      '--yes',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/on no branch: make one with git switch --create/);
  });

  it('takes what does not fit in the memory of a check', async () => {
    const line = `${'0123456789abcdef'.repeat(4)}\n`;
    await bench.write('huge.txt', line.repeat(100_000));
    await bench.git('add', '--all');
    await bench.write('huge.txt', `${line.repeat(100_000)}${SECRET}\n`);
    const { code, stdout } = await bench.run(
      'commit',
      '--all',
      '--message',
      'fix: x',
      '--yes',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/huge\.txt:100001 /);
  });

  it.each([
    [['--message', 'just words', '--yes'], /give --type and --message/],
    [['--message', 'fix: x'], /add --yes/],
    [
      ['--message', `fix: ${'x'.repeat(68)}`, '--yes'],
      /73 characters, 1 more than the 72/,
    ],
    [
      ['--message', 'fix: two\nlines', '--yes'],
      /The subject is one line; the rest goes into --body/,
    ],
  ])('refuses %j', async (args, text) => {
    const { code, stderr } = await bench.run('commit', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(text);
  });

  it('says so where there is no repository, or nothing to commit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'infra-ai-none-'));
    const none = await runInfraAi(['commit', '--message', 'fix: x', '--yes'], {
      env: { ...bench.env, INFRA_AI_ROOT: folder },
    });
    await rm(folder, { recursive: true });
    expect(none).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/git init/),
    });
    expect(
      await bench.run('commit', '--message', 'fix: x', '--yes'),
    ).toMatchObject({
      code: 1,
      stderr: 'There is nothing to commit.',
    });
  });

  // Real prompts in a real (pseudo) terminal; elsewhere than on Linux nothing of util-linux gives one.
  (hasTerminal ? describe : describe.skip)('on a terminal', () => {
    beforeEach(async () => {
      await bench.write('package.json', '{ "workspaces": ["packages/*"] }\n');
      await bench.commit('one');
      await bench.write('packages/cli/a.txt', '1\n');
      await bench.write('packages/cli/b.txt', '1\n');
    });

    it('asks for files and message', async () => {
      const { code, screen } = await runInTerminal(
        ['commit'],
        [
          ['What is to be committed', KEYS.down + KEYS.enter],
          ['Which files', 'b.txt'],
          ['Search: b.txt', KEYS.tab + KEYS.enter],
          ['something new', KEYS.down + KEYS.enter],
          ['Scope (empty', KEYS.enter],
          ['Subject: what', `ends.${KEYS.enter}`],
          ['without a full stop', `\u007f well${KEYS.enter}`],
          ['Body: why', `First.${KEYS.enter}${KEYS.enter}Second.`],
          ['Second.', KEYS.tab + KEYS.enter],
          ['break anything', `y`],
          ['What breaks, and', `Write again.${KEYS.enter}`],
          ['Commit?', KEYS.enter],
        ],
        bench.env,
      );
      expect(screen).toMatch(/A packages\/cli\/b\.txt {2}\+1 -0/);
      expect(code).toBe(0);
      expect((await message()).trim()).toBe(
        'fix(cli)!: ends well\n\nFirst.\n\nSecond.\n\nBREAKING CHANGE: Write again.',
      );
      expect(await bench.git('status', '--porcelain', '-uall')).toBe(
        '?? packages/cli/a.txt',
      );
    });

    it.each<[string, Array<[string, string]>]>([
      ['the first', [['What is to be committed', KEYS.ctrlC]]],
      [
        'the last',
        [
          ['What is to be committed', KEYS.enter],
          ['something new', KEYS.enter],
          ['Scope (empty', KEYS.enter],
          ['Subject: what', `x${KEYS.enter}`],
          ['Body: why', KEYS.tab + KEYS.enter],
          ['break anything', KEYS.enter],
          ['Commit?', KEYS.ctrlC],
        ],
      ],
    ])(
      'leaves all as it was when %s question is cancelled',
      async (_, answers) => {
        const before = await bench.state();
        const { code, screen } = await runInTerminal(
          ['commit'],
          answers,
          bench.env,
        );
        expect(screen).toMatch(/Nothing was changed\./);
        expect(code).toBe(130);
        expect(await bench.state()).toEqual(before);
      },
    );
  });
});
