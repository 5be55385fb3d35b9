import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync, ResultPromise } from 'execa';
import { Client } from 'pg';
import { runInfraAi } from '../__testUtils__/run';
import { findFreePort } from '../lib/ports';
import { waitUntil } from '../lib/processes';
import { checkDatabase } from '../services/postgres';
import { choosePostgresAccount } from '../services/postgres/account';

jest.setTimeout(120_000);

const SERVER =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!;

/** Where a whole PostgreSQL is installed; the embedded one has no pg_dump. */
function findInstallation(): string | undefined {
  for (const command of [
    ['pg_config', '--bindir'],
    ['sh', '-c', 'ls -d /usr/lib/postgresql/*/bin'],
  ]) {
    const { stdout } = execaSync(command[0], command.slice(1), {
      reject: false,
    });
    const directory = stdout?.split('\n')[0];
    const works = ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every(
      name =>
        directory &&
        execaSync(join(directory, name), ['--version'], { reject: false })
          .exitCode === 0,
    );
    if (works) {
      return directory;
    }
  }
  return undefined;
}

describe('backup of a server of the user', () => {
  let root: string;
  const run = (args: string[], env: NodeJS.ProcessEnv) =>
    runInfraAi(args, {
      env: {
        INFRA_AI_ROOT: root,
        INFRA_AI_DATA_DIR: join(root, '.data'),
        POSTGRES_HOST: '',
        ...env,
      },
    });

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai external-'));
    await chmod(root, 0o755);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('says what to install when pg_dump is missing or too old', async () => {
    const admin = new Client(SERVER);
    await admin.connect();
    const name = `backstage_plugin_external_${process.pid}`;
    await admin.query(`CREATE DATABASE ${name}`);
    try {
      const empty = join(root, 'empty');
      await mkdir(empty);
      const missing = await run(['backup'], {
        DATABASE_URL: SERVER,
        PATH: empty,
      });
      expect(missing).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /pg_dump is not here\. Install .* PostgreSQL 18 .*postgresql-client-18/,
        ),
      });
      await writeFile(
        join(empty, 'pg_dump'),
        '#!/bin/sh\necho "pg_dump (PostgreSQL) 12.4"\n',
        { mode: 0o755 },
      );
      const old = await run(['backup'], {
        DATABASE_URL: SERVER,
        PATH: `${empty}:/bin:/usr/bin`,
      });
      expect(old).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /of PostgreSQL 12 and cannot be used for version 18/,
        ),
      });
    } finally {
      await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    }
  });

  const installation = findInstallation();
  const withInstallation = installation ? it : it.skip;
  // eslint-disable-next-line jest/no-standalone-expect
  withInstallation(
    'dumps and loads the databases of the platform, and no others',
    async () => {
      const account = await choosePostgresAccount(join(root, 'server'));
      const directory = join(root, 'server');
      await mkdir(directory, { mode: 0o700 });
      if (account) {
        await chown(directory, account.uid, account.gid);
      }
      const as = { ...account, cwd: '/' };
      await execa(
        join(installation!, 'initdb'),
        [
          '-D',
          directory,
          '-U',
          'postgres',
          '--auth=trust',
          '--encoding=UTF8',
          '--locale=C',
          '--no-sync',
        ],
        as,
      );
      const port = await findFreePort();
      const server: ResultPromise = execa(
        join(installation!, 'postgres'),
        [
          '-D',
          directory,
          '-p',
          String(port),
          '-c',
          'listen_addresses=127.0.0.1',
          '-c',
          'unix_socket_directories=',
        ],
        { ...as, reject: false },
      );
      const where = {
        host: '127.0.0.1',
        port,
        user: 'postgres',
        password: 'x',
      };
      const query = async (database: string, sql: string) => {
        const client = new Client({ ...where, database });
        await client.connect();
        try {
          return (await client.query(sql)).rows;
        } finally {
          await client.end();
        }
      };
      const env = {
        DATABASE_URL: `postgres://postgres:x@127.0.0.1:${port}`,
        PATH: `${installation}:${process.env.PATH}`,
      };
      /* eslint-disable jest/no-standalone-expect */
      try {
        expect(
          await waitUntil(
            () =>
              checkDatabase(where).then(
                () => true,
                () => false,
              ),
            30_000,
          ),
        ).toBe(true);
        for (const name of [
          'backstage_plugin_a-b',
          'infra_ai_config',
          'unrelated',
        ]) {
          await query('postgres', `CREATE DATABASE "${name}"`);
          await query(name, 'CREATE TABLE t (x int); INSERT INTO t VALUES (7)');
        }
        const archive = join(root, 'a.tar.gz');
        const made = await run(['backup', archive, '--json'], env);
        expect(made).toMatchObject({ code: 0 });
        expect(JSON.parse(made.stdout).database).toMatchObject({
          kind: 'dumps',
          databases: ['backstage_plugin_a-b', 'infra_ai_config'],
        });
        await query('backstage_plugin_a-b', 'UPDATE t SET x = 8');
        await query('unrelated', 'UPDATE t SET x = 9');

        expect(await run(['restore', archive], env)).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(
            /the database 'backstage_plugin_a-b'.*--replace/,
          ),
        });
        const busy = new Client({ ...where, database: 'infra_ai_config' });
        await busy.connect();
        expect(
          await run(['restore', archive, '--replace', '--yes'], env),
        ).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(/'infra_ai_config' is in use/),
        });
        await busy.end();
        expect(await query('backstage_plugin_a-b', 'SELECT x FROM t')).toEqual([
          { x: 8 },
        ]);

        const { code, stdout } = await run(
          ['restore', archive, '--replace', '--yes', '--json'],
          env,
        );
        expect(code).toBe(0);
        const { renamedDatabases } = JSON.parse(stdout);
        expect(await query('backstage_plugin_a-b', 'SELECT x FROM t')).toEqual([
          { x: 7 },
        ]);
        expect(
          await query(
            renamedDatabases['backstage_plugin_a-b'],
            'SELECT x FROM t',
          ),
        ).toEqual([{ x: 8 }]);
        expect(await query('unrelated', 'SELECT x FROM t')).toEqual([{ x: 9 }]);
        const names = await query(
          'postgres',
          "SELECT datname FROM pg_database WHERE datname LIKE 'infra_ai_restore%'",
        );
        expect(names).toEqual([]);
        await writeFile(
          join(root, 'infra-ai.config.yaml'),
          'config:\n  database: another\n',
        );
        expect(
          await run(['restore', archive, '--replace', '--yes'], env),
        ).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(
            /'infra_ai_config', which is none of the platform's/,
          ),
        });
        // The one is not for the other.
        expect(
          await run(['restore', archive], { ...env, DATABASE_URL: '' }),
        ).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(
            /dumps of a database server\. Set DATABASE_URL/,
          ),
        });
      } finally {
        server.kill('SIGINT');
        await server;
      }
      /* eslint-enable jest/no-standalone-expect */
    },
  );
});
