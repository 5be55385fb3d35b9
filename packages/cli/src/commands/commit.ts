import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function commitCommand(): Command {
  return new Command('commit').description('Make a Conventional Commit, checked').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
