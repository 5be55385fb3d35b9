import pc from 'picocolors';
import { createBackup, planBackup } from '../backup/createBackup';
import { Progress } from '../backup/Progress';
import type { BackupFlags } from '../commands/backup';
import { UsageError } from '../lib/errors';
import { findCheckout } from '../platform/checkout';
import { print } from './config/print';

/** The `backup` command. */
export async function backup(
  file: string | undefined,
  flags: BackupFlags,
): Promise<void> {
  const checkout = findCheckout();
  const options = {
    file,
    keep: parseKeep(flags.keep),
    includeKey: flags.includeKey ?? false,
  };
  if (flags.dryRun) {
    const plan = await planBackup(checkout, options);
    print(flags, { dryRun: true, ...plan }, () =>
      [
        `Would write ${plan.file}:`,
        plan.database === 'server'
          ? '  dumps of the databases on your server'
          : `  the embedded database, ${megabytes(
              plan.databaseBytes ?? 0,
            )} of files`,
        plan.repositoriesBytes === undefined
          ? '  no sandbox repositories: there are none'
          : `  the sandbox repositories, ${megabytes(plan.repositoriesBytes)}`,
        `  secrets.json${plan.includesKey ? ' and config.key' : ''}`,
        ...plan.remove.map(name => `Would remove ${name}`),
      ].join('\n'),
    );
    return;
  }
  const result = await createBackup(checkout, {
    ...options,
    progress: new Progress(flags.json ?? false),
  });
  const { manifest } = result;
  print(
    flags,
    {
      file: result.file,
      bytes: result.bytes,
      createdAt: manifest.createdAt,
      database: manifest.database,
      repositories: manifest.repositories,
      includesKey: manifest.includesKey,
      files: manifest.entries.length,
      removed: result.removed,
    },
    () =>
      [
        `${result.file}  ${megabytes(result.bytes)}`,
        `${manifest.database.databases.length} databases of PostgreSQL ${
          manifest.database.postgresMajor
        }${
          manifest.repositories === undefined
            ? ''
            : `, ${manifest.repositories} sandbox repositories`
        }.`,
        ...result.removed.map(name => `Removed ${name}.`),
        `${pc.yellow('It holds secrets')}: whoever has it can read everything.${
          manifest.includesKey
            ? ' The key of the configuration versions is in it.'
            : ' The key of the configuration versions is not in it; keep that elsewhere.'
        }`,
        `Bring it back with: restore ${result.file}`,
      ].join('\n'),
  );
}

function parseKeep(value: string | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (!/^[1-9]\d{0,5}$/.test(value)) {
    throw new UsageError(`--keep takes a number from 1 on, not '${value}'.`);
  }
  return Number(value);
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.ceil(bytes / 1024)} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
