import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function configCommand(): Command {
  return new Command('config').description('Keep .env files in PostgreSQL, encrypted, and bring them back').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
