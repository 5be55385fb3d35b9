import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function deployCommand(): Command {
  return new Command('deploy').description('Release to this machine, Docker or Kubernetes, with roll back').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
