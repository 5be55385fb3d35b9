import { Command } from 'commander';
import { lazy } from '../lib/lazy';

export function statusCommand(): Command {
  return new Command('status')
    .description(
      'Every service with its state, process, port, uptime, memory and health',
    )
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      '\nExit code 1 when something that should run does not; 0 when all is well or nothing was started.',
    )
    .action(async (flags: { json?: boolean }) => {
      const { status } = await lazy(() => import('../actions/status'));
      await status(flags);
    });
}
