import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** What `start` runs in the background; not for people. */
export function superviseCommand(): Command {
  return new Command('supervise')
    .argument('<settings>')
    .action(async (settings: string) => {
      const { superviseInBackground } = await lazy(
        () => import('../actions/start'),
      );
      await superviseInBackground(settings);
    });
}
