import { Command, Option } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags that every `config` command has. */
export interface JsonFlags {
  json?: boolean;
}
interface FileFlags extends JsonFlags {
  file?: string;
}
interface ChangeFlags extends JsonFlags {
  dryRun?: boolean;
}
export interface BackupFlags extends FileFlags, ChangeFlags {
  label?: string;
}
export interface RestoreFlags extends FileFlags, ChangeFlags {
  version?: string;
  at?: string;
  yes?: boolean;
}
export interface SyncFlags extends FileFlags, ChangeFlags {
  prefer?: 'file' | 'database';
  label?: string;
}
export type ListFlags = FileFlags;
export interface ShowFlags extends FileFlags {
  version?: string;
  reveal?: boolean;
}
export type DiffFlags = FileFlags;
export interface PruneFlags extends FileFlags, ChangeFlags {
  keep: string;
  olderThan?: string;
  yes?: boolean;
}
export interface RotateFlags extends ChangeFlags {
  yes?: boolean;
}
export type ExportFlags = ChangeFlags;
export type ImportFlags = ChangeFlags;

const FILE = 'only this file; default: all that infra-ai.config.yaml names';
const DRY_RUN = 'say what would be done and change nothing';
const LABEL = 'a word for the version, such as the reason';

export function configCommand(): Command {
  const command = new Command('config')
    .description(
      'Keep .env files in PostgreSQL, encrypted, and bring them back',
    )
    .addHelpText(
      'after',
      `
Files are kept byte for byte with their permissions, encrypted with AES-256-GCM, in the database that DATABASE_URL or
POSTGRES_* name, else in the embedded one (started for the moment when it does not run). The key is in
INFRA_AI_CONFIG_KEY, else in the file config.key of the data directory, made at the first backup.

Examples:
  config backup --label before-release
  config restore                          the latest of all files, after showing what changes
  config restore --file .env 3            version 3
  config restore --at 2026-11-24T10:30
  config restore backup-20240120-111314.env
  config sync --prefer file`,
    );
  for (const sub of [
    backupCommand(),
    restoreCommand(),
    syncCommand(),
    listCommand(),
    showCommand(),
    diffCommand(),
    verifyCommand(),
    pruneCommand(),
    rotateCommand(),
    exportCommand(),
    importCommand(),
  ]) {
    command.addCommand(sub.option('--json', 'for scripts'));
  }
  return command;
}

function backupCommand(): Command {
  return new Command('backup')
    .description('Store the files as new versions where they have changed')
    .option('--file <path>', FILE)
    .option('--label <text>', LABEL)
    .option('--dry-run', DRY_RUN)
    .action(async (flags: BackupFlags) => {
      const { backup } = await lazy(() => import('../actions/config/backup'));
      await backup(flags);
    });
}

function restoreCommand(): Command {
  return new Command('restore')
    .description('Write files as they were; what is there is backed up first')
    .argument('[version]', 'a version, or a file like backup-….env')
    .option('--file <path>', FILE)
    .option('--version <number>', 'the version')
    .option('--at <time>', 'as the files were at that time')
    .option('--yes', 'do not ask')
    .option('--dry-run', DRY_RUN)
    .action(async (version: string | undefined, flags: RestoreFlags) => {
      const { restore } = await lazy(() => import('../actions/config/restore'));
      await restore(version, flags);
    });
}

function syncCommand(): Command {
  return new Command('sync')
    .description(
      'Bring files and database together: what one side changed goes to the other',
    )
    .option('--file <path>', FILE)
    .addOption(
      new Option('--prefer <side>', 'who wins where both changed').choices([
        'file',
        'database',
      ]),
    )
    .option('--label <text>', LABEL)
    .option('--dry-run', DRY_RUN)
    .action(async (flags: SyncFlags) => {
      const { sync } = await lazy(() => import('../actions/config/sync'));
      await sync(flags);
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('The versions in the database and the copies in files')
    .option('--file <path>', FILE)
    .action(async (flags: ListFlags) => {
      const { list } = await lazy(() => import('../actions/config/list'));
      await list(flags);
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('One version, with the values masked')
    .option('--file <path>', 'the file; default: .env')
    .option('--version <number>', 'default: the latest')
    .option('--reveal', 'every byte of it, to standard output')
    .action(async (flags: ShowFlags) => {
      const { show } = await lazy(() => import('../actions/config/show'));
      await show(flags);
    });
}

function diffCommand(): Command {
  return new Command('diff')
    .description('What differs between database and files, values masked')
    .option('--file <path>', FILE)
    .action(async (flags: DiffFlags) => {
      const { diff } = await lazy(() => import('../actions/config/diff'));
      await diff(flags);
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('Decrypt every version and prove that it is intact')
    .action(async (flags: JsonFlags) => {
      const { verify } = await lazy(() => import('../actions/config/verify'));
      await verify(flags);
    });
}

function pruneCommand(): Command {
  return new Command('prune')
    .description('Remove old versions, never the newest of a file')
    .option('--file <path>', FILE)
    .option('--keep <number>', 'newest versions of each file that stay', '10')
    .option('--older-than <days>', 'only what is older')
    .option('--yes', 'do not ask')
    .option('--dry-run', DRY_RUN)
    .action(async (flags: PruneFlags) => {
      const { prune } = await lazy(() => import('../actions/config/prune'));
      await prune(flags);
    });
}

function rotateCommand(): Command {
  return new Command('rotate-key')
    .description('Encrypt every version with a new key')
    .option('--yes', 'do not ask')
    .option('--dry-run', DRY_RUN)
    .action(async (flags: RotateFlags) => {
      const { rotateKey } = await lazy(
        () => import('../actions/config/rotateKey'),
      );
      await rotateKey(flags);
    });
}

function exportCommand(): Command {
  return new Command('export')
    .description('All versions into one file, still encrypted')
    .argument('<file>')
    .option('--dry-run', DRY_RUN)
    .action(async (file: string, flags: ExportFlags) => {
      const { exportConfig } = await lazy(
        () => import('../actions/config/transfer'),
      );
      await exportConfig(file, flags);
    });
}

function importCommand(): Command {
  return new Command('import')
    .description('Add the versions of an exported file that are missing')
    .argument('<file>')
    .option('--dry-run', DRY_RUN)
    .action(async (file: string, flags: ImportFlags) => {
      const { importConfig } = await lazy(
        () => import('../actions/config/transfer'),
      );
      await importConfig(file, flags);
    });
}
