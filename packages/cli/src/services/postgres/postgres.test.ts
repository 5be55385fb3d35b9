import { randomUUID } from 'node:crypto';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { Client } from 'pg';
import { findFreePort } from '../../lib/ports';
import { waitUntil } from '../../lib/processes';
import { ServiceRunner } from '../../platform/serviceRunner';
import { prepareCluster } from './cluster';
import { checkDatabase, serveCluster } from './index';

jest.setTimeout(120_000);

const PASSWORD = 'a secret';

describe('embedded PostgreSQL', () => {
  let directory: string;
  let port: number;
  let runners: ServiceRunner[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai postgres-'));
    await chmod(directory, 0o755);
    port = await findFreePort();
    runners = [];
  });
  afterEach(async () => {
    await Promise.all(runners.map(started => started.stop()));
    await rm(directory, { recursive: true, force: true });
  });

  const server = (password = PASSWORD) => ({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
  });

  function runner(path: string): ServiceRunner {
    const created = new ServiceRunner({
      logDirectory: directory,
      onChange: () => undefined,
      backoffMs: 100,
      service: {
        name: 'postgres',
        title: 'PostgreSQL',
        port,
        after: [],
        prepare: async () =>
          serveCluster(
            await prepareCluster({
              path,
              password: PASSWORD,
              sharedDirectory: join(directory, 'shared'),
            }),
            port,
          ),
        checkHealth: () => checkDatabase(server()),
        startTimeoutMs: 60_000,
        startAttempts: 3,
        stopSignal: 'SIGINT',
      },
    });
    runners.push(created);
    return created;
  }

  async function query(sql: string): Promise<unknown[]> {
    const client = new Client({ ...server(), database: 'postgres' });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('keeps its data over stop, kill -9 and a stale pid file', async () => {
    const path = join(directory, 'data', 'postgres');
    const first = runner(path);
    await first.start();
    await query('CREATE TABLE t (x int)');
    await query('INSERT INTO t VALUES (7)');
    expect(
      await query(
        "SELECT 'ñ' < 'o' AS sorted, current_setting('server_encoding') AS encoding",
      ),
    ).toEqual([{ sorted: false, encoding: 'UTF8' }]);
    await expect(checkDatabase(server('wrong'))).rejects.toThrow(
      "refuses the password of user 'postgres'",
    );

    const { pid } = first.state.process!;
    process.kill(pid, 'SIGKILL');
    expect(
      await waitUntil(
        () =>
          first.state.phase === 'healthy' && first.state.process?.pid !== pid,
        60_000,
      ),
    ).toBe(true);
    expect(await query('SELECT x FROM t')).toEqual([{ x: 7 }]);
    await first.stop();

    // As after a crash of the machine: the pid belongs to a process that is no PostgreSQL.
    await writeFile(
      join(path, 'postmaster.pid'),
      `${process.pid}\n${path}\n1\n${port}\n\n127.0.0.1\n`,
    );
    await runner(path).start();
    expect(await query('SELECT x FROM t')).toEqual([{ x: 7 }]);
  });

  it('takes over from a server that still runs on the data', async () => {
    const path = join(directory, 'data', 'postgres');
    const cluster = await prepareCluster({
      path,
      password: PASSWORD,
      sharedDirectory: join(directory, 'shared'),
    });
    const { file, args, cwd, env, account } = serveCluster(cluster, port);
    const left = execa(file, args, { cwd, env, ...account, reject: false });
    await waitUntil(
      () =>
        checkDatabase(server()).then(
          () => true,
          () => false,
        ),
      60_000,
    );
    port = await findFreePort();
    await runner(path).start();
    expect((await left).exitCode).toBe(0);
    expect(await query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
  });

  it('begins anew after an interrupted initialization', async () => {
    const data = join(directory, 'data');
    await mkdir(join(data, 'postgres.partial', 'base'), { recursive: true });
    await runner(join(data, 'postgres')).start();
    expect(await readdir(data)).toEqual(['postgres']);
  });

  it('refuses data of another version and of nobody knows whom, and leaves it alone', async () => {
    const old = join(directory, 'old');
    await mkdir(old);
    await writeFile(join(old, 'PG_VERSION'), '15\n');
    await expect(
      prepareCluster({ path: old, password: PASSWORD }),
    ).rejects.toThrow(
      /made by PostgreSQL 15, and this version of the platform runs PostgreSQL 18/,
    );
    const foreign = join(directory, 'foreign');
    await mkdir(foreign);
    await writeFile(join(foreign, 'letter.txt'), randomUUID());
    await expect(
      prepareCluster({ path: foreign, password: PASSWORD }),
    ).rejects.toThrow('holds files, but no database');
    expect(await readdir(foreign)).toEqual(['letter.txt']);
  });

  /* eslint-disable jest/no-standalone-expect */
  // Only root can make a folder that its account may not enter.
  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot(
    'serves from where its account can be when only root may enter the folder',
    async () => {
      const closed = join(directory, 'closed');
      await mkdir(closed, { mode: 0o700 });
      const path = join(closed, 'data', 'postgres');
      await runner(path).start();
      expect((await lstat(path)).isSymbolicLink()).toBe(true);
      expect((await stat(closed)).mode & 0o777).toBe(0o700);
      expect(await query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
    },
  );
});
