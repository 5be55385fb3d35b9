import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function verifyCatalogSyncCommand(): Command {
  return new Command('verify-catalog-sync').description('Compare the repositories with the catalog').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
