import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function verifyCompleteSolutionCommand(): Command {
  return new Command('verify-complete-solution').description('Every check, one analysis of text and one of a picture').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
