import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `restore`. */
export interface RestoreFlags {
  replace?: boolean;
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('Bring an archive of backup back')
    .argument('<file>', 'an archive that backup made')
    .option(
      '--replace',
      'put the data that is there aside, in a directory ….before-restore-…',
    )
    .option('--yes', 'do not ask before that')
    .option(
      '--dry-run',
      'verify the archive, say what would be done and change nothing',
    )
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
The platform must be stopped. Every checksum is compared and the archive's database is started once before any data is
touched. When it is cut off, the data is the old or the new one: the next command finishes what was begun.
Restore only archives that you trust: a database can run code as the account that it runs as.

Examples:
  restore .data/backups/backup-20260131-020000.tar.gz
  restore platform.tar.gz --dry-run
  restore platform.tar.gz --replace --yes`,
    )
    .action(async (file: string, flags: RestoreFlags) => {
      const { restore } = await lazy(() => import('../actions/restore'));
      await restore(file, flags);
    });
}
