import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function syncCommand(): Command {
  return new Command('sync').description('Clone, fetch and fast-forward the managed repositories').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
