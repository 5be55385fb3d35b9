import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function tagCommand(): Command {
  return new Command('tag').description('Tag the next version from the commits').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
