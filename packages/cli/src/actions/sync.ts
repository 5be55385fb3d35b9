import { progress as clackProgress } from '@clack/prompts';
import pc from 'picocolors';
import type { PullFlags } from '../commands/pull';
import type { SyncFlags } from '../commands/sync';
import { confirm } from '../lib/confirm';
import { CommandError, UsageError } from '../lib/errors';
import { isInteractive } from '../lib/interactive';
import { lazy } from '../lib/lazy';
import { formatTable } from '../lib/table';
import { Checkout, findCheckout } from '../platform/checkout';
import type { GithubApi } from '../platform/githubApi';
import { findPortal } from '../platform/portalApi';
import {
  defaultDirectory,
  ManagedRepository,
  placeRepositories,
  readRepositories,
  REPOSITORIES_FILE,
} from '../repositories/settings';
import { describeState } from '../repositories/state';
import { syncAll } from '../repositories/syncAll';
import type { SyncOptions, SyncResult } from '../repositories/syncRepository';

/** The `sync` command. */
export async function sync(flags: SyncFlags): Promise<void> {
  const { commit, push, dryRun } = flags;
  if (flags.fromCatalog && flags.org !== undefined) {
    throw new UsageError('Take --from-catalog or --org, not both.');
  }
  if (commit !== undefined && commit.trim() === '') {
    throw new UsageError('--commit takes the message of the commit.');
  }
  const checkout = findCheckout();
  const { repositories, github } = await findRepositories(checkout, flags);
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
    async beforePush({ path }) {
      const { checkOutgoing } = await lazy(() => import('../git/outgoing'));
      await checkOutgoing(path);
    },
    github,
  });
}

/** The `pull` command. */
export async function pull(flags: PullFlags): Promise<void> {
  const { repositories, github } = await findRepositories(findCheckout(), {});
  await run(repositories, flags, {
    clone: false,
    push: false,
    dryRun: flags.dryRun ?? false,
    github,
  });
}

/** The repositories, and the GitHub that some of them are on: without one there is no need for its token. */
async function findRepositories(
  checkout: Checkout,
  { fromCatalog, org }: Pick<SyncFlags, 'fromCatalog' | 'org'>,
): Promise<{ repositories: ManagedRepository[]; github?: GithubApi }> {
  const load = () => lazy(() => import('../repositories/sources'));
  if (fromCatalog || org !== undefined) {
    const { connectGithub, listCatalog, listOrganization } = await load();
    const github = await connectGithub(checkout);
    const found =
      org === undefined
        ? await listCatalog(await findPortal('--from-catalog'), github)
        : await listOrganization(github, org);
    const directory = defaultDirectory(checkout.root);
    return { repositories: placeRepositories(directory, found), github };
  }
  const repositories = await readRepositories(checkout.root);
  if (!repositories) {
    throw new CommandError(
      `There is no ${REPOSITORIES_FILE} in ${checkout.root}. Make one (infra-ai sync --help shows how), or use --org NAME or --from-catalog.`,
    );
  }
  if (!repositories.some(({ url }) => /^https?:/.test(url))) {
    return { repositories };
  }
  const { connectGithub } = await load();
  // A checkout without configuration can still sync what needs no token.
  const github = await connectGithub(checkout).catch(() => undefined);
  return { repositories, github };
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
