import { UsageError } from '../lib/errors';
import { findCheckout } from '../platform/checkout';
import { PortFlags } from '../platform/options';
import { start } from './start';
import { requestRestart } from '../platform/restartRequest';
import { readState } from '../platform/state';
import { stop } from './stop';

/** The `restart` command: with the mode and the ports of last time, unless flags say otherwise. */
export async function restart(
  service: string | undefined,
  flags: PortFlags,
): Promise<void> {
  const given = Object.values(flags).some(value => value !== undefined);
  if (service !== undefined) {
    if (given) {
      throw new UsageError(
        'A single service keeps its mode and its port; restart everything to change them.',
      );
    }
    const { title, startupMs = 0 } = await requestRestart(
      findCheckout(),
      service,
    );
    process.stdout.write(
      `${title} is healthy again, after ${(startupMs / 1000).toFixed(1)} s.\n`,
    );
    return;
  }
  const state = await readState(findCheckout());
  await stop();
  if (!state || given) {
    await start(flags);
    return;
  }
  const { mode, ports } = state.options;
  const production = mode === 'production';
  await start({
    production,
    port: String(ports.app),
    apiPort: production ? undefined : String(ports.api),
    sandboxPort: String(ports.sandbox),
  });
}
