import { Client, type ClientConfig } from 'pg';
import { CommandError, codeOf, messageOf } from '../lib/errors';
import type { DatabaseServer } from '../platform/options';
import type { Sealed } from './cipher';
import { migrations } from './schema';

/** Any number that is ours alone on a server. */
const LOCK = 7_311_904_201;

/** A version without its content. */
export interface VersionInfo {
  path: string;
  /** Counts from 1 for each path. */
  version: number;
  keyId: string;
  fingerprint: Buffer;
  /** In bytes. */
  size: number;
  mode: number;
  author: string;
  host: string;
  label?: string;
  createdAt: Date;
}

/** A version as it is stored. */
export interface StoredVersion extends VersionInfo {
  sealed: Sealed;
}

const INFO =
  'path, version, key_id, fingerprint, size, mode, author, host, label, created_at';

/** The versions of the configuration files in PostgreSQL. What it holds is encrypted; it knows no key. */
export class ConfigStore {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /**
   * Connects, and makes the database and its tables where they are missing.
   *
   * @throws CommandError with the cause
   */
  static async open(
    server: DatabaseServer,
    database: string,
  ): Promise<ConfigStore> {
    const where = { ...server, connectionTimeoutMillis: 10_000 };
    try {
      const client = await connect({ ...where, database }).catch(
        async error => {
          // 3D000: there is no such database.
          if (codeOf(error) !== '3D000') {
            throw error;
          }
          await createDatabase(where, database);
          return connect({ ...where, database });
        },
      );
      const store = new ConfigStore(client);
      await store.#migrate().catch(async error => {
        await store.close();
        throw error;
      });
      return store;
    } catch (error) {
      throw error instanceof CommandError
        ? error
        : new CommandError(
            `The configuration database '${database}' at ${server.host}:${
              server.port
            } cannot be used: ${messageOf(error)}`,
          );
    }
  }

  /** Runs `work` while no other process changes anything here; all that it writes is there, or nothing. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    await this.#client.query('BEGIN');
    try {
      await this.#client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const result = await work();
      await this.#client.query('COMMIT');
      return result;
    } catch (error) {
      await this.#client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /** Newest first; of one path, or of all. */
  async list(path?: string): Promise<VersionInfo[]> {
    const { rows } = await this.#client.query(
      `SELECT ${INFO} FROM config_versions WHERE $1::text IS NULL OR path = $1 ORDER BY path, version DESC`,
      [path ?? null],
    );
    return rows.map(toInfo);
  }

  /** The newest of each path. */
  async listLatest(): Promise<VersionInfo[]> {
    const { rows } = await this.#client.query(
      `SELECT DISTINCT ON (path) ${INFO} FROM config_versions ORDER BY path, version DESC`,
    );
    return rows.map(toInfo);
  }

  /** A version by number, the newest up to a time, or simply the newest. */
  async get(
    path: string,
    which: { version?: number; at?: Date } = {},
  ): Promise<StoredVersion | undefined> {
    const { rows } = await this.#client.query(
      `SELECT ${INFO}, sealed FROM config_versions
       WHERE path = $1 AND ($2::integer IS NULL OR version = $2) AND ($3::timestamptz IS NULL OR created_at <= $3)
       ORDER BY version DESC LIMIT 1`,
      [path, which.version ?? null, which.at ?? null],
    );
    return rows[0] && toStored(rows[0]);
  }

  /** Every version in turn, oldest first, so that only one at a time is in memory. */
  async *each(): AsyncGenerator<StoredVersion> {
    const { rows } = await this.#client.query<{
      path: string;
      version: number;
    }>('SELECT path, version FROM config_versions ORDER BY path, version');
    for (const { path, version } of rows) {
      const stored = await this.get(path, { version });
      if (stored) {
        yield stored;
      }
    }
  }

  /** @returns false when there is this version of this path already */
  async insert(stored: StoredVersion): Promise<boolean> {
    const { rowCount } = await this.#client.query(
      `INSERT INTO config_versions (path, version, key_id, fingerprint, sealed, size, mode, author, host, label, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT DO NOTHING`,
      [
        stored.path,
        stored.version,
        stored.keyId,
        stored.fingerprint,
        stored.sealed,
        stored.size,
        stored.mode,
        stored.author,
        stored.host,
        stored.label ?? null,
        stored.createdAt,
      ],
    );
    return rowCount === 1;
  }

  /** Replaces what a new key has encrypted anew. */
  async reseal(
    stored: Pick<
      StoredVersion,
      'path' | 'version' | 'keyId' | 'fingerprint' | 'sealed'
    >,
  ): Promise<void> {
    await this.#client.query(
      'UPDATE config_versions SET key_id = $3, fingerprint = $4, sealed = $5 WHERE path = $1 AND version = $2',
      [
        stored.path,
        stored.version,
        stored.keyId,
        stored.fingerprint,
        stored.sealed,
      ],
    );
  }

  async delete(
    versions: Array<Pick<VersionInfo, 'path' | 'version'>>,
  ): Promise<void> {
    for (const { path, version } of versions) {
      await this.#client.query(
        'DELETE FROM config_versions WHERE path = $1 AND version = $2',
        [path, version],
      );
    }
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #migrate(): Promise<void> {
    await this.exclusively(async () => {
      await this.#client.query(
        'CREATE TABLE IF NOT EXISTS config_schema (version integer NOT NULL)',
      );
      const { rows } = await this.#client.query(
        'SELECT version FROM config_schema',
      );
      const current: number = rows[0]?.version ?? 0;
      if (current > migrations.length) {
        throw new CommandError(
          'The configuration database was written by a newer version of this command. Nothing was changed; use that version.',
        );
      }
      if (current === migrations.length) {
        return;
      }
      for (const statements of migrations.slice(current)) {
        await this.#client.query(statements);
      }
      await this.#client.query('DELETE FROM config_schema');
      await this.#client.query('INSERT INTO config_schema VALUES ($1)', [
        migrations.length,
      ]);
    });
  }
}

async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  // A server that goes away is reported by the query that waits for it.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function createDatabase(
  server: ClientConfig,
  database: string,
): Promise<void> {
  const client = await connect({ ...server, database: 'postgres' });
  try {
    // The name was checked to be a plain identifier.
    await client.query(`CREATE DATABASE "${database}"`);
  } catch (error) {
    // 42P04, 23505: another process has just made it.
    if (!['42P04', '23505'].includes(codeOf(error) ?? '')) {
      throw error;
    }
  } finally {
    await client.end();
  }
}

function toInfo(row: Record<string, any>): VersionInfo {
  return {
    path: row.path,
    version: row.version,
    keyId: row.key_id,
    fingerprint: row.fingerprint,
    size: row.size,
    mode: row.mode,
    author: row.author,
    host: row.host,
    ...(row.label === null ? {} : { label: row.label }),
    createdAt: row.created_at,
  };
}

function toStored(row: Record<string, any>): StoredVersion {
  return { ...toInfo(row), sealed: row.sealed };
}
