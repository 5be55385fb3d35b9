import { join } from 'node:path';
import { Client } from 'pg';
import { readFileIfExists, writeFileAtomic } from '../../lib/atomicFile';
import { CommandError, codeOf, messageOf } from '../../lib/errors';
import { findFreePort, isPortFree } from '../../lib/ports';
import { Checkout } from '../../platform/checkout';
import { DatabaseServer } from '../../platform/options';
import { ProcessSpec, Service } from '../../platform/service';
import { Cluster, prepareCluster } from './cluster';

export { prepareCluster } from './cluster';
export type { Cluster, ClusterOptions } from './cluster';

/** Where an embedded server listens and how to log in. */
export async function embeddedDatabase(
  checkout: Checkout,
  password: string,
): Promise<DatabaseServer> {
  // Kept from run to run, so that a connection that somebody noted down goes on working.
  const file = join(checkout.dataDirectory, 'postgres.port');
  const remembered = Number(await readFileIfExists(file));
  let port = remembered;
  if (
    !Number.isInteger(remembered) ||
    remembered < 1 ||
    !(await isPortFree(remembered))
  ) {
    port = await findFreePort();
    await writeFileAtomic(file, `${port}\n`);
  }
  return { host: '127.0.0.1', port, user: 'postgres', password };
}

/** The command line that serves a cluster on the loopback address only. */
export function serveCluster(
  cluster: Cluster,
  port: number,
  settings: Record<string, string> = {},
): ProcessSpec {
  const all = {
    listen_addresses: '127.0.0.1',
    // Its directory would have to be one that every account can write, for nothing: all of us use TCP.
    unix_socket_directories: '',
    // Each of the back end's plugins has a pool of its own.
    max_connections: '300',
    ...settings,
  };
  return {
    file: cluster.binaries.postgres,
    args: [
      '-D',
      cluster.directory,
      '-p',
      String(port),
      ...Object.entries(all).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    account: cluster.account,
  };
}

/** Throws with a reason that a person can act on unless the server answers a query. */
export async function checkDatabase(server: DatabaseServer): Promise<void> {
  const client = new Client({
    ...server,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  // After an error the client may report the same again when its connection closes.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    const where = `PostgreSQL at ${server.host}:${server.port}`;
    if (codeOf(error) === '28P01') {
      throw new CommandError(
        `${where} refuses the password of user '${server.user}'.`,
      );
    }
    throw new CommandError(
      `${where} does not answer: ${messageOf(error) || codeOf(error)}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The embedded PostgreSQL as a service. */
export function postgresService(
  checkout: Checkout,
  server: DatabaseServer,
): Service {
  return {
    name: 'postgres',
    title: 'PostgreSQL',
    port: server.port,
    after: [],
    async prepare() {
      const cluster = await prepareCluster({
        path: join(checkout.dataDirectory, 'postgres'),
        password: server.password,
      });
      return serveCluster(cluster, server.port);
    },
    checkHealth: () => checkDatabase(server),
    startTimeoutMs: 60_000,
    // After kill -9 its old children may hold the shared memory for a moment.
    startAttempts: 3,
    // Fast shutdown. SIGTERM would wait for the clients to leave.
    stopSignal: 'SIGINT',
  };
}
