import { join } from 'node:path';
import pc from 'picocolors';
import { ConfigStore } from '../../config/ConfigStore';
import { ConfigVault } from '../../config/ConfigVault';
import { FileBackups } from '../../config/fileBackups';
import { findKey } from '../../config/key';
import { ConfigSettings, readSettings } from '../../config/settings';
import { CommandError } from '../../lib/errors';
import { Checkout, findCheckout } from '../../platform/checkout';
import { withDatabaseServer } from '../../platform/database';

/** What every `config` command works with. */
export interface ConfigContext {
  checkout: Checkout;
  settings: ConfigSettings;
  vault: ConfigVault;
  backups: FileBackups;
}

export function keyFileOf({ dataDirectory }: Checkout): string {
  return join(dataDirectory, 'config.key');
}

/** The copies in files. */
export function fileBackupsOf(
  { dataDirectory }: Checkout,
  settings: ConfigSettings,
): FileBackups {
  return new FileBackups(
    join(dataDirectory, 'config-backups'),
    settings.keepFileBackups,
  );
}

/** Calls `work` with the store without a key: for what needs none. */
export async function withStore<T>(
  work: (
    store: ConfigStore,
    context: Omit<ConfigContext, 'vault'>,
  ) => Promise<T>,
): Promise<T> {
  const checkout = findCheckout();
  const settings = await readSettings(checkout.root);
  return withDatabaseServer(checkout, async server => {
    const store = await ConfigStore.open(server, settings.database);
    try {
      return await work(store, {
        checkout,
        settings,
        backups: fileBackupsOf(checkout, settings),
      });
    } finally {
      await store.close();
    }
  });
}

/** Calls `work` with the store and the key; `createKey` makes one where there is none yet. */
export async function withVault<T>(
  { createKey }: { createKey: boolean },
  work: (context: ConfigContext) => Promise<T>,
): Promise<T> {
  return withStore(async (store, context) => {
    // A new key beside old versions would be the wrong one.
    const isEmpty = (await store.listLatest()).length === 0;
    if (isEmpty && !createKey) {
      throw new CommandError(
        'The database holds no configuration yet. Put it there with: config backup',
      );
    }
    const { key, isNew } = await findKey({
      keyFile: keyFileOf(context.checkout),
      env: process.env,
      create: isEmpty,
    });
    if (isNew) {
      process.stderr.write(
        `${pc.yellow('A key was made:')} ${keyFileOf(
          context.checkout,
        )}. Keep a copy of it in a safe place: without it nobody can read what the database holds.\n`,
      );
    }
    return work({ ...context, vault: new ConfigVault(store, key) });
  });
}
