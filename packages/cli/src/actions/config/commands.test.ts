import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { runInfraAi } from '../../__testUtils__/run';

jest.setTimeout(300_000);

const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!;
const BIN = resolve(__dirname, '../../../bin/infra-ai');

describe('infra-ai config', () => {
  let root: string;
  let database: string;
  const env = () => ({
    INFRA_AI_ROOT: root,
    INFRA_AI_DATA_DIR: join(root, '.data'),
    INFRA_AI_CONFIG_KEY: '',
    DATABASE_URL: url,
    POSTGRES_HOST: '',
  });
  const config = (...args: string[]) =>
    runInfraAi(['config', ...args], { env: env() });
  const read = (path = '.env') => readFile(join(root, path), 'utf8');
  const write = (content: string, path = '.env') =>
    writeFile(join(root, path), content, { mode: 0o600 });
  /** Every file below the root with its content, but for the sync state and what only runs leave. */
  const tree = async (directory = root): Promise<string[]> => {
    const entries = await readdir(directory, { withFileTypes: true });
    const lines = await Promise.all(
      entries.map(async entry => {
        const path = join(directory, entry.name);
        return entry.isDirectory()
          ? tree(path)
          : [
              `${path} ${(await stat(path)).mode} ${await readFile(
                path,
                'hex',
              )}`,
            ];
      }),
    );
    return lines.flat().sort();
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai config-'));
    database = `config_test_${randomBytes(6).toString('hex')}`;
    await writeFile(
      join(root, 'infra-ai.config.yaml'),
      `config:\n  database: ${database}\n`,
    );
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await client.end();
  });

  it('backs up, shows without values, and restores what it shows', async () => {
    await write('A=1\nSECRET=hunter2\n');
    const first = await config('backup', '--label', 'first');
    expect(first).toMatchObject({ code: 0 });
    expect(first.stderr).toMatch(/A key was made: .*config\.key.*Keep a copy/);
    expect((await config('backup')).stdout).toContain('unchanged');

    await write('A=1\nSECRET=other\n');
    await config('backup');
    const shown = await config(
      'restore',
      '--dry-run',
      '--file',
      join(root, '.env'),
      '1',
    );
    expect(shown.stdout).toMatch(/~ SECRET=••/);
    expect(shown.stdout).not.toMatch(/hunter2|other/);
    expect(await read()).toContain('other');

    const unasked = await config('restore', '--version', '1');
    expect(unasked).toMatchObject({ code: 2 });
    expect(unasked.stderr).toContain('--yes');

    const restored = await config('restore', '--version', '1', '--yes');
    expect(restored).toMatchObject({ code: 0 });
    expect(await read()).toBe('A=1\nSECRET=hunter2\n');
    const { stdout } = await config('list', '--json');
    expect(JSON.parse(stdout).versions).toMatchObject([
      { version: 2, path: '.env' },
      { version: 1, label: 'first' },
    ]);

    // What the restore replaced is in a file, which can be restored as well.
    const [newest] = JSON.parse(stdout).fileBackups;
    const name = newest.split('/').pop();
    expect(name).toMatch(/^backup-\d{8}-\d{6}(-\d)?\.env$/);
    expect(await config('restore', name, '--yes')).toMatchObject({ code: 0 });
    expect(await read()).toBe('A=1\nSECRET=other\n');
  });

  it('carries changes both ways, merges, and refuses what conflicts', async () => {
    await write('A=1\nB=1\n');
    await config('sync');
    const elsewhere = async (content: string) => {
      // Another machine with the same database and key.
      const other = await mkdtemp(join(tmpdir(), 'infra-ai other-'));
      await writeFile(
        join(other, 'infra-ai.config.yaml'),
        `config:\n  database: ${database}\n`,
      );
      await mkdir(join(other, '.data'));
      await writeFile(
        join(other, '.data/config.key'),
        await readFile(join(root, '.data/config.key')),
        { mode: 0o600 },
      );
      await writeFile(join(other, '.env'), content, { mode: 0o600 });
      const done = await runInfraAi(['config', 'backup'], {
        env: {
          ...env(),
          INFRA_AI_ROOT: other,
          INFRA_AI_DATA_DIR: join(other, '.data'),
        },
      });
      await rm(other, { recursive: true });
      expect(done).toMatchObject({ code: 0 });
    };

    await elsewhere('A=2\nB=1\n');
    expect((await config('sync')).stdout).toContain('database → file');
    expect(await read()).toBe('A=2\nB=1\n');

    await write('A=2\nB=2\n');
    expect((await config('sync')).stdout).toContain('file → database');

    await elsewhere('A=3\nB=2\n');
    await write('# mine\nA=2\nB=3\n');
    expect((await config('sync')).stdout).toContain('merged');
    expect(await read()).toBe('# mine\nA=3\nB=3\n');
    expect((await config('sync')).stdout).toContain('the same on both sides');

    await elsewhere('# mine\nA=4\nB=3\n');
    await write('# mine\nA=5\nB=3\n');
    const conflict = await config('sync');
    expect(conflict).toMatchObject({ code: 1 });
    expect(conflict.stdout).toMatch(/conflict.*\n {4}A\n/);
    expect(await read()).toBe('# mine\nA=5\nB=3\n');
    await config('sync', '--prefer', 'database');
    expect(await read()).toBe('# mine\nA=4\nB=3\n');
  });

  it('does not undo a restore with the next sync', async () => {
    await write('A=1\n');
    await config('sync');
    await write('A=2\n');
    await config('sync');
    await config('restore', '1', '--yes');
    expect((await config('sync')).stdout).toContain(
      'file → database (version 3)',
    );
    expect(await read()).toBe('A=1\n');
  });

  it('loses nothing when 20 back up at once', async () => {
    await write('N=0\n');
    await config('backup');
    await mkdir(join(root, 'packages'));
    const names = Array.from({ length: 20 }, (_, n) => `packages/p${n}/.env`);
    for (const name of names) {
      await mkdir(join(root, name, '..'), { recursive: true });
      await write(`${name}\n`, name);
    }
    const runs = await Promise.all(
      names.map(name => config('backup', '--file', join(root, name), '--json')),
    );
    expect(runs.map(({ code }) => code)).toEqual(names.map(() => 0));
    expect(await config('verify')).toMatchObject({
      code: 0,
      stdout: '21 versions are intact, 0 are not.',
    });

    // And at the same file: each writes what it read, none takes the number of another.
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        await write(`N=${n}\n`);
        return config('backup', '--file', join(root, '.env'));
      }),
    );
    const { versions } = JSON.parse((await config('list', '--json')).stdout);
    const numbers = versions
      .filter(({ path }: { path: string }) => path === '.env')
      .map(({ version }: { version: number }) => version);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await config('verify')).code).toBe(0);
  });

  it('leaves the old file or the new one, whole, when it is killed', async () => {
    const old = `OLD=${'a'.repeat(300_000)}\n`;
    const now = `NEW=${'b'.repeat(300_000)}\n`;
    await write(now);
    await config('backup');
    const restore = () => {
      const child = spawn(
        process.execPath,
        [BIN, 'config', 'restore', '--yes'],
        { env: { ...process.env, NODE_ENV: '', ...env() }, stdio: 'ignore' },
      );
      return { child, ended: new Promise(done => child.on('exit', done)) };
    };
    await write(old);
    const start = Date.now();
    await restore().ended;
    const whole = Date.now() - start;
    const seen = new Set<string>();
    for (let run = 0; run < 24; run++) {
      await write(old);
      const { child, ended } = restore();
      // From before anything is read to after all is done, however fast this machine is just now.
      await Promise.race([sleep(whole * (0.2 + run * 0.06)), ended]);
      child.kill('SIGKILL');
      await ended;
      const content = await read();
      expect([old, now]).toContain(content);
      seen.add(content.slice(0, 3));
    }
    // Else the kills came too early or too late to mean anything.
    expect([...seen].sort()).toEqual(['NEW', 'OLD']);
  });

  it('finishes a change of the key that was interrupted', async () => {
    await write('A=1\n');
    await config('backup');
    expect(await config('rotate-key', '--yes')).toMatchObject({ code: 0 });
    const next = await readFile(join(root, '.data/config.key'));
    await write('A=2\n');
    await config('backup');
    expect((await config('verify')).code).toBe(0);

    // As after a kill between the database and the key file: the new key only lies beside the old one.
    await writeFile(join(root, '.data/config.key.next'), next, { mode: 0o600 });
    await writeFile(
      join(root, '.data/config.key'),
      randomBytes(32).toString('hex'),
      { mode: 0o600 },
    );
    expect((await config('verify')).code).toBe(1);
    expect((await config('rotate-key', '--yes')).stdout).toContain(
      'is finished',
    );
    expect((await config('verify')).code).toBe(0);
  });

  it('moves to another database, encrypted', async () => {
    await write('SECRET=hunter2\n');
    await config('backup');
    const file = join(root, 'export.json');
    expect(await config('export', file)).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).not.toContain('hunter2');
    expect((await config('import', file)).stdout).toBe(
      '0 versions were imported, 1 were there already.',
    );
    await config('prune', '--keep', '1', '--yes');
    const moved = `${database}_b`;
    await writeFile(
      join(root, 'infra-ai.config.yaml'),
      `config:\n  database: ${moved}\n`,
    );
    expect((await config('import', file)).stdout).toMatch(
      /^1 versions were imported/,
    );
    await rm(join(root, '.env'));
    await config('restore', '--yes');
    expect(await read()).toBe('SECRET=hunter2\n');
    await writeFile(file, '{"format":"other"}');
    expect(await config('import', file)).toMatchObject({ code: 1 });
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DROP DATABASE "${moved}" WITH (FORCE)`);
    await client.end();
  });

  it('changes nothing with --dry-run', async () => {
    await write('A=1\n');
    await config('backup');
    await write('A=2\n');
    const before = await tree();
    for (const args of [
      ['backup'],
      ['restore', '1'],
      ['sync'],
      ['prune', '--keep', '1'],
      ['rotate-key'],
      ['export', join(root, 'x.json')],
    ]) {
      expect(await config(...args, '--dry-run')).toMatchObject({ code: 0 });
      expect(await tree()).toEqual(before);
    }
  });

  it.each([
    [['restore', 'x'], /neither the number of a version nor a file/, 2],
    [['restore', '--at', 'yesterday'], /--at takes a time/, 2],
    [['backup', '--file', '/etc/passwd'], /is not in/, 2],
    [['backup'], /There is nothing to back up/, 1],
    [['restore'], /holds no configuration/, 1],
    [['show'], /holds no configuration/, 1],
    [['bogus'], /unknown command/, 2],
  ])('says what is wrong with %j', async (args, message, code) => {
    const result = await config(...args);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
  });
});
