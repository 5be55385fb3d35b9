import { existsSync } from 'node:fs';
import { chmod, readlink, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { confirm } from '../lib/confirm';
import { CommandError } from '../lib/errors';
import { withLock } from '../lib/lock';
import { readSettings, SETTINGS_FILE } from '../config/settings';
import type { Checkout } from '../platform/checkout';
import { commandName } from '../platform/commandName';
import { DATA_VERSION, prepareDataDirectory } from '../platform/dataDirectory';
import { DatabaseServer, readDatabaseServer } from '../platform/options';
import { findOrphans, isSupervised, readState } from '../platform/state';
import { checkDatabase } from '../services/postgres';
import { findPostgresBinaries } from '../services/postgres/binaries';
import {
  checkProgram,
  isPlatformDatabase,
  listDatabases,
  restoreDatabases,
} from './dumps';
import { dumpPath, Manifest } from './format';
import { Interruption } from './Interruption';
import { endLeftServer } from './leftServer';
import { exists, stampOf } from './names';
import { Progress } from './Progress';
import { verifyArchive } from './readArchive';
import { recoverCluster, syncAll, unpack } from './stage';
import {
  finishInterruptedRestore,
  newStage,
  removeStage,
  removeStages,
  swap,
  Swap,
} from './swap';

/** Options of {@link restoreBackup}. */
export interface RestoreOptions {
  /** Put data that is there aside. */
  replace: boolean;
  /** Do not ask before that. */
  yes: boolean;
  dryRun: boolean;
  progress: Progress;
}

/** What was, or with `dryRun` would be, done. */
export interface RestoreResult {
  file: string;
  manifest: Manifest;
  /** Where the data that was there is now. */
  aside?: string;
  /** Where its database is, when `aside` holds only a link to that. */
  asideCluster?: string;
  /** Names that databases of an external server have now, by the name that they had. */
  renamedDatabases: Record<string, string>;
  /** The versions of the configuration cannot be read with what is here. */
  lacksKey: boolean;
  /** An earlier run had been cut off while it put this archive's data in its place; that was finished. */
  finished?: boolean;
}

/** Brings an archive back. Until its data is complete and proven to start, nothing of the present data is touched. */
export async function restoreBackup(
  checkout: Checkout,
  archive: string,
  options: RestoreOptions,
): Promise<RestoreResult> {
  const { progress, dryRun } = options;
  const file = resolve(archive);
  const server = readDatabaseServer(process.env);
  progress.step('Verifying the archive …');
  const manifest = await verifyArchive(file, {
    maxBytes: await freeBytes(checkout.dataDirectory),
    onProgress: bytes => progress.update(bytes),
  });
  progress.finish();
  await checkFits(checkout, manifest, server);
  const result: RestoreResult = {
    file,
    manifest,
    renamedDatabases: {},
    lacksKey:
      !manifest.includesKey &&
      !process.env.INFRA_AI_CONFIG_KEY &&
      !existsSync(join(checkout.dataDirectory, 'config.key')),
  };
  if (dryRun) {
    await checkStopped(checkout);
    await checkReplaceable(checkout, server, options);
    return result;
  }
  const interrupted = existsSync(checkout.dataDirectory)
    ? await finishInterruptedRestore(checkout)
    : undefined;
  if (interrupted?.createdAt === manifest.createdAt) {
    return {
      ...result,
      finished: true,
      ...(await asideOf(checkout, interrupted)),
    };
  }
  await checkStopped(checkout);
  const isReplacing = await checkReplaceable(checkout, server, options);
  if (isReplacing) {
    await confirm(
      `Put the present data aside and restore the backup of ${manifest.createdAt}?`,
      options,
    );
  }
  await prepareDataDirectory(checkout);
  return withLock(join(checkout.runDirectory, 'start.lock'), async () => {
    // Somebody may have started it while we waited for the lock or for an answer.
    await checkStopped(checkout);
    await endLeftServer(join(checkout.dataDirectory, 'postgres'));
    await checkReplaceable(checkout, server, options);
    await removeStages(checkout);
    const planned = await planSwap(checkout, manifest);
    const stage = join(checkout.dataDirectory, planned.stage);
    const interruption = new Interruption();
    try {
      progress.step('Unpacking …');
      await unpack(file, manifest, stage, bytes => {
        interruption.check();
        progress.update(bytes);
      });
      await recoverOrLoad(checkout, {
        manifest,
        stage,
        server,
        progress,
        result,
      });
      // Loaded dumps are in their place by now.
      if (!server) {
        interruption.check();
      }
      await syncAll(stage);
    } catch (error) {
      await removeStage(stage);
      interruption.check();
      throw error;
    } finally {
      progress.finish();
    }
    await swap(checkout, planned);
    interruption.dispose();
    return { ...result, ...(await asideOf(checkout, planned)) };
  });
}

async function recoverOrLoad(
  checkout: Checkout,
  context: {
    manifest: Manifest;
    stage: string;
    server: DatabaseServer | undefined;
    progress: Progress;
    result: RestoreResult;
  },
): Promise<void> {
  const { manifest, stage, server, progress, result } = context;
  if (existsSync(join(stage, 'github'))) {
    await chmod(join(stage, 'github'), 0o755);
  }
  if (!server) {
    progress.step('Starting the database of the archive once …');
    await recoverCluster(
      {
        ...checkout,
        dataDirectory: stage,
        logDirectory: join(stage, 'logs'),
        runDirectory: join(stage, 'run'),
      },
      manifest,
    );
    return;
  }
  const renamed = await restoreDatabases(
    server,
    new Map(
      manifest.database.databases.map((name, index) => [
        name,
        join(stage, dumpPath(index)),
      ]),
    ),
    {
      stamp: stampOf(new Date()).replace('-', ''),
      onDatabase: name => progress.step(`Loading ${name} …`),
    },
  );
  result.renamedDatabases = Object.fromEntries(renamed);
}

async function planSwap(checkout: Checkout, manifest: Manifest): Promise<Swap> {
  const { dataDirectory } = checkout;
  const has = (name: string) =>
    manifest.entries.some(
      ({ path }) => path === name || path.startsWith(`${name}/`),
    );
  const name = `${basename(dataDirectory)}.before-restore-${stampOf(
    new Date(),
  )}`;
  // Beside the data, unless that is a mount of its own: then nothing can be moved out of it.
  const [own, parent] = await Promise.all([
    stat(dataDirectory),
    stat(dirname(dataDirectory)),
  ]);
  return {
    createdAt: manifest.createdAt,
    stage: newStage(),
    aside: own.dev === parent.dev ? join('..', name) : name,
    items: [
      ...(manifest.database.kind === 'cluster'
        ? [{ name: 'postgres', isRestored: true }]
        : []),
      { name: 'github', isRestored: has('github') },
      // A platform on a server of its own need not have made any; what is here then stays.
      ...['secrets.json', 'config.key']
        .filter(has)
        .map(item => ({ name: item, isRestored: true })),
    ],
  };
}

async function asideOf(
  { dataDirectory }: Checkout,
  { aside }: Swap,
): Promise<Pick<RestoreResult, 'aside' | 'asideCluster'>> {
  const path = join(dataDirectory, aside);
  return (await exists(path))
    ? {
        aside: path,
        asideCluster: await readlink(join(path, 'postgres')).catch(
          () => undefined,
        ),
      }
    : {};
}

/** Whether this machine can take such an archive at all. */
async function checkFits(
  checkout: Checkout,
  manifest: Manifest,
  server: DatabaseServer | undefined,
): Promise<void> {
  const { database, dataVersion } = manifest;
  if (dataVersion > DATA_VERSION) {
    throw new CommandError(
      `The archive was made by a newer version of the platform (${manifest.platformVersion}). Nothing was changed; restore it with that version.`,
    );
  }
  if (database.kind === 'dumps') {
    if (!server) {
      throw new CommandError(
        'The archive holds dumps of a database server. Set DATABASE_URL to the server that they shall be loaded into, and run it again.',
      );
    }
    // An archive must not put a database of somebody else's aside.
    const settings = await readSettings(checkout.root);
    const foreign = database.databases.find(
      name => !isPlatformDatabase(name, settings.database),
    );
    if (foreign !== undefined) {
      throw new CommandError(
        `The archive holds a database '${foreign}', which is none of the platform's. Nothing was changed; if it is the one of the configuration, set config.database in ${SETTINGS_FILE} to that name.`,
      );
    }
    await checkDatabase(server);
    await checkProgram('pg_restore', Number(database.postgresMajor));
    return;
  }
  if (server) {
    throw new CommandError(
      'The archive holds the files of the embedded database, which cannot be put into a server of your own. Unset DATABASE_URL and POSTGRES_HOST, and run it again.',
    );
  }
  const { major } = await findPostgresBinaries();
  if (database.postgresMajor !== major) {
    throw new CommandError(
      `The archive's database is of PostgreSQL ${database.postgresMajor}, and this version of the platform runs PostgreSQL ${major}. Nothing was changed. Restore it with the version of the platform that made it (${manifest.platformVersion}), dump it there and load the dump here.`,
    );
  }
}

async function checkStopped(checkout: Checkout): Promise<void> {
  const state = await readState(checkout);
  if (isSupervised(state) || findOrphans(state).length > 0) {
    throw new CommandError(
      `The platform is running. Nothing was changed; stop it first with: ${commandName()} stop`,
    );
  }
}

/** @returns whether there is data that has to go aside */
async function checkReplaceable(
  checkout: Checkout,
  server: DatabaseServer | undefined,
  { replace }: Pick<RestoreOptions, 'replace'>,
): Promise<boolean> {
  const present = (
    await Promise.all(
      (server ? ['github'] : ['postgres', 'github']).map(async name => {
        const path = join(checkout.dataDirectory, name);
        return (await exists(path)) ? [path] : [];
      }),
    )
  ).flat();
  if (server) {
    const { database } = await readSettings(checkout.root);
    const { databases } = await listDatabases(server, database);
    present.push(...databases.map(name => `the database '${name}'`));
  }
  if (present.length > 0 && !replace) {
    throw new CommandError(
      `There is data already: ${present.join(
        ', ',
      )}. Nothing was changed. With --replace it is put aside, not deleted.`,
    );
  }
  return present.length > 0;
}

/** What the disk of a directory, which need not exist yet, has free. */
async function freeBytes(directory: string): Promise<number> {
  let path = directory;
  while (!existsSync(path) && path !== dirname(path)) {
    path = dirname(path);
  }
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
