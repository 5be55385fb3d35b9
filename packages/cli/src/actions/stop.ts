import { CommandError } from '../lib/errors';
import { describePortOwner } from '../lib/portOwner';
import { findCheckout } from '../platform/checkout';
import { stopPlatform } from '../platform/stop';

/** The `stop` command. */
export async function stop(): Promise<void> {
  const { wasRunning, orphans, portsInUse } = await stopPlatform(
    findCheckout(),
  );
  if (portsInUse.length > 0) {
    throw new CommandError(
      `Our processes are stopped, but port ${portsInUse
        .map(port => `${port} is in use by ${describePortOwner(port)}`)
        .join(' and port ')}.`,
    );
  }
  if (!wasRunning) {
    process.stdout.write('Nothing was running.\n');
    return;
  }
  const left =
    orphans.length > 0
      ? ` (${orphans.join(', ')} had been left by a supervisor that was killed)`
      : '';
  process.stdout.write(`Stopped${left}.\n`);
}
