import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function restoreCommand(): Command {
  return new Command('restore').description('Bring an archive of backup back').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
