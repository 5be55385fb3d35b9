import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../lib/ports';
import { prepareCluster } from '../services/postgres';
import { runCluster } from '../services/postgres/runCluster';

/** A PostgreSQL that is thrown away after use. */
export interface TemporaryDatabase {
  connectionString: string;
  stop(): Promise<void>;
}

/** Starts an empty PostgreSQL in a temporary folder; it keeps nothing over a crash, in favour of speed. */
export async function startTemporaryDatabase(): Promise<TemporaryDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'infra-ai-test-'));
  // For the account that it runs as when we are root.
  await chmod(directory, 0o711);
  const password = randomBytes(12).toString('hex');
  const cluster = await prepareCluster({
    path: join(directory, 'postgres'),
    password,
  });
  const port = await findFreePort();
  const remove = () => rm(directory, { recursive: true, force: true });
  const server = { host: '127.0.0.1', port, user: 'postgres', password };
  const running = await runCluster(cluster, server, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }).catch(async error => {
    await remove();
    throw error;
  });
  return {
    connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await running.stop();
      await remove();
    },
  };
}
