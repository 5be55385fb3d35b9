import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function validateGithubAuthCommand(): Command {
  return new Command('validate-github-auth').description('Prove what the GitHub token may do').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
