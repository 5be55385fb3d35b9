import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function logsCommand(): Command {
  return new Command('logs').description('Show and follow the logs of the services').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
