import type { RestoreFlags } from '../../commands/config';
import {
  ConfigFile,
  findPaths,
  readConfigFile,
  toPath,
  writeConfigFile,
} from '../../config/files';
import { readSettings } from '../../config/settings';
import { readSyncState, writeSyncState } from '../../config/syncState';
import { confirm } from '../../lib/confirm';
import { UsageError } from '../../lib/errors';
import { Checkout, findCheckout } from '../../platform/checkout';
import { ENV_FILE } from '../../platform/envFile';
import { fileBackupsOf, withVault } from './context';
import { compareFiles, FileDifference, formatDifference } from './describe';
import { print } from './print';

/** A file to be written, and where it comes from. */
interface Restore {
  file: ConfigFile;
  /** Of the database. */
  version?: number;
  /** Newest one in the database: what a sync takes as known to both sides, so that it carries the restored file there. */
  latest?: number;
  source: string;
}

/** The `config restore` command. */
export async function restore(
  named: string | undefined,
  flags: RestoreFlags,
): Promise<void> {
  const checkout = findCheckout();
  const which = parseWhich(named, flags);
  const restores = named?.endsWith('.env')
    ? [await fromFile(checkout, named, flags)]
    : await fromDatabase(checkout, flags, which);

  const differences: FileDifference[] = [];
  for (const { file } of restores) {
    differences.push(
      compareFiles(await readConfigFile(checkout.root, file.path), file),
    );
  }
  const changed = restores.filter((_, index) => !differences[index].same);
  if (!flags.json) {
    restores.forEach(({ file, source }, index) =>
      process.stdout.write(
        `${file.path}, from ${source}\n${formatDifference(
          differences[index],
        ).join('\n')}\n`,
      ),
    );
  }
  if (!flags.dryRun && changed.length > 0) {
    await confirm(
      `Write ${changed.map(({ file }) => file.path).join(', ')}?`,
      flags,
    );
    await write(checkout, changed);
  }
  print(
    flags,
    {
      files: restores.map(({ file, version, source }, index) => ({
        ...differences[index],
        source,
        version,
        bytes: file.content.length,
      })),
      written: flags.dryRun ? [] : changed.map(({ file }) => file.path),
    },
    () => {
      if (changed.length === 0) {
        return 'Everything is as it should be; nothing was written.';
      }
      return flags.dryRun
        ? 'Nothing was written (--dry-run).'
        : `Written: ${changed.map(({ file }) => file.path).join(', ')}`;
    },
  );
}

function parseWhich(
  named: string | undefined,
  flags: RestoreFlags,
): { version?: number; at?: Date } {
  const version =
    flags.version ?? (named?.endsWith('.env') ? undefined : named);
  if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version)) {
    throw new UsageError(
      `'${version}' is neither the number of a version nor a file like backup-20240120-111314.env.`,
    );
  }
  const at = flags.at === undefined ? undefined : new Date(flags.at);
  if (at && Number.isNaN(at.getTime())) {
    throw new UsageError(
      `--at takes a time like 2026-11-24T10:30, not '${flags.at}'.`,
    );
  }
  return {
    ...(version === undefined ? {} : { version: Number(version) }),
    ...(at ? { at } : {}),
  };
}

async function fromFile(
  checkout: Checkout,
  named: string,
  flags: RestoreFlags,
): Promise<Restore> {
  const settings = await readSettings(checkout.root);
  const path = flags.file ? toPath(checkout.root, flags.file) : ENV_FILE;
  const backups = fileBackupsOf(checkout, settings);
  const present = await readConfigFile(checkout.root, path);
  const file = await backups.read(path, named);
  return { file: { ...file, mode: present?.mode ?? file.mode }, source: named };
}

async function fromDatabase(
  checkout: Checkout,
  flags: RestoreFlags,
  which: { version?: number; at?: Date },
): Promise<Restore[]> {
  return withVault({ createKey: false }, async ({ vault, settings }) => {
    const latest = new Map(
      (await vault.store.listLatest()).map(info => [info.path, info.version]),
    );
    const stored = [...latest.keys()];
    if (which.version !== undefined && !flags.file && stored.length > 1) {
      throw new UsageError(
        'A version is one of one file: name the file with --file.',
      );
    }
    const paths = flags.file
      ? await findPaths(checkout.root, settings, flags.file)
      : stored;
    const restores: Restore[] = [];
    for (const path of paths) {
      const opened = await vault.read(path, which);
      const { content, mode, version, createdAt } = opened;
      restores.push({
        file: { path, content, mode },
        version,
        latest: latest.get(path),
        source: `version ${version} of ${createdAt.toISOString()}`,
      });
    }
    return restores;
  });
}

/** Backs up what is there, then replaces it file by file, each in one step. */
async function write(checkout: Checkout, restores: Restore[]): Promise<void> {
  const backups = fileBackupsOf(checkout, await readSettings(checkout.root));
  for (const { file, latest } of restores) {
    const present = await readConfigFile(checkout.root, file.path);
    if (present) {
      await backups.add(present);
    }
    await writeConfigFile(checkout.root, file);
    if (latest !== undefined) {
      await writeSyncState(checkout, {
        ...(await readSyncState(checkout)),
        [file.path]: latest,
      });
    }
  }
}
