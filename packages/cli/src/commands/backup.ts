import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `backup`. */
export interface BackupFlags {
  keep?: string;
  includeKey?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function backupCommand(): Command {
  return new Command('backup')
    .description(
      'Put database, configuration and sandbox repositories into one archive',
    )
    .argument(
      '[file]',
      'a .tar.gz; default: backups/backup-<time>.tar.gz in the data directory',
    )
    .option(
      '--keep <n>',
      'remove the oldest of the default directory so that n are left',
    )
    .option(
      '--include-key',
      'the key of the configuration versions (config.key) as well',
    )
    .option('--dry-run', 'say what would be done and change nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
Works while the platform runs; nobody has to wait. The archive holds secrets: its mode is 0600, keep it like a password.
It lacks the key of the configuration versions unless --include-key is given: keep that in another place.

A server of your own (DATABASE_URL, POSTGRES_HOST) is dumped with pg_dump, which must be on the PATH.

Examples:
  backup
  backup --keep 7
  backup /mnt/safe/platform.tar.gz --include-key`,
    )
    .action(async (file: string | undefined, flags: BackupFlags) => {
      const { backup } = await lazy(() => import('../actions/backup'));
      await backup(file, flags);
    });
}
