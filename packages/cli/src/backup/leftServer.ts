import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../lib/errors';
import { identify, terminate } from '../lib/processes';

/**
 * Ends a server that a command had started for the moment and that outlived it when it was killed; nobody who holds the
 * start lock as we do is using it.
 */
export async function endLeftServer(cluster: string): Promise<void> {
  const content = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(
    () => '',
  );
  const pid = Number(content.split('\n')[0]);
  const identity = pid > 0 ? identify(pid) : undefined;
  if (!identity) {
    return;
  }
  // After a crash of the machine the pid may belong to anything; only Linux tells.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(
    () => undefined,
  );
  if (commandLine === undefined) {
    throw new CommandError(
      `A PostgreSQL server (pid ${pid}) seems to use ${cluster}. Nothing was changed; end it, or remove postmaster.pid there when the process is another.`,
    );
  }
  if (commandLine.split('\0').includes(await realpath(cluster))) {
    await terminate(identity, { signal: 'SIGINT' });
  }
}
