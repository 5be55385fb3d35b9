import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readFileIfExists } from '../lib/atomicFile';
import { CommandError, UsageError } from '../lib/errors';
import { readSettings } from '../config/settings';
import { Checkout } from '../platform/checkout';
import { DATA_VERSION } from '../platform/dataDirectory';
import { withDatabaseServer } from '../platform/database';
import { readDatabaseServer } from '../platform/options';
import { ArchiveWriter } from './ArchiveWriter';
import { backUpCluster } from './cluster';
import { backUpDatabases } from './dumps';
import { FORMAT_VERSION, Manifest } from './format';
import {
  exists,
  listBackups,
  newBackupName,
  removeOldBackups,
  removeUnfinished,
  sizeOf,
} from './names';
import { Interruption } from './Interruption';
import { Progress } from './Progress';
import { backUpSandbox } from './sandbox';

/** Options of {@link createBackup}. */
export interface BackupOptions {
  /** Where to; absent: a new name in the data directory's `backups`. */
  file?: string;
  /** How many archives stay in that directory. */
  keep?: number;
  includeKey: boolean;
  progress: Progress;
}

/** A backup that was made. */
export interface BackupResult {
  file: string;
  bytes: number;
  manifest: Manifest;
  /** Names of old archives that were removed. */
  removed: string[];
}

/** What {@link planBackup} found. */
export interface BackupPlan {
  file: string;
  database: 'embedded' | 'server';
  databaseBytes?: number;
  repositoriesBytes?: number;
  includesKey: boolean;
  remove: string[];
}

/** What a backup would hold; changes nothing and starts nothing. */
export async function planBackup(
  checkout: Checkout,
  options: Omit<BackupOptions, 'progress'>,
): Promise<BackupPlan> {
  const { dataDirectory } = checkout;
  const file = await chooseFile(checkout, options);
  const isExternal = readDatabaseServer(process.env) !== undefined;
  await checkSources(checkout, options, isExternal);
  return {
    file,
    database: isExternal ? 'server' : 'embedded',
    ...(isExternal
      ? {}
      : { databaseBytes: await sizeOf(join(dataDirectory, 'postgres/.')) }),
    ...(existsSync(join(dataDirectory, 'github'))
      ? { repositoriesBytes: await sizeOf(join(dataDirectory, 'github')) }
      : {}),
    includesKey: options.includeKey,
    remove:
      options.keep === undefined
        ? []
        : (await listBackups(dirname(file))).slice(options.keep - 1),
  };
}

/**
 * Puts database, sandbox repositories and secrets into one archive while all of it may be in use. The database comes
 * first: a repository that came after it is found by discovery, while one that a row of it names is there.
 */
export async function createBackup(
  checkout: Checkout,
  options: BackupOptions,
): Promise<BackupResult> {
  const { progress } = options;
  const file = await chooseFile(checkout, options);
  const isExternal = readDatabaseServer(process.env) !== undefined;
  await checkSources(checkout, options, isExternal);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await removeUnfinished(dirname(file));

  let total: number | undefined;
  const archive = ArchiveWriter.create(file, written =>
    progress.update(written, total),
  );
  const interruption = new Interruption(() => {
    // Whoever writes next fails, and all that was started ends on the way out.
    archive.abort().catch(() => undefined);
  });
  try {
    progress.step('Copying the database …');
    const database = await withDatabaseServer(checkout, async server =>
      isExternal
        ? ({
            kind: 'dumps',
            ...(await backUpDatabases(server, archive, {
              configDatabase: (await readSettings(checkout.root)).database,
              scratch: `${file}.${process.pid}.dumps`,
              onDatabase: name => progress.step(`Dumping ${name} …`),
            })),
          } as const)
        : ({
            kind: 'cluster',
            ...(await backUpCluster(server, archive, bytes => {
              total = bytes;
            })),
          } as const),
    );
    progress.step('Copying the repositories …');
    total = undefined;
    const sandbox = await backUpSandbox(
      join(checkout.dataDirectory, 'github'),
      archive,
    );
    await addSecrets(checkout, archive, options);
    const manifest = await archive.finish({
      format: 'infra-ai-backup',
      formatVersion: FORMAT_VERSION,
      createdAt: new Date().toISOString(),
      platformVersion: await readPlatformVersion(checkout),
      dataVersion: DATA_VERSION,
      database,
      repositories: sandbox?.repositories,
      includesKey: options.includeKey,
      discarded: sandbox?.discarded ?? [],
    });
    return {
      file,
      bytes: (await stat(file)).size,
      manifest,
      removed:
        options.keep === undefined
          ? []
          : await removeOldBackups(dirname(file), options.keep),
    };
  } catch (error) {
    await archive.abort();
    interruption.check();
    throw error;
  } finally {
    interruption.dispose();
    progress.finish();
  }
}

async function chooseFile(
  { dataDirectory }: Checkout,
  { file, keep }: Pick<BackupOptions, 'file' | 'keep'>,
): Promise<string> {
  if (file === undefined) {
    const directory = join(dataDirectory, 'backups');
    return join(directory, await newBackupName(directory, new Date()));
  }
  if (keep !== undefined) {
    throw new UsageError(
      '--keep is for backups in the data directory, which name themselves; leave FILE out.',
    );
  }
  const path = resolve(file);
  if (await exists(path)) {
    throw new CommandError(
      `${path} is there already; choose another name than ${basename(path)}.`,
    );
  }
  return path;
}

async function checkSources(
  { dataDirectory }: Checkout,
  { includeKey }: Pick<BackupOptions, 'includeKey'>,
  isExternal: boolean,
): Promise<void> {
  if (!isExternal && !existsSync(join(dataDirectory, 'postgres/PG_VERSION'))) {
    throw new CommandError(
      `There is no database in ${dataDirectory}, so there is nothing to back up. Start the platform once, or point INFRA_AI_DATA_DIR at its data.`,
    );
  }
  if (includeKey && !existsSync(join(dataDirectory, 'config.key'))) {
    throw new CommandError(
      `There is no ${join(
        dataDirectory,
        'config.key',
      )} to include: the key is in INFRA_AI_CONFIG_KEY, or there is none yet. Leave --include-key out.`,
    );
  }
}

async function addSecrets(
  { dataDirectory }: Checkout,
  archive: ArchiveWriter,
  { includeKey }: Pick<BackupOptions, 'includeKey'>,
): Promise<void> {
  // An external server's platform may never have made any.
  await archive.addFile('secrets.json', join(dataDirectory, 'secrets.json'));
  if (includeKey) {
    await archive.addFile('config.key', join(dataDirectory, 'config.key'));
  }
}

async function readPlatformVersion({ root }: Checkout): Promise<string> {
  const text = await readFileIfExists(join(root, 'package.json'));
  return text ? String(JSON.parse(text).version ?? 'unknown') : 'unknown';
}
