import { Command, InvalidArgumentError } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `test-github-backstage`. */
export interface TestGithubBackstageFlags {
  owner?: string;
  /** In seconds. */
  timeout: number;
  keep?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function testGithubBackstageCommand(): Command {
  return new Command('test-github-backstage')
    .description('Publish a probe, see it in the catalog, remove it')
    .option(
      '--owner <name>',
      'organization or user to publish to; default: the first whose repositories are discovered',
    )
    .option(
      '--timeout <seconds>',
      'for the way from the analysis to the catalog, at most 600',
      parseTimeout,
      120,
    )
    .option('--keep', 'leave the repository and its entities')
    .option('--dry-run', 'say what would be done and change nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
Publishes a small system as the private repository infra-ai-probe-<time> through the running portal, waits until GitHub
has it and its entities are in the catalog, tells the time of each stage, and removes all of it. Marked probes that an
interrupted run left more than 15 minutes ago are removed first. What cannot be removed is named.
Exit code 1 when a stage is not reached in time or something is left.

Examples:
  test-github-backstage
  test-github-backstage --owner acme --timeout 300`,
    )
    .action(async (flags: TestGithubBackstageFlags) => {
      const { testGithubBackstage } = await lazy(
        () => import('../actions/testGithubBackstage'),
      );
      await testGithubBackstage(flags);
    });
}

function parseTimeout(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > 600) {
    throw new InvalidArgumentError('It takes seconds, from 1 to 600.');
  }
  return Number(text);
}
