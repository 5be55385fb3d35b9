import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function pullCommand(): Command {
  return new Command('pull').description('Fast-forward all managed repositories').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
