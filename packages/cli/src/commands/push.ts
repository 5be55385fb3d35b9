import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function pushCommand(): Command {
  return new Command('push').description('Push what passes the checks').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
