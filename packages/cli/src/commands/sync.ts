import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `sync`. */
export interface SyncFlags {
  fromCatalog?: boolean;
  org?: string;
  commit?: string;
  push?: boolean;
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function syncCommand(): Command {
  return new Command('sync')
    .description('Clone, fetch and fast-forward the managed repositories')
    .option(
      '--from-catalog',
      "those that the portal's catalog has entities of, instead of infra-ai.repositories.yaml",
    )
    .option('--org <name>', 'those of an organization or a user on GitHub')
    .option('--commit <message>', 'commit the changes of all that have some')
    .option('--push', 'push what is ahead and passes the checks')
    .option('--yes', 'do not ask before committing and pushing')
    .option('--dry-run', 'say what would be done and change nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
infra-ai.repositories.yaml lists them:

  directory: .data/repositories        # where the clones are; this is the default
  repositories:
    - url: https://github.com/acme/shop.git
    - url: git@github.com:acme/payments.git
      path: backend/payments
      branch: main

Nothing of yours is overwritten: only clean branches that have nothing of their own are moved, and only forward.
Exit code 1 when one of them failed; the others are done.

Examples:
  sync
  sync --org acme --dry-run
  sync --commit "chore: update owners" --push`,
    )
    .action(async (flags: SyncFlags) => {
      const { sync } = await lazy(() => import('../actions/sync'));
      await sync(flags);
    });
}
