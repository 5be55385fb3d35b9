import { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { CommandError, codeOf } from '../lib/errors';
import { DatabaseServer } from '../platform/options';
import { ArchiveWriter } from './ArchiveWriter';

/** What {@link backUpCluster} found. */
export interface ClusterBackup {
  postgresMajor: string;
  databases: string[];
}

// Directories whose content a server makes anew, and files that are of one run only: the list of pg_basebackup, see
// https://www.postgresql.org/docs/18/protocol-replication.html#PROTOCOL-REPLICATION-BASE-BACKUP
const EMPTIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
const LEFT_OUT =
  /^(?:postmaster\.(?:pid|opts)|backup_label(?:\.old)?|tablespace_map(?:\.old)?|backup_manifest|current_logfiles|postgresql\.auto\.conf\.tmp)$|(?:^|\/)(?:pgsql_tmp[^/]*|pg_internal\.init[^/]*)$/;
const CONTROL = 'global/pg_control';
const WAL_FILE = /^[0-9A-F]{24}$/;

/**
 * Copies the cluster of a running server with PostgreSQL's low-level backup API, without stopping anybody:
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 *
 * The server must run on this machine, on files that we may read.
 */
export async function backUpCluster(
  server: DatabaseServer,
  archive: ArchiveWriter,
  onTotal: (bytes: number) => void,
): Promise<ClusterBackup> {
  const client = new Client({ ...server, database: 'postgres' });
  // A server that goes away is reported by the query that waits for it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await describe(client);
    onTotal(found.bytes);
    const id = `infra_ai_backup_${process.pid}`;
    // Ends with this session, as the backup itself does: a kill leaves nothing on the server. Without it a checkpoint
    // could recycle the WAL that the copy needs.
    await client.query(
      'SELECT pg_create_physical_replication_slot($1, true, true)',
      [id],
    );
    await client.query('SELECT pg_backup_start($1, true)', [id]);
    await archive.addDirectory('postgres');
    await copyTree(found.directory, '', archive);
    await archive.addContent(
      `postgres/${CONTROL}`,
      await readSteadily(join(found.directory, CONTROL)),
    );
    const { rows } = await client.query<{ label: string; stop: string }>(
      'SELECT labelfile AS label, pg_walfile_name(lsn) AS stop FROM pg_backup_stop(false)',
    );
    await archive.addContent(
      'postgres/backup_label',
      Buffer.from(rows[0].label),
    );
    await copyWal(join(found.directory, 'pg_wal'), rows[0], archive);
    return { postgresMajor: found.postgresMajor, databases: found.databases };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function describe(client: Client) {
  const { rows } = await client.query<{
    directory: string;
    version: number;
    tablespaces: number;
    databases: string[];
    bytes: string;
  }>(`SELECT current_setting('data_directory') AS directory,
        current_setting('server_version_num')::integer AS version,
        (SELECT count(*)::integer FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')) AS tablespaces,
        (SELECT coalesce(array_agg(datname::text ORDER BY datname), '{}') FROM pg_database WHERE NOT datistemplate) AS databases,
        (SELECT sum(pg_database_size(oid)) FROM pg_database) AS bytes`);
  const [{ directory, version, tablespaces, databases, bytes }] = rows;
  if (tablespaces > 0) {
    throw new CommandError(
      'The database has tablespaces outside of its directory, which this backup does not cover. Move their tables to pg_default and drop them first.',
    );
  }
  return {
    directory,
    databases,
    bytes: Number(bytes),
    postgresMajor: String(Math.floor(version / 10_000)),
  };
}

async function copyTree(
  root: string,
  below: string,
  archive: ArchiveWriter,
): Promise<void> {
  for (const entry of await list(join(root, below))) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (LEFT_OUT.test(path) || path === CONTROL) {
      continue;
    }
    const isDirectory =
      entry.isDirectory() || (path === 'pg_wal' && entry.isSymbolicLink());
    if (isDirectory) {
      await archive.addDirectory(`postgres/${path}`);
      if (path === 'pg_wal') {
        await archive.addDirectory('postgres/pg_wal/archive_status');
        await archive.addDirectory('postgres/pg_wal/summaries');
      } else if (!EMPTIED.has(path)) {
        await copyTree(root, path, archive);
      }
    } else if (entry.isFile()) {
      // A table that was dropped meanwhile is none of the copy's.
      await archive.addFile(`postgres/${path}`, join(root, path));
    } else {
      throw new CommandError(
        `${join(root, path)} is no plain file; a backup cannot hold it.`,
      );
    }
  }
}

/** The server overwrites this file in place: read until two readings agree. */
async function readSteadily(path: string): Promise<Buffer> {
  let last = await readFile(path);
  for (;;) {
    await sleep(5);
    const next = await readFile(path);
    if (next.equals(last)) {
      return next;
    }
    last = next;
  }
}

/** The WAL from the start of the copy to its end, without which the copy is not consistent. */
async function copyWal(
  directory: string,
  { label, stop }: { label: string; stop: string },
  archive: ArchiveWriter,
): Promise<void> {
  const start = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/m.exec(
    label,
  )?.[1];
  const names = (await readdir(directory)).sort();
  const needed = names.filter(
    name => WAL_FILE.test(name) && start && name >= start && name <= stop,
  );
  if (!start || needed[0] !== start || !areConsecutive(needed)) {
    throw new CommandError(
      'The server has thrown away a part of its log that the backup needs. Try again.',
    );
  }
  for (const name of [
    ...needed,
    ...names.filter(n => n.endsWith('.history')),
  ]) {
    if (
      !(await archive.addFile(`postgres/pg_wal/${name}`, join(directory, name)))
    ) {
      throw new CommandError(
        `The server has removed ${name}, which the backup needs. Try again.`,
      );
    }
  }
}

/** Names are timeline, then a number of which the last 8 digits count to FF (files of 16 MB, as initdb makes them). */
function areConsecutive(names: string[]): boolean {
  const numbers = names.map(
    name =>
      parseInt(name.slice(8, 16), 16) * 256 + parseInt(name.slice(16), 16),
  );
  return numbers.every((number, index) => number === numbers[0] + index);
}

async function list(directory: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
