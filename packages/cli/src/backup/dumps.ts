import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { Client, escapeIdentifier } from 'pg';
import { CommandError, codeOf, messageOf } from '../lib/errors';
import { DatabaseServer } from '../platform/options';
import { ArchiveWriter } from './ArchiveWriter';
import { dumpPath } from './format';

/** What {@link backUpDatabases} found. */
export interface DumpsBackup {
  postgresMajor: string;
  databases: string[];
}

/** The names that the platform gives its databases: one for each plugin, and the configuration's. */
export async function listDatabases(
  server: DatabaseServer,
  configDatabase: string,
): Promise<{ major: number; databases: string[] }> {
  return withClient(server, async client => {
    const { rows } = await client.query<{
      version: number;
      databases: string[];
    }>(
      `SELECT current_setting('server_version_num')::integer AS version,
         (SELECT coalesce(array_agg(datname::text ORDER BY datname), '{}') FROM pg_database
          WHERE NOT datistemplate AND (starts_with(datname, 'backstage_plugin_') OR datname = $1)
            AND NOT datname ~ '_before_restore_[0-9]+$') AS databases`,
      [configDatabase],
    );
    return {
      major: Math.floor(rows[0].version / 10_000),
      databases: rows[0].databases,
    };
  });
}

/** Whether a name is one of those, see {@link listDatabases}. */
export function isPlatformDatabase(
  name: string,
  configDatabase: string,
): boolean {
  return name.startsWith('backstage_plugin_') || name === configDatabase;
}

/** Dumps each database of the platform on a server that is not ours; each is consistent in itself. */
export async function backUpDatabases(
  server: DatabaseServer,
  archive: ArchiveWriter,
  options: {
    configDatabase: string;
    scratch: string;
    onDatabase: (name: string) => void;
  },
): Promise<DumpsBackup> {
  const { major, databases } = await listDatabases(
    server,
    options.configDatabase,
  );
  if (databases.length === 0) {
    throw new CommandError(
      `There is no database of the platform at ${server.host}:${server.port}, so there is nothing to back up.`,
    );
  }
  await checkProgram('pg_dump', major);
  await mkdir(options.scratch, { mode: 0o700 });
  try {
    await archive.addDirectory('databases');
    for (const [index, name] of databases.entries()) {
      options.onDatabase(name);
      const file = join(options.scratch, `${index}.dump`);
      await runProgram('pg_dump', server, [
        '--format=custom',
        `--file=${file}`,
        `--dbname=${name}`,
      ]);
      await archive.addFile(dumpPath(index), file);
      await rm(file);
    }
  } finally {
    await rm(options.scratch, { recursive: true, force: true });
  }
  return { postgresMajor: String(major), databases };
}

/** Whether PostgreSQL's program can be run and can talk to a server of that version. */
export async function checkProgram(
  program: 'pg_dump' | 'pg_restore',
  major: number,
): Promise<void> {
  const { stdout, exitCode } = await execa(program, ['--version'], {
    reject: false,
  });
  const found = Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]);
  const install = `Install the client programs of PostgreSQL ${major} or newer (Debian and Ubuntu: postgresql-client-${major}; macOS: brew install libpq) and put ${program} on the PATH.`;
  if (exitCode !== 0 || !found) {
    throw new CommandError(
      `The database is a server of your own, and ${program} is not here. ${install}`,
    );
  }
  if (found < major) {
    throw new CommandError(
      `${program} is of PostgreSQL ${found} and cannot be used for version ${major}. ${install}`,
    );
  }
}

/**
 * Loads dumps beside the databases that are there, then puts them in their place in one transaction.
 *
 * @param dumps - file by name of the database
 * @returns the names that databases that were there have now
 */
export async function restoreDatabases(
  server: DatabaseServer,
  dumps: ReadonlyMap<string, string>,
  options: { stamp: string; onDatabase: (name: string) => void },
): Promise<Map<string, string>> {
  const staged = new Map<string, string>();
  try {
    for (const [name, file] of dumps) {
      options.onDatabase(name);
      const temporary = `infra_ai_restore_${options.stamp}_${staged.size}`;
      await withClient(server, client =>
        client.query(
          `CREATE DATABASE ${escapeIdentifier(
            temporary,
          )} TEMPLATE template0 ENCODING 'UTF8'`,
        ),
      );
      staged.set(name, temporary);
      await runProgram('pg_restore', server, [
        '--exit-on-error',
        '--no-owner',
        '--no-privileges',
        `--dbname=${temporary}`,
        file,
      ]);
    }
    return await swapDatabases(server, staged, options.stamp);
  } catch (error) {
    // Ours alone, made above; after the swap there are none of these names.
    for (const temporary of staged.values()) {
      await withClient(server, client =>
        client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(temporary)}`),
      ).catch(() => undefined);
    }
    throw error;
  }
}

async function swapDatabases(
  server: DatabaseServer,
  staged: ReadonlyMap<string, string>,
  stamp: string,
): Promise<Map<string, string>> {
  const aside = new Map<string, string>();
  await withClient(server, async client => {
    await client.query('BEGIN');
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname::text FROM pg_database WHERE datname = ANY($1)',
      [[...staged.keys()]],
    );
    const rename = async (from: string, to: string) => {
      try {
        await client.query(
          `ALTER DATABASE ${escapeIdentifier(
            from,
          )} RENAME TO ${escapeIdentifier(to)}`,
        );
      } catch (error) {
        // 55006: somebody is connected.
        throw codeOf(error) === '55006'
          ? new CommandError(
              `The database '${from}' is in use. Nothing was changed; stop the platform wherever it runs and try again.`,
            )
          : error;
      }
    };
    for (const { datname } of rows) {
      const suffix = `_before_restore_${stamp}`;
      aside.set(datname, `${datname.slice(0, 63 - suffix.length)}${suffix}`);
      await rename(datname, aside.get(datname)!);
    }
    for (const [name, temporary] of staged) {
      await rename(temporary, name);
    }
    await client.query('COMMIT');
  });
  return aside;
}

async function runProgram(
  program: 'pg_dump' | 'pg_restore',
  server: DatabaseServer,
  args: string[],
): Promise<void> {
  try {
    await execa(program, ['--no-password', ...args], {
      stdin: 'ignore',
      env: {
        PGHOST: server.host,
        PGPORT: String(server.port),
        PGUSER: server.user,
        // Not among the arguments, which everybody on the machine can see.
        PGPASSWORD: server.password,
        LC_ALL: 'C',
      },
    });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new CommandError(
      `${program} failed: ${(stderr || messageOf(error))
        .trim()
        .split('\n')
        .slice(-3)
        .join(' ')}`,
    );
  }
}

async function withClient<T>(
  server: DatabaseServer,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    ...server,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
