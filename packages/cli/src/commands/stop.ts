import { Command } from 'commander';
import { lazy } from '../lib/lazy';

export function stopCommand(): Command {
  return new Command('stop')
    .description('Stop everything that start started, and nothing else')
    .action(async () => {
      const { stop } = await lazy(() => import('../actions/stop'));
      await stop();
    });
}
