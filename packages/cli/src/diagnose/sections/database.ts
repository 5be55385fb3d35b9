import type { Client } from 'pg';
import { block, table } from '../markdown';
import { Finding, Section, toResult } from '../Report';
import { withReader } from './query';

const SLOW_SECONDS = 5;
const IDLE_SECONDS = 60;
const MAX_CONNECTIONS = 0.8;

interface Activity {
  pid: number;
  database: string;
  state: string;
  seconds: number;
  waits_for_lock: boolean;
  query: string;
}

export const databaseSection: Section = {
  id: 'database',
  title: 'Database',
  async run({ database }, signal) {
    if (!database) {
      return {
        data: undefined,
        text: () => ['It does not run, so it was not asked.'],
      };
    }
    const found = await withReader(
      database,
      'postgres',
      signal,
      async client => ({
        ...(await readServer(client)),
        activity: await readActivity(client),
        statements: await readStatements(client),
      }),
    );
    const findings = found.activity.map(
      ({ pid, database: name, state, seconds, waits_for_lock }): Finding =>
        state === 'active'
          ? {
              severity: 'warning',
              title: `A query in ${name} runs for ${seconds} s${
                waits_for_lock ? ' and waits for a lock' : ''
              } (pid ${pid}).`,
              cure: `The section Database shows it. End it with: SELECT pg_cancel_backend(${pid})`,
            }
          : {
              severity: 'warning',
              title: `A transaction in ${name} is open and idle for ${seconds} s (pid ${pid}); it holds its locks.`,
              cure: `End it with: SELECT pg_terminate_backend(${pid})`,
            },
    );
    if (found.connections > found.maxConnections * MAX_CONNECTIONS) {
      findings.push({
        severity: 'warning',
        title: `${found.connections} of ${found.maxConnections} connections are in use.`,
        cure: 'Raise max_connections, or lower the pools with backend.database.knexConfig.pool.max.',
      });
    }
    return toResult({
      data: found,
      findings,
      text: shown => [
        `PostgreSQL ${shown.version} at ${database.host}:${database.port}; ${shown.connections} of ${shown.maxConnections} connections.`,
        '',
        ...table(
          ['Database', 'MB'],
          shown.databases.map(({ name, bytes }) => [
            name,
            Math.round(bytes / 1024 / 1024),
          ]),
        ),
        '',
        shown.activity.length === 0
          ? `No query runs longer than ${SLOW_SECONDS} s.`
          : 'Slow now:',
        ...shown.activity.flatMap(({ pid, seconds, query }) =>
          block(`${seconds} s, pid ${pid}: ${query}`, 'sql'),
        ),
        '',
        ...(shown.statements === undefined
          ? [
              'pg_stat_statements is not installed; with it, the slowest statements would be here.',
            ]
          : table(
              ['Mean (ms)', 'Calls', 'Statement'],
              shown.statements.map(({ mean_ms, calls, query }) => [
                mean_ms,
                calls,
                query,
              ]),
            )),
      ],
    });
  },
};

async function readServer(client: Client) {
  const { rows } = await client.query<{
    version: string;
    connections: number;
    max: number;
  }>(
    `SELECT current_setting('server_version') AS version, current_setting('max_connections')::integer AS max,
       (SELECT count(*)::integer FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections`,
  );
  const { rows: databases } = await client.query<{
    name: string;
    bytes: string;
  }>(
    `SELECT datname::text AS name, pg_database_size(oid) AS bytes FROM pg_database
     WHERE NOT datistemplate AND has_database_privilege(oid, 'CONNECT') ORDER BY 2 DESC`,
  );
  return {
    version: rows[0].version,
    connections: rows[0].connections,
    maxConnections: rows[0].max,
    databases: databases.map(({ name, bytes }) => ({
      name,
      bytes: Number(bytes),
    })),
  };
}

async function readActivity(client: Client): Promise<Activity[]> {
  const { rows } = await client.query<Activity>(
    `SELECT pid, coalesce(datname, '')::text AS database, state,
       extract(epoch FROM now() - CASE state WHEN 'active' THEN query_start ELSE state_change END)::integer AS seconds,
       coalesce(wait_event_type = 'Lock', false) AS waits_for_lock, left(query, 500) AS query
     FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
       AND (state = 'active' AND now() - query_start > make_interval(secs => $1)
         OR state LIKE 'idle in transaction%' AND now() - state_change > make_interval(secs => $2))
     ORDER BY seconds DESC LIMIT 20`,
    [SLOW_SECONDS, IDLE_SECONDS],
  );
  return rows.map(row => ({ ...row, query: withoutLiterals(row.query) }));
}

async function readStatements(
  client: Client,
): Promise<
  Array<{ mean_ms: number; calls: number; query: string }> | undefined
> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'",
  );
  if (!rowCount) {
    return undefined;
  }
  const { rows } = await client.query(
    `SELECT round(mean_exec_time::numeric, 1)::float AS mean_ms, calls::integer, left(query, 300) AS query
     FROM pg_stat_statements ORDER BY mean_exec_time DESC LIMIT 10`,
  );
  return rows.map(row => ({ ...row, query: withoutLiterals(row.query) }));
}

/** What people wrote is not for a report. */
function withoutLiterals(query: string): string {
  return query
    .replace(/\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/g, "'…'")
    .replace(/'(?:[^']|'')*(?:'|$)/g, "'…'")
    .replace(/\s+/g, ' ')
    .trim();
}
