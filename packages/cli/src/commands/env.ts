import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function envCommand(): Command {
  return new Command('env').description('List, get, set, validate and compare the variables of .env').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
