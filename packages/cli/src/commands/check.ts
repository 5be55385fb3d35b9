import { Command } from 'commander';
import { lazy } from '../lib/lazy';
import { addPortOptions } from './start';
import type { PortFlags } from '../platform/options';

/** Flags of `check`. */
export interface CheckFlags extends PortFlags {
  json?: boolean;
}

export function checkCommand(): Command {
  const command = new Command('check')
    .description(
      'Look whether this machine has what start needs; changes nothing',
    )
    .option('--production', 'what start --production needs')
    .option('--json', 'for scripts');
  return addPortOptions(command)
    .addHelpText(
      'after',
      '\nExit code 1 when start would fail; each failure comes with its cure.',
    )
    .action(async (flags: CheckFlags) => {
      const { check } = await lazy(() => import('../actions/check'));
      await check(flags);
    });
}
