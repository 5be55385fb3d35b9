import { Command } from 'commander';
import { CommandError } from '../lib/errors';

export function testGithubBackstageCommand(): Command {
  return new Command('test-github-backstage').description('Publish a probe, see it in the catalog, remove it').action(async () => {
    throw new CommandError('This command is not built yet.');
  });
}
