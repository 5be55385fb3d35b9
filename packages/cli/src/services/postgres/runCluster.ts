import { execa } from 'execa';
import { CommandError, messageOf } from '../../lib/errors';
import { identify, terminate, waitUntil } from '../../lib/processes';
import type { DatabaseServer } from '../../platform/options';
import { checkDatabase, Cluster, serveCluster } from '.';

const START_TIMEOUT_MS = 30_000;

/**
 * Serves a cluster for as long as this process needs it.
 *
 * @throws CommandError with the reason when it does not answer; it does not run then
 */
export async function runCluster(
  cluster: Cluster,
  server: DatabaseServer,
  settings?: Record<string, string>,
): Promise<{ stop(): Promise<void> }> {
  const spec = serveCluster(cluster, server.port, settings);
  const child = execa(spec.file, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    extendEnv: false,
    ...spec.account,
    // A Ctrl-C is for this process, which then ends the server in order.
    detached: true,
    cleanup: true,
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'ignore',
  });
  const identity = child.pid ? identify(child.pid) : undefined;
  const stop = async () => {
    await terminate(identity, { signal: 'SIGINT' });
    await child;
  };
  try {
    await untilItAnswers(server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** @throws CommandError with the reason when the server does not answer in time */
export async function untilItAnswers(server: DatabaseServer): Promise<void> {
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
    START_TIMEOUT_MS,
    50,
  );
  if (!answers) {
    throw new CommandError(`The database did not start: ${reason}`);
  }
}
