import {
  access,
  chmod,
  constants,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { runInfraAi } from './__testUtils__/run';

jest.setTimeout(120_000);

const SCRIPTS = resolve(__dirname, '../../../scripts');

/** What each documented script has to reach. */
const COMMANDS: Array<[script: string, given: string[], reached: string[]]> = [
  ['manage-config.sh', ['backup'], ['config', 'backup']],
  ['manage-config.sh', ['restore'], ['config', 'restore']],
  ['manage-env-configs.sh', ['backup'], ['config', 'backup']],
  [
    'manage-env-configs.sh',
    ['restore', 'a b.env'],
    ['config', 'restore', 'a b.env'],
  ],
  ['manage-env-configs.sh', ['list'], ['config', 'list']],
  ['sync-all-repositories.sh', [], ['sync']],
  ['check-prerequisites.sh', [], ['check']],
  ['test-github-backstage.sh', [], ['test-github-backstage']],
  ['verify-complete-solution.sh', [], ['verify-complete-solution']],
  ['validate-github-auth.sh', [], ['validate-github-auth']],
  ['verify-catalog-sync.sh', [], ['verify-catalog-sync']],
  ['system-check.sh', [], ['diagnose']],
];

describe('scripts', () => {
  let directory: string;
  let scripts: string;

  beforeAll(async () => {
    directory = await realpath(
      await mkdtemp(join(tmpdir(), 'infra-ai scripts-')),
    );
    const checkout = join(directory, 'a check out');
    scripts = join(checkout, 'scripts');
    await mkdir(scripts, { recursive: true });
    for (const name of await readdir(SCRIPTS)) {
      await copyFile(join(SCRIPTS, name), join(scripts, name));
    }
    // Stands for the one that installs: says what it was given, one word a line, and fails as its command would.
    await writeFile(
      join(checkout, 'task-runner.sh'),
      '#!/bin/sh\npwd\nprintf "%s\\n" "$@"\nexit 3\n',
    );
    await chmod(join(checkout, 'task-runner.sh'), 0o755);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('are executable, and all of them are tested here', async () => {
    const files = (await readdir(SCRIPTS)).filter(name => name !== 'README.md');
    expect([...new Set(COMMANDS.map(([name]) => name))].sort()).toEqual(
      files.sort(),
    );
    for (const name of files) {
      await access(join(SCRIPTS, name), constants.X_OK);
    }
  });

  it.each(COMMANDS)('%s %j', async (name, given, reached) => {
    // Called through a link, from another folder, with words that have spaces.
    const link = join(directory, `link to ${name}`);
    await symlink(join(scripts, name), link).catch(() => undefined);
    const words = [...given, '--label', 'two words'];
    const { stdout, exitCode } = await execa(link, words, {
      cwd: directory,
      reject: false,
    });
    expect(stdout.split('\n')).toEqual([
      directory,
      ...reached,
      '--label',
      'two words',
    ]);
    expect(exitCode).toBe(3);
    // And that is a command.
    const help = await runInfraAi([
      ...reached.filter(word => !word.includes(' ')),
      '--help',
    ]);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain(
      `infra-ai ${reached.slice(0, reached[0] === 'config' ? 2 : 1).join(' ')}`,
    );
  });
});
