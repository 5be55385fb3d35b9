import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function diagnoseCommand(): Command {
  return new Command('diagnose').description('One report on everything, findings ranked with a cure each').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
