import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function completionCommand(): Command {
  return new Command('completion').description('Print shell completion').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
