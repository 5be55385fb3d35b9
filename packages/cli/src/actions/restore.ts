import { Progress } from '../backup/Progress';
import { restoreBackup, RestoreResult } from '../backup/restoreBackup';
import type { RestoreFlags } from '../commands/restore';
import { findCheckout } from '../platform/checkout';
import { commandName } from '../platform/commandName';
import { print } from './config/print';

/** The `restore` command. */
export async function restore(
  file: string,
  flags: RestoreFlags,
): Promise<void> {
  const { dryRun = false } = flags;
  const result = await restoreBackup(findCheckout(), file, {
    replace: flags.replace ?? false,
    yes: flags.yes ?? false,
    dryRun,
    progress: new Progress(flags.json ?? false),
  });
  const { manifest } = result;
  print(
    flags,
    {
      dryRun,
      file: result.file,
      createdAt: manifest.createdAt,
      platformVersion: manifest.platformVersion,
      database: manifest.database,
      repositories: manifest.repositories,
      includesKey: manifest.includesKey,
      files: manifest.entries.length,
      aside: result.aside,
      asideCluster: result.asideCluster,
      renamedDatabases: result.renamedDatabases,
      finished: result.finished ?? false,
    },
    () => describe(result, dryRun),
  );
}

function describe(
  {
    file,
    manifest,
    aside,
    asideCluster,
    renamedDatabases,
    finished,
    lacksKey,
  }: RestoreResult,
  dryRun: boolean,
): string {
  const { database, repositories } = manifest;
  const content = `${database.databases.length} databases of PostgreSQL ${
    database.postgresMajor
  }${
    repositories === undefined ? '' : `, ${repositories} sandbox repositories`
  }`;
  if (dryRun) {
    return `${file} is whole: ${manifest.createdAt}, ${content}. It would be restored; nothing was changed.`;
  }
  return [
    `${finished ? 'An interrupted restore was finished' : 'Restored'}: ${
      manifest.createdAt
    }, ${content}.`,
    ...(aside
      ? [
          `The data that was there is in ${aside}. Remove it when you do not need it any more.`,
        ]
      : []),
    ...(asideCluster
      ? [`Its database is a link to ${asideCluster}; remove that then as well.`]
      : []),
    ...Object.entries(renamedDatabases).map(
      ([name, now]) => `The database '${name}' that was there is now '${now}'.`,
    ),
    ...(!lacksKey
      ? []
      : [
          'The key of the configuration versions was not in the archive: bring config.key or INFRA_AI_CONFIG_KEY back to read them.',
        ]),
    `Start it with: ${commandName()} start`,
  ].join('\n');
}
