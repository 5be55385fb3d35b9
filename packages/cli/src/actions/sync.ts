import { progress as clackProgress } from '@clack/prompts';
import pc from 'picocolors';
import type { PullFlags } from '../commands/pull';
import type { SyncFlags } from '../commands/sync';
import { checkOutgoing } from '../git/outgoing';
import { confirm } from '../lib/confirm';
import { CommandError, UsageError } from '../lib/errors';
import { isInteractive } from '../lib/interactive';
import { formatTable } from '../lib/table';
import { readAppConfig } from '../platform/appConfig';
import { Checkout, findCheckout } from '../platform/checkout';
import { GithubApi, readGithubApi } from '../platform/githubApi';
import { findPortal } from '../platform/portalApi';
import {
  defaultDirectory,
  ManagedRepository,
  placeRepositories,
  readRepositories,
  REPOSITORIES_FILE,
} from '../repositories/settings';
import { listCatalog, listOrganization } from '../repositories/sources';
import { describeState } from '../repositories/state';
import { syncAll } from '../repositories/syncAll';
import type { SyncOptions, SyncResult } from '../repositories/syncRepository';

/** The `sync` command. */
export async function sync(flags: SyncFlags): Promise<void> {
  const { fromCatalog, org, commit, push, dryRun } = flags;
  if (fromCatalog && org !== undefined) {
    throw new UsageError('Take --from-catalog or --org, not both.');
  }
  if (commit !== undefined && commit.trim() === '') {
    throw new UsageError('--commit takes the message of the commit.');
  }
  const checkout = findCheckout();
  const github = await findGithub(checkout, Boolean(fromCatalog || org));
  const repositories = await findRepositories(checkout, flags, github);
  if ((commit !== undefined || push) && !dryRun) {
    await confirm(
      `${commit === undefined ? 'Push' : 'Commit'}${
        commit !== undefined && push ? ' and push' : ''
      } in ${repositories.length} repositories?`,
      flags,
    );
  }
  await run(repositories, flags, {
    clone: true,
    commitMessage: commit,
    push: push ?? false,
    dryRun: dryRun ?? false,
    beforePush: ({ path }) => checkOutgoing(path),
    github,
  });
}

/** The `pull` command. */
export async function pull(flags: PullFlags): Promise<void> {
  const checkout = findCheckout();
  await run(await findRepositories(checkout, {}), flags, {
    clone: false,
    push: false,
    dryRun: flags.dryRun ?? false,
    github: await findGithub(checkout, false),
  });
}

/** A checkout without configuration can still sync what needs no token. */
async function findGithub(
  checkout: Checkout,
  required: boolean,
): Promise<GithubApi | undefined> {
  try {
    return readGithubApi(await readAppConfig(checkout));
  } catch (error) {
    if (required) {
      throw error;
    }
    return undefined;
  }
}

async function findRepositories(
  checkout: Checkout,
  flags: Pick<SyncFlags, 'fromCatalog' | 'org'>,
  github?: GithubApi,
): Promise<ManagedRepository[]> {
  if (flags.org !== undefined) {
    return placeRepositories(
      defaultDirectory(checkout.root),
      await listOrganization(github!, flags.org),
    );
  }
  if (flags.fromCatalog) {
    return placeRepositories(
      defaultDirectory(checkout.root),
      await listCatalog(await findPortal('--from-catalog'), github!),
    );
  }
  const listed = await readRepositories(checkout.root);
  if (!listed) {
    throw new CommandError(
      `There is no ${REPOSITORIES_FILE} in ${checkout.root}. Make one (infra-ai sync --help shows how), or use --org NAME or --from-catalog.`,
    );
  }
  return listed;
}

async function run(
  repositories: ManagedRepository[],
  flags: { json?: boolean; dryRun?: boolean },
  options: SyncOptions,
): Promise<void> {
  const bar = startProgress(repositories.length, flags);
  const results = await syncAll(repositories, options, bar.onDone);
  bar.finish();
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ repositories: results }, null, 2)}\n`
      : `${format(results, flags.dryRun ?? false)}\n`,
  );
  if (results.some(({ error }) => error !== undefined)) {
    process.exitCode = 1;
  }
}

/** A bar that redraws on a terminal; elsewhere the table at the end says all. */
function startProgress(count: number, flags: { json?: boolean }) {
  if (flags.json || !isInteractive() || count === 0) {
    return { onDone: () => undefined, finish: () => undefined };
  }
  const bar = clackProgress({ max: count });
  let done = 0;
  bar.start('Repositories');
  return {
    onDone: ({ name }: SyncResult) =>
      bar.advance(1, `${++done} of ${count}  ${name}`),
    finish: () => bar.stop(`${count} repositories`),
  };
}

function format(results: SyncResult[], dryRun: boolean): string {
  if (results.length === 0) {
    return 'There are no repositories.';
  }
  const failed = results.filter(({ error }) => error !== undefined);
  const table = formatTable(
    ['REPOSITORY', 'BRANCH', 'DONE', 'STATE'],
    results.map(({ name, state, done, error }) => ({
      isBad: error !== undefined,
      cells: [
        name,
        state?.branch ?? '-',
        done.join(', ') || '-',
        error === undefined
          ? (state && describeState(state).join(', ')) || 'in step'
          : 'failed',
      ],
    })),
  );
  return [
    table,
    ...failed.map(({ name, error }) => `${pc.red(name)}: ${error}`),
    `${results.length} repositories, ${failed.length} failed${
      dryRun ? '; nothing was changed (--dry-run)' : ''
    }.`,
  ].join('\n');
}
