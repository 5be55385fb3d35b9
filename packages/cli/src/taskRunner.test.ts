import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';

jest.setTimeout(120_000);

const SCRIPT = resolve(__dirname, '../../../task-runner.sh');
const SYSTEM_PATH = '/usr/bin:/bin';

/** Stands for Yarn: installs when the registry answers. */
const YARN = `
const fs = require('fs');
fs.appendFileSync('installs.log', process.version + '\\n');
if (process.env.REGISTRY === 'down') {
  console.log('➤ YN0001: RequestError: getaddrinfo ENOTFOUND registry.example');
  process.exit(1);
}
console.log('➤ YN0000: ┌ Link step');
setTimeout(() => fs.writeFileSync('node_modules/.yarn-state.yml', ''), Number(process.env.TAKES || 0));
`;

describe('task-runner.sh', () => {
  let directory: string;
  let checkout: string;
  let tools: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai runner-'));
    checkout = join(directory, 'a check out');
    tools = join(directory, 'tools');
    for (const path of [
      '.yarn/releases',
      'packages/cli/bin',
      'plugins/one',
      'node_modules',
    ]) {
      await mkdir(join(checkout, path), { recursive: true });
    }
    await mkdir(tools);
    await copyFile(SCRIPT, join(checkout, 'task-runner.sh'));
    await writeFile(join(checkout, '.yarn/releases/yarn-4.18.1.cjs'), YARN);
    for (const path of [
      'yarn.lock',
      '.yarnrc.yml',
      'package.json',
      'packages/cli/package.json',
      'plugins/one/package.json',
    ]) {
      await writeFile(join(checkout, path), '{}');
    }
    await writeFile(
      join(checkout, 'packages/cli/bin/infra-ai'),
      'console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), node: process.execPath, path: process.env.PATH }))',
    );
    // Answers as a Node.js 12 would to the question for its version.
    await tool('node', 'echo v12.22.12; exit 1');
    await tool(
      'npm',
      `[ "$1" = install ] || exit 0
       echo "$*" >> '${directory}/npm.log'
       [ "$REGISTRY" != down ] || { echo 'npm ERR! network request failed' >&2; exit 1; }
       while [ "$1" != --prefix ]; do shift; done
       mkdir -p "$2/node_modules/\${3%@*}/bin"
       ln -s '${process.execPath}' "$2/node_modules/\${3%@*}/bin/node"`,
    );
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function tool(name: string, script: string) {
    await writeFile(join(tools, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(tools, name), 0o755);
  }

  async function run(args: string[] = [], env: NodeJS.ProcessEnv = {}) {
    const result = await execa(
      'sh',
      [join(checkout, 'task-runner.sh'), ...args],
      {
        cwd: directory,
        reject: false,
        extendEnv: false,
        env: {
          HOME: directory,
          PATH: [tools, SYSTEM_PATH].join(delimiter),
          INFRA_AI_CACHE: join(directory, 'the cache'),
          ...env,
        },
      },
    );
    return {
      code: result.exitCode,
      stdout: result.stdout,
      stderr: result.stderr,
    };
  }

  const installs = async () =>
    (await readFile(join(checkout, 'installs.log'), 'utf8')).trim().split('\n')
      .length;

  it('fetches a Node.js when the own one is too old, once, and hands every word on', async () => {
    const first = await run(['analyze', 'a file', '--format', 'json']);
    expect(first.stderr).toContain('this machine has v12.22.12');
    expect(first.code).toBe(0);
    const seen = JSON.parse(first.stdout);
    expect(seen).toMatchObject({
      args: ['analyze', 'a file', '--format', 'json'],
      cwd: directory,
    });
    expect(seen.path.split(delimiter)[0]).toContain('the cache');

    const second = await run(['status']);
    expect(second.stderr).toBe('');
    expect(
      (await readFile(join(directory, 'npm.log'), 'utf8')).trim().split('\n'),
    ).toHaveLength(1);
    expect(await installs()).toBe(1);
  });

  it('uses the own Node.js when it fits', async () => {
    await rm(join(tools, 'node'));
    await symlink(process.execPath, join(tools, 'node'));
    const { code, stdout } = await run(['status']);
    expect(code).toBe(0);
    expect(dirname(JSON.parse(stdout).path.split(delimiter)[0])).toBe(
      directory,
    );
    expect(existsSync(join(directory, 'npm.log'))).toBe(false);
  });

  it('says so when no registry gives a Node.js, and works once one does', async () => {
    const { code, stderr } = await run(['start'], { REGISTRY: 'down' });
    expect(code).toBe(1);
    expect(stderr).toContain('npm ERR! network request failed');
    expect(stderr).toMatch(
      /could not fetch Node\.js 24\.\d+\.\d+ through npm\. Check the network/,
    );
    expect(await readdir(join(directory, 'the cache'))).toEqual([]);
    expect((await run(['start'])).code).toBe(0);
  });

  it('says so when no registry gives the packages, and works once one does', async () => {
    await rm(join(tools, 'node'));
    await symlink(process.execPath, join(tools, 'node'));
    const { code, stderr } = await run(['start'], { REGISTRY: 'down' });
    expect(code).toBe(1);
    expect(stderr).toContain('the npm registry did not answer as it should');
    expect((await run(['start'])).code).toBe(0);
  });

  it('installs again after an interruption and after a change of the packages', async () => {
    await run(['status']);
    await rm(join(checkout, 'node_modules/.infra-ai-install'));
    await run(['status']);
    expect(await installs()).toBe(2);
    await writeFile(
      join(checkout, 'plugins/one/package.json'),
      '{"version":"2"}',
    );
    await run(['status']);
    expect(await installs()).toBe(3);
    await run(['status']);
    expect(await installs()).toBe(3);
  });

  it('lets one of several install', async () => {
    const results = await Promise.all([
      run(['status'], { TAKES: '1500' }),
      run(['status'], { TAKES: '1500' }),
      run(['status'], { TAKES: '1500' }),
    ]);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await installs()).toBe(1);
    expect(
      results.filter(({ stderr }) => /waiting for it/.test(stderr)).length,
    ).toBeGreaterThan(0);
  });

  it('takes a lock over from a run that was killed', async () => {
    const lock = join(checkout, 'node_modules/.infra-ai-install.lock');
    await mkdir(lock);
    // This process lives, but was started at another time than the owner.
    await writeFile(join(lock, 'pid'), `${process.pid}\n`);
    await writeFile(join(lock, 'start'), '1\n');
    expect((await run(['status'])).code).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });
});
