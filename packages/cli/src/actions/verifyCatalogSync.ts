import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { readCatalog, whyRefused } from '../catalogSync/catalogEntities';
import {
  DiscoveryProvider,
  readDiscoveryProviders,
} from '../catalogSync/discovery';
import { SyncedFile, SyncReport, verifySync } from '../catalogSync/verifySync';
import { bePatient } from '../checks/github/patience';
import type { VerifyCatalogSyncFlags } from '../commands/verifyCatalogSync';
import { CommandError } from '../lib/errors';
import { formatTable } from '../lib/table';
import { readAppConfig } from '../platform/appConfig';
import { findCheckout } from '../platform/checkout';
import { readGithubApi } from '../platform/githubApi';
import { findPortal } from '../platform/portalApi';
import { print } from './config/print';

/** The `verify-catalog-sync` command. */
export async function verifyCatalogSync(
  flags: VerifyCatalogSyncFlags,
): Promise<void> {
  const config = await readAppConfig(findCheckout());
  const { octokit, host } = readGithubApi(config);
  bePatient(octokit, seconds =>
    process.stderr.write(`GitHub asks to wait ${seconds} s\n`),
  );
  const providers = chooseProviders(
    readDiscoveryProviders(config),
    host,
    flags.owner,
  );
  const portal = await findPortal('verify-catalog-sync');
  const isTerminal = process.stderr.isTTY && !flags.json;
  const report = await verifySync({
    octokit,
    host,
    providers,
    catalog: await readCatalog(portal),
    whyRefused: url => whyRefused(portal, url),
    onProgress: message => {
      if (isTerminal) {
        process.stderr.write(`\r\x1b[2K${message}`);
      }
    },
  });
  if (isTerminal) {
    process.stderr.write('\r\x1b[2K');
  }
  print(flags, report, () => format(report));
  if (!report.ok) {
    process.exitCode = 1;
  }
}

/** The providers to check; an owner that none reads is checked as one without filters would. */
function chooseProviders(
  all: DiscoveryProvider[],
  host: string,
  owners?: string[],
): DiscoveryProvider[] {
  if (all.length === 0) {
    throw new CommandError(
      'catalog.providers.github is not configured: nothing is discovered.',
    );
  }
  if (!owners) {
    return all;
  }
  return owners.flatMap(owner => {
    const its = all.filter(
      one =>
        one.host === host &&
        one.organization?.toLowerCase() === owner.toLowerCase(),
    );
    const [app] = all.filter(({ organization }) => !organization);
    if (its.length === 0 && !app) {
      throw new CommandError(
        `No provider in catalog.providers.github reads '${owner}' at ${host}; none of its repositories is discovered. Add one, or choose among: ${all
          .map(({ organization }) => organization)
          .join(', ')}.`,
      );
    }
    return its.length > 0 ? its : [{ ...app, organization: owner }];
  });
}

function format(report: SyncReport): string {
  const { files, orphans, ignored, withoutFile, notes } = report;
  const count = (state: string) =>
    files.filter(file => file.state === state).length;
  return [
    ...(files.length > 0
      ? [
          formatTable(
            ['REPOSITORY', 'FILE', 'STATE', 'ENTITIES', 'DETAIL'],
            files.map(file => ({
              isBad: ['missing', 'failed'].includes(file.state),
              cells: [
                file.repository,
                file.path,
                file.state,
                String(file.entities.length),
                describe(file),
              ],
            })),
          ),
        ]
      : []),
    ...orphans.map(({ ref, location, why }) =>
      pc.yellow(`orphaned ${ref} (${location}): ${why}`),
    ),
    ...notes.map(note => pc.yellow(`! ${note}`)),
    ...(files.length + orphans.length + notes.length > 0 ? [''] : []),
    `${files.length} files: ${count('present')} present, ${count(
      'stale',
    )} stale, ${count('missing')} missing, ${count('failed')} failed; ${
      orphans.length
    } orphaned entities; ${withoutFile.length} repositories without a file, ${
      ignored.length
    } left out by discovery.`,
    ...(count('missing') + count('stale') > 0
      ? [
          'A push to the repository brings it at once, else the next run of discovery (catalog.providers.github.*.schedule).',
        ]
      : []),
  ].join('\n');
}

function describe({ state, problem, entities }: SyncedFile): string {
  const text =
    problem ??
    entities
      .filter(entity => entity.state !== 'present' && entity.state === state)
      .map(({ ref, detail }) => (detail ? `${ref} ${detail}` : ref))
      .join('; ');
  // Words of other people's files must not steer the terminal.
  return stripVTControlCharacters(text.split('\n')[0]);
}
