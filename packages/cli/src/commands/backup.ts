import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function backupCommand(): Command {
  return new Command('backup').description('Put database, configuration and sandbox repositories into one archive').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
