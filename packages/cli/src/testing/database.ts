import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { CommandError, messageOf } from '../lib/errors';
import { findFreePort } from '../lib/ports';
import { identify, terminate, waitUntil } from '../lib/processes';
import {
  checkDatabase,
  prepareCluster,
  serveCluster,
} from '../services/postgres';

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
  const spec = serveCluster(cluster, port, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  });
  const child = execa(spec.file, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    extendEnv: false,
    ...spec.account,
    // A Ctrl-C is for the test runner first; the database ends after it.
    detached: true,
    cleanup: true,
    reject: false,
    stdin: 'ignore',
    all: true,
  });
  const identity = child.pid ? identify(child.pid) : undefined;
  const stop = async () => {
    await terminate(identity, { signal: 'SIGINT' });
    await child;
    await rm(directory, { recursive: true, force: true });
  };
  const server = { host: '127.0.0.1', port, user: 'postgres', password };
  let reason = '';
  const answers = await waitUntil(
    async () => {
      try {
        await checkDatabase(server);
        return true;
      } catch (error) {
        reason = messageOf(error);
        return false;
      }
    },
    30_000,
    100,
  );
  if (!answers) {
    await stop();
    throw new CommandError(
      `The database for the tests did not start: ${reason}`,
    );
  }
  return {
    connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop,
  };
}
