import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../lib/lock';
import {
  checkDatabase,
  embeddedDatabase,
  prepareCluster,
} from '../services/postgres';
import { runCluster, untilItAnswers } from '../services/postgres/runCluster';
import { Checkout } from './checkout';
import { prepareDataDirectory, readSecrets } from './dataDirectory';
import { DatabaseServer, readDatabaseServer } from './options';
import { isSupervised, readState } from './state';

/**
 * Calls `work` with the platform's database server: the one that the environment names, else the embedded one, which is
 * started for the moment when it does not run.
 *
 * @throws CommandError when there is no server to be had, with the cause
 */
export async function withDatabaseServer<T>(
  checkout: Checkout,
  work: (server: DatabaseServer) => Promise<T>,
): Promise<T> {
  const external = readDatabaseServer(process.env);
  if (external) {
    await checkDatabase(external);
    return work(external);
  }
  await prepareDataDirectory(checkout);
  const running = await runningServer(checkout);
  if (running) {
    return work(running);
  }
  await mkdir(checkout.runDirectory, { recursive: true, mode: 0o700 });
  // A start at the same time would find the cluster in use.
  return withLock(join(checkout.runDirectory, 'start.lock'), async () => {
    const started = await runningServer(checkout);
    return started ? work(started) : withTemporaryServer(checkout, work);
  });
}

async function runningServer(
  checkout: Checkout,
): Promise<DatabaseServer | undefined> {
  const state = await readState(checkout);
  const postgres = isSupervised(state)
    ? state.services.find(({ name }) => name === 'postgres')
    : undefined;
  if (!postgres) {
    return undefined;
  }
  const { postgresPassword } = await readSecrets(checkout);
  const server = {
    host: '127.0.0.1',
    port: postgres.port,
    user: 'postgres',
    password: postgresPassword,
  };
  await untilItAnswers(server);
  return server;
}

async function withTemporaryServer<T>(
  checkout: Checkout,
  work: (server: DatabaseServer) => Promise<T>,
): Promise<T> {
  const { postgresPassword } = await readSecrets(checkout);
  const server = await embeddedDatabase(checkout, postgresPassword);
  const cluster = await prepareCluster({
    path: join(checkout.dataDirectory, 'postgres'),
    password: postgresPassword,
  });
  const running = await runCluster(cluster, server);
  try {
    return await work(server);
  } finally {
    await running.stop();
  }
}
