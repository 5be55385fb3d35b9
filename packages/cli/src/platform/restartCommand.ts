import { findCheckout } from './checkout';
import { PortFlags } from './options';
import { start } from './startCommand';
import { readState } from './state';
import { stop } from './stopCommand';

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
