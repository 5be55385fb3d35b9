import { Command } from 'commander';
import { lazy } from '../lib/lazy';
import { addPortOptions } from './start';
import type { PortFlags } from '../platform/options';

export function restartCommand(): Command {
  const command = new Command('restart')
    .description('Stop everything, then start it as it was')
    .option('--production', 'start the production build');
  return addPortOptions(command).action(async (flags: PortFlags) => {
    const { restart } = await lazy(() => import('../actions/restart'));
    await restart(flags);
  });
}
