import { findCheckout } from '../platform/checkout';
import { PortFlags } from '../platform/options';
import { start } from './start';
import { readState } from '../platform/state';
import { stop } from './stop';

/** The `restart` command: with the mode and the ports of last time, unless flags say otherwise. */
export async function restart(flags: PortFlags): Promise<void> {
  const state = await readState(findCheckout());
  await stop();
  const given = Object.values(flags).some(value => value !== undefined);
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
