import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { GitHubSandbox, startGitHubSandbox } from '@infra-ai/github-sandbox';
import { Client } from 'pg';
import * as tar from 'tar';
import { runInfraAi } from '../__testUtils__/run';
import { identify, waitUntil } from '../lib/processes';
import { Checkout } from '../platform/checkout';
import { withDatabaseServer } from '../platform/database';
import { DatabaseServer } from '../platform/options';
import { readState, writeState } from '../platform/state';

jest.setTimeout(240_000);

describe('infra-ai backup and restore', () => {
  let root: string;
  let archive: string;
  let source: Checkout;
  let committedBefore: number;
  let backedUp: Record<string, any>;
  let headCommit: string;

  const checkoutOf = (name: string): Checkout => {
    const dataDirectory = join(root, name);
    return {
      root,
      dataDirectory,
      logDirectory: join(dataDirectory, 'logs'),
      runDirectory: join(dataDirectory, 'run'),
    };
  };
  const run = (
    checkout: Checkout,
    args: string[],
    env: NodeJS.ProcessEnv = {},
  ) =>
    runInfraAi(args, {
      cwd: root,
      env: {
        INFRA_AI_ROOT: root,
        INFRA_AI_DATA_DIR: checkout.dataDirectory,
        DATABASE_URL: '',
        POSTGRES_HOST: '',
        ...env,
      },
    });
  const query = async (
    server: DatabaseServer,
    database: string,
    sql: string,
  ) => {
    const client = new Client({ ...server, database });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  /** Every file of a directory with its content. */
  const contentOf = async (directory: string) =>
    (
      await execa(
        'find',
        ['.', '-type', 'f', '-exec', 'sha256sum', '{}', '+'],
        { cwd: directory },
      )
    ).stdout
      .split('\n')
      .sort();

  /** Writes rows, and repositories, as long as `work` runs. */
  async function whileWriting<T>(
    server: DatabaseServer,
    sandbox: GitHubSandbox,
    work: () => Promise<T>,
  ): Promise<T> {
    const client = new Client({ ...server, database: 'backstage_plugin_shop' });
    await client.connect();
    let stop = false;
    let last = 0;
    const rows = (async () => {
      while (!stop) {
        last++;
        // Either both are there or none.
        await client.query(
          `BEGIN; INSERT INTO orders VALUES (${last}, repeat(md5('${last}'), 20)); UPDATE totals SET n = n + 1; COMMIT`,
        );
      }
    })();
    const repositories = (async () => {
      for (let n = 1; !stop; n++) {
        await sandbox.createRepository({
          owner: 'acme',
          name: `live-${n}`,
          files: { 'README.md': `# ${n}\n` },
        });
      }
    })();
    try {
      await waitUntil(() => last > 100, 30_000);
      committedBefore = last - 1;
      return await work();
    } finally {
      stop = true;
      await Promise.all([rows, repositories]);
      await client.end();
    }
  }

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai backup-'));
    await chmod(root, 0o755);
    source = checkoutOf('source');
    archive = join(root, 'a.tar.gz');
    const sandbox = await startGitHubSandbox({
      dataDir: join(source.dataDirectory, 'github'),
    });
    await sandbox.createRepository({
      owner: 'acme',
      name: 'mine',
      files: { 'README.md': '# Shop\n', 'src/index.ts': 'export {};\n' },
    });
    const shop = join(
      source.dataDirectory,
      'github/repositories/acme/mine.git',
    );
    headCommit = (await execa('git', ['-C', shop, 'rev-parse', 'HEAD'])).stdout;
    await withDatabaseServer(source, async server => {
      await query(server, 'postgres', 'CREATE DATABASE backstage_plugin_shop');
      await query(
        server,
        'backstage_plugin_shop',
        'CREATE TABLE orders (id int PRIMARY KEY, text text); CREATE TABLE totals (n int); INSERT INTO totals VALUES (0)',
      );
      // What the command would see of a running platform.
      const services = [
        {
          name: 'postgres',
          title: 'PostgreSQL',
          phase: 'healthy',
          port: server.port,
          restarts: 0,
        },
      ];
      await writeState(source, {
        supervisor: identify(process.pid)!,
        phase: 'running',
        foreground: false,
        options: {
          mode: 'development',
          ports: { app: 1, api: 2, sandbox: 3 },
          sandbox: true,
        },
        startedAt: new Date().toISOString(),
        services: services as never,
      });
      const { code, stdout, stderr } = await whileWriting(server, sandbox, () =>
        run(source, ['backup', archive, '--json']),
      );
      if (code !== 0) {
        throw new Error(stderr);
      }
      backedUp = JSON.parse(stdout);
    });
    await sandbox.close();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('takes a running platform into an archive that only its owner can read', async () => {
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
    expect(backedUp).toMatchObject({
      file: archive,
      database: {
        kind: 'cluster',
        databases: expect.arrayContaining(['backstage_plugin_shop']),
      },
      includesKey: false,
      removed: [],
    });
    expect(
      (await readdir(root)).filter(name => name.includes('partial')),
    ).toEqual([]);
  });

  it('gives the same platform on an empty machine', async () => {
    const target = checkoutOf('target');
    const restored = await run(target, ['restore', archive, '--json']);
    expect(restored).toMatchObject({ code: 0 });
    expect(JSON.parse(restored.stdout)).not.toHaveProperty('aside');
    expect(await readFile(join(target.dataDirectory, 'secrets.json'))).toEqual(
      await readFile(join(source.dataDirectory, 'secrets.json')),
    );
    await withDatabaseServer(target, async server => {
      const [{ count, last, total, damaged }] = await query(
        server,
        'backstage_plugin_shop',
        `SELECT count(*)::int, max(id) AS last, (SELECT n FROM totals) AS total,
           count(*) FILTER (WHERE text <> repeat(md5(id::text), 20))::int AS damaged FROM orders`,
      );
      // A moment during the backup: everything up to one transaction, and nothing of the next.
      expect(count).toBeGreaterThanOrEqual(committedBefore);
      expect({ last, total, damaged }).toEqual({
        last: count,
        total: count,
        damaged: 0,
      });
    });
    const repositories = join(target.dataDirectory, 'github/repositories/acme');
    for (const name of await readdir(repositories)) {
      const { exitCode } = await execa('git', [
        '-C',
        join(repositories, name),
        'fsck',
        '--full',
        '--strict',
      ]);
      expect(exitCode).toBe(0);
    }
    const sandbox = await startGitHubSandbox({
      dataDir: join(target.dataDirectory, 'github'),
    });
    try {
      const head = await fetch(
        `${sandbox.apiBaseUrl}/repos/acme/mine/commits/HEAD`,
        {
          headers: { authorization: 'token t' },
        },
      ).then(response => response.json());
      expect(head).toMatchObject({ sha: headCommit });
    } finally {
      await sandbox.close();
    }
    expect(
      (await readdir(target.dataDirectory)).filter(name =>
        /restore/.test(name),
      ),
    ).toEqual([]);
  });

  it('puts data that is there aside, only when told to', async () => {
    const target = checkoutOf('busy');
    await withDatabaseServer(target, server =>
      query(server, 'postgres', 'CREATE DATABASE mine'),
    );
    await mkdir(join(target.dataDirectory, 'github'));
    await writeFile(join(target.dataDirectory, 'github/accounts.json'), '{}');
    await writeFile(join(target.dataDirectory, 'config.key'), 'mine');
    const before = await contentOf(target.dataDirectory);

    const refused = await run(target, ['restore', archive]);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--replace'),
    });
    const unasked = await run(target, ['restore', archive, '--replace']);
    expect(unasked).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--yes'),
    });
    const dry = await run(target, [
      'restore',
      archive,
      '--replace',
      '--dry-run',
    ]);
    expect(dry).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing was changed'),
    });
    expect(await contentOf(target.dataDirectory)).toEqual(before);

    const { code, stdout } = await run(target, [
      'restore',
      archive,
      '--replace',
      '--yes',
      '--json',
    ]);
    expect(code).toBe(0);
    const { aside } = JSON.parse(stdout);
    expect(aside).toMatch(/busy\.before-restore-\d{8}-\d{6}$/);
    expect(await readdir(aside)).toEqual([
      'github',
      'postgres',
      'secrets.json',
    ]);
    expect(
      await readFile(join(target.dataDirectory, 'config.key'), 'utf8'),
    ).toBe('mine');
    const names = await withDatabaseServer(target, server =>
      query(server, 'postgres', 'SELECT datname FROM pg_database'),
    );
    expect(names.map(({ datname }) => datname)).toContain(
      'backstage_plugin_shop',
    );
    expect(names.map(({ datname }) => datname)).not.toContain('mine');
  });

  it('leaves the old data when it is killed before the new is complete', async () => {
    const target = checkoutOf('killed');
    await withDatabaseServer(target, server =>
      query(server, 'postgres', 'CREATE DATABASE mine'),
    );
    const secrets = await readFile(join(target.dataDirectory, 'secrets.json'));
    const stages = async () =>
      (await readdir(target.dataDirectory)).filter(name =>
        name.startsWith('restore.partial'),
      );
    const isServing = async () => {
      const [stage] = await stages();
      return (
        stage !== undefined &&
        existsSync(join(target.dataDirectory, stage, 'postgres/postmaster.pid'))
      );
    };
    // While it unpacks, and while the new database runs for the first time.
    for (const moment of [async () => (await stages()).length > 0, isServing]) {
      const child = execa(
        process.execPath,
        [
          join(__dirname, '../../bin/infra-ai'),
          'restore',
          archive,
          '--replace',
          '--yes',
        ],
        {
          env: {
            INFRA_AI_ROOT: root,
            INFRA_AI_DATA_DIR: target.dataDirectory,
            NODE_ENV: '',
            DATABASE_URL: '',
            POSTGRES_HOST: '',
          },
          reject: false,
        },
      );
      expect(await waitUntil(moment, 60_000, 2)).toBe(true);
      child.kill('SIGKILL');
      await child;
    }
    expect(await readFile(join(target.dataDirectory, 'secrets.json'))).toEqual(
      secrets,
    );
    const names = await withDatabaseServer(target, server =>
      query(server, 'postgres', 'SELECT datname FROM pg_database'),
    );
    expect(names.map(({ datname }) => datname)).toContain('mine');
    const again = await run(target, ['restore', archive, '--replace', '--yes']);
    // As text for a person, with where the old data is.
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^Restored: .*\nThe data that was there is in .*before-restore-/,
      ),
    });
    expect(await stages()).toEqual([]);
  });

  it('takes back what it began when it is interrupted', async () => {
    const target = checkoutOf('interrupted');
    await withDatabaseServer(target, server =>
      query(server, 'postgres', 'SELECT 1'),
    );
    const out = join(root, 'out');
    await mkdir(out);
    const child = execa(
      process.execPath,
      [join(__dirname, '../../bin/infra-ai'), 'backup', join(out, 'b.tar.gz')],
      {
        env: {
          INFRA_AI_ROOT: root,
          INFRA_AI_DATA_DIR: target.dataDirectory,
          NODE_ENV: '',
          DATABASE_URL: '',
          POSTGRES_HOST: '',
        },
        reject: false,
      },
    );
    const hasBegun = async () =>
      (await readdir(out)).length > 0 &&
      existsSync(join(target.dataDirectory, 'postgres/postmaster.pid'));
    expect(await waitUntil(hasBegun, 30_000, 2)).toBe(true);
    child.kill('SIGINT');
    expect(await child).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining('Interrupted'),
    });
    expect(await readdir(out)).toEqual([]);
    // The server that was started for the moment has ended in order.
    expect(
      existsSync(join(target.dataDirectory, 'postgres/postmaster.pid')),
    ).toBe(false);
  });

  it('refuses while the platform runs', async () => {
    // The state of the source says so: its supervisor is this process.
    expect((await readState(source))?.phase).toBe('running');
    const { code, stderr } = await run(source, [
      'restore',
      archive,
      '--replace',
      '--yes',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/is running.*stop/);
  });

  it('refuses a database of another PostgreSQL, and an archive that is damaged', async () => {
    const target = checkoutOf('untouched');
    const work = await mkdtemp(join(root, 'work-'));
    await tar.x({ file: archive, cwd: work });
    const manifest = JSON.parse(
      await readFile(join(work, 'manifest.json'), 'utf8'),
    );
    const pack = async (name: string) => {
      const file = join(root, name);
      const top = (await readdir(work)).filter(
        entry => entry !== 'manifest.json',
      );
      // Synchronous, as only that keeps the order.
      tar.c({ file, cwd: work, gzip: true, portable: true, sync: true }, [
        ...top,
        'manifest.json',
      ]);
      return file;
    };
    const attempt = async (file: string) => {
      const { code, stderr } = await run(target, ['restore', file]);
      expect(code).toBe(1);
      await expect(stat(target.dataDirectory)).rejects.toThrow('ENOENT');
      return stderr;
    };
    await writeFile(
      join(work, 'manifest.json'),
      JSON.stringify({
        ...manifest,
        database: { ...manifest.database, postgresMajor: '15' },
      }),
    );
    expect(await attempt(await pack('old.tar.gz'))).toMatch(
      /PostgreSQL 15, and this version .* runs PostgreSQL 18/,
    );
    await writeFile(join(work, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(work, 'secrets.json'), '{}');
    expect(await attempt(await pack('changed.tar.gz'))).toMatch(
      /"secrets\.json" is damaged/,
    );

    const bytes = await readFile(archive);
    await writeFile(
      join(root, 'cut.tar.gz'),
      bytes.subarray(0, bytes.length / 2),
    );
    expect(await attempt(join(root, 'cut.tar.gz'))).toMatch(/cannot be used/);
    await writeFile(
      join(root, 'short.tar.gz'),
      bytes.subarray(0, bytes.length - 6),
    );
    expect(await attempt(join(root, 'short.tar.gz'))).toMatch(/cannot be used/);
    await writeFile(join(root, 'noise.tar.gz'), randomBytes(5_000));
    expect(await attempt(join(root, 'noise.tar.gz'))).toMatch(/cannot be used/);
    expect(await attempt(join(root, 'none.tar.gz'))).toMatch(
      /There is no archive/,
    );
  });

  it('keeps as many as it is told, and in a dry run all', async () => {
    const target = checkoutOf('target');
    const backups = join(target.dataDirectory, 'backups');
    await mkdir(backups);
    for (const name of [
      'backup-20250101-000000.tar.gz',
      'backup-20250102-000000.tar.gz',
      'mine.tar.gz',
    ]) {
      await writeFile(join(backups, name), '');
    }
    const before = await contentOf(target.dataDirectory);
    const dry = await run(target, [
      'backup',
      '--keep',
      '2',
      '--dry-run',
      '--json',
    ]);
    expect(JSON.parse(dry.stdout)).toMatchObject({
      remove: ['backup-20250101-000000.tar.gz'],
    });
    expect(await contentOf(target.dataDirectory)).toEqual(before);

    // Nothing runs: the database is started for the moment.
    const { code, stdout } = await run(target, [
      'backup',
      '--keep',
      '2',
      '--json',
    ]);
    expect(code).toBe(0);
    const { file, removed } = JSON.parse(stdout);
    expect(removed).toEqual(['backup-20250101-000000.tar.gz']);
    expect(
      (await readdir(backups)).map(name => join(backups, name)).sort(),
    ).toEqual(
      [
        file,
        join(backups, 'backup-20250102-000000.tar.gz'),
        join(backups, 'mine.tar.gz'),
      ].sort(),
    );
    expect(await run(target, ['backup', file])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already'),
    });
    expect(await run(target, ['backup', '--include-key'])).toMatchObject({
      code: 1,
    });
    expect(await run(target, ['backup', '--keep', '0'])).toMatchObject({
      code: 2,
    });
    expect(await run(checkoutOf('nothing'), ['backup'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing to back up'),
    });
  });
});
