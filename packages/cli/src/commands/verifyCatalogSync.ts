import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `verify-catalog-sync`. */
export interface VerifyCatalogSyncFlags {
  owner?: string[];
  json?: boolean;
}

export function verifyCatalogSyncCommand(): Command {
  return new Command('verify-catalog-sync')
    .description('Compare the repositories with the catalog')
    .option(
      '--owner <name...>',
      'only these organizations or users; default: all that are discovered',
    )
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
Reads catalog-info.yaml (catalogPath) at the head of every repository that catalog.providers.github discovers, and
compares it with what the running catalog has:

  present   every entity of the file is there and the same
  stale     an entity differs in a field that is named (metadata, spec), or is no longer in the file
  missing   an entity of the file is not there
  failed    the catalog cannot take it (its own words, from its dry run), or another file owns the name
  orphaned  the entity's repository or file is gone

Content is compared, not times. Of annotations those of the file count; what stands for a placeholder such as $text is
not compared. Archived repositories, forks and filters are treated as discovery does. Changes nothing.
Exit code 1 when something is missing or failed.

Examples:
  verify-catalog-sync
  verify-catalog-sync --owner acme --json`,
    )
    .action(async (flags: VerifyCatalogSyncFlags) => {
      const { verifyCatalogSync } = await lazy(
        () => import('../actions/verifyCatalogSync'),
      );
      await verifyCatalogSync(flags);
    });
}
