import { Command } from 'commander';
import { lazy } from '../lib/lazy';
import { addPortOptions } from './start';
import type { PortFlags } from '../platform/options';

export function restartCommand(): Command {
  const command = new Command('restart')
    .description('Stop everything or one service, then start it as it was')
    .argument('[service]', 'postgres, sandbox, backend or app; default: all')
    .option('--production', 'start the production build');
  return addPortOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  restart            everything, with the mode and the ports that it has
  restart backend    the API alone`,
    )
    .action(async (service: string | undefined, flags: PortFlags) => {
      const { restart } = await lazy(() => import('../actions/restart'));
      await restart(service, flags);
    });
}
