import type { BackupFlags } from '../../commands/config';
import { ConfigFile, findPaths, readConfigFile } from '../../config/files';
import { readSettings } from '../../config/settings';
import { CommandError } from '../../lib/errors';
import { findCheckout } from '../../platform/checkout';
import { readSyncState, writeSyncState } from '../../config/syncState';
import { withVault } from './context';
import { print } from './print';

/** What `config backup` did with one file. */
interface BackupResult {
  path: string;
  version?: number;
  outcome: 'stored' | 'unchanged' | 'would be stored';
  bytes: number;
}

/** The `config backup` command. */
export async function backup(flags: BackupFlags): Promise<void> {
  const { root } = findCheckout();
  const settings = await readSettings(root);
  const paths = await findPaths(root, settings, flags.file);
  const files: ConfigFile[] = [];
  for (const path of paths) {
    const file = await readConfigFile(root, path);
    if (!file) {
      throw new CommandError(`There is no ${path}.`);
    }
    files.push(file);
  }
  if (files.length === 0) {
    throw new CommandError(
      `There is nothing to back up: no file matches ${settings.files.join(
        ', ',
      )}. Make a .env, or name other files in infra-ai.config.yaml.`,
    );
  }
  if (flags.dryRun) {
    report(
      files.map(({ path, content }) => ({
        path,
        outcome: 'would be stored' as const,
        bytes: content.length,
      })),
      flags,
    );
    return;
  }
  const results = await withVault({ createKey: true }, async context => {
    const done: BackupResult[] = [];
    for (const file of files) {
      const { version, isNew } = await context.vault.add(file, flags.label);
      await context.backups.add(file);
      await writeSyncState(context.checkout, {
        ...(await readSyncState(context.checkout)),
        [file.path]: version,
      });
      done.push({
        path: file.path,
        version,
        outcome: isNew ? 'stored' : 'unchanged',
        bytes: file.content.length,
      });
    }
    return done;
  });
  report(results, flags);
}

function report(results: BackupResult[], flags: BackupFlags): void {
  print(flags, { files: results }, () =>
    results
      .map(({ path, version, outcome, bytes }) =>
        version === undefined
          ? `${path}  ${outcome} (${bytes} bytes)`
          : `${path}  version ${version}, ${outcome} (${bytes} bytes)`,
      )
      .join('\n'),
  );
}
