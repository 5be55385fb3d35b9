import pc from 'picocolors';
import type { PushFlags } from '../commands/push';
import { readPushSettings } from '../config/settings';
import { CODE_CHECKS, CodeCheck, runCodeCheck } from '../git/changedChecks';
import { checkOutgoing } from '../git/outgoing';
import { runSteps, Step, StepReport } from '../git/pushSteps';
import {
  openRepository,
  refuseConflicts,
  refuseDirty,
} from '../git/repository';
import { git } from '../git/run';
import { fetchState, findTarget, PushState, PushTarget } from '../git/target';
import { packagesOf, readWorkspaces } from '../git/workspaces';
import { CommandError, UsageError } from '../lib/errors';
import { formatTable } from '../lib/table';
import { findCheckout } from '../platform/checkout';
import { print } from './config/print';

/** The `push` command. */
export async function push(flags: PushFlags): Promise<void> {
  const skipped = readSkipped(flags.skip);
  const checkout = findCheckout();
  const repository = await openRepository(checkout.root);
  const { root } = repository;
  const target = await findTarget(repository, checkout);
  await refuseConflicts(repository);
  await refuseDirty(repository);
  await checkForce(root, target, flags.forceWithLease);
  const { branch, remote } = target;
  const force = flags.forceWithLease !== undefined;

  let state: PushState = { ahead: 0, behind: 0, changed: [] };
  const fetch: Step = {
    name: 'fetch',
    isVital: true,
    run: async () => {
      state = await fetchState(root, target);
      refuseBehind(target, state, force);
      const isEnd =
        state.there !== undefined && state.ahead + state.behind === 0;
      return {
        detail: isEnd ? 'nothing to push' : await describe(root, target, state),
        isEnd,
      };
    },
  };
  const secrets: Step = {
    name: 'secrets',
    isVital: true,
    run: async () => {
      await checkOutgoing(root, remote);
      return { detail: `${state.ahead} commits` };
    },
  };
  const code = CODE_CHECKS.map(
    (name): Step => ({
      name,
      isVital: false,
      skip: () => (skipped.has(name) ? '--skip' : undefined),
      run: async onLine => ({
        status: (await runCodeCheck(name, root, state.base, onLine))
          ? 'passed'
          : 'not applicable',
      }),
    }),
  );
  const reports = await runSteps([fetch, secrets, ...code], flags);

  const failed = reports.filter(({ status }) => status === 'failed');
  const isNeeded = reports[1].status === 'passed';
  let pushed = false;
  if (failed.length === 0 && isNeeded && !flags.dryRun) {
    reports.push(
      ...(await runSteps(
        [
          {
            name: 'push',
            isVital: true,
            run: () => pushBranch(root, repository.head!, target, state),
          },
        ],
        flags,
      )),
    );
    pushed = reports.at(-1)!.status === 'passed';
  }
  const dryRun = flags.dryRun ?? false;
  print(
    flags,
    { branch, remote, commits: state.ahead, pushed, dryRun, steps: reports },
    () => format(target, reports, pushed, dryRun),
  );
  if (reports.some(({ status }) => status === 'failed')) {
    process.exitCode = 1;
  }
}

function readSkipped(skip: string | undefined): Set<CodeCheck> {
  const names = skip?.split(',').map(name => name.trim()) ?? [];
  const wrong = names.filter(
    name => !(CODE_CHECKS as readonly string[]).includes(name),
  );
  if (wrong.length > 0) {
    throw new UsageError(
      `--skip takes ${CODE_CHECKS.join(', ')}; '${wrong[0]}' is none of them.`,
    );
  }
  return new Set(names as CodeCheck[]);
}

/** A protected branch is replaced only by somebody who says its name. */
async function checkForce(
  root: string,
  { branch }: PushTarget,
  force: string | true | undefined,
): Promise<void> {
  if (typeof force === 'string' && force !== branch) {
    throw new UsageError(
      `--force-with-lease=${force} names another branch than the one that is checked out, '${branch}'.`,
    );
  }
  const settings = await readPushSettings(root);
  if (force === true && isProtected(branch, settings.protected)) {
    throw new CommandError(
      `'${branch}' is protected: others build on it. If it must be replaced, name it: --force-with-lease=${branch}`,
    );
  }
}

function isProtected(branch: string, patterns: string[]): boolean {
  return patterns.some(pattern => {
    const parts = pattern
      .split('*')
      .map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(branch);
  });
}

function refuseBehind(
  { branch, remote, known }: PushTarget,
  { there, ahead, behind }: PushState,
  force: boolean,
): void {
  const theirs = `${remote}/${branch}`;
  if (force && known !== there) {
    throw new CommandError(
      `${theirs} has changed since your last fetch, and a forced push would throw that away. Look at it with git log HEAD..${theirs}, then run the command again.`,
    );
  }
  if (behind === 0 || force) {
    return;
  }
  throw new CommandError(
    ahead === 0
      ? `${theirs} has ${behind} commits that are not here. Get them with git pull --ff-only; there is nothing to push.`
      : `The branch and ${theirs} have diverged: ${ahead} commits are only here, ${behind} only there. Put yours on top with git pull --rebase and push again; if you rewrote the branch on purpose, --force-with-lease=${branch} replaces theirs.`,
  );
}

async function describe(
  root: string,
  { branch, remote }: PushTarget,
  { there, ahead, behind, changed }: PushState,
): Promise<string> {
  const packages = packagesOf(changed, await readWorkspaces(root));
  return [
    there ? `${ahead} commits ahead` : `new branch '${branch}' on ${remote}`,
    ...(behind > 0 ? [`replaces ${behind}`] : []),
    `${changed.length} files changed`,
    ...(packages.length > 0 ? [`in ${packages.join(', ')}`] : []),
  ].join(', ');
}

/** Pushes the commit that was checked, whatever happened to the branch meanwhile. */
async function pushBranch(
  root: string,
  commit: string,
  { branch, remote, github }: PushTarget,
  { there, behind }: PushState,
): Promise<{ detail: string }> {
  const ref = `refs/heads/${branch}`;
  await git(
    root,
    [
      'push',
      '--quiet',
      ...(behind > 0 ? [`--force-with-lease=${ref}:${there}`] : []),
      remote,
      `${commit}:${ref}`,
    ],
    { github },
  );
  if (!there) {
    await git(root, [
      'branch',
      '--quiet',
      `--set-upstream-to=${remote}/${branch}`,
      branch,
    ]);
  }
  return { detail: `${commit.slice(0, 10)} to ${remote}/${branch}` };
}

function format(
  { branch, remote }: PushTarget,
  reports: StepReport[],
  pushed: boolean,
  dryRun: boolean,
): string {
  const failed = reports.filter(({ status }) => status === 'failed');
  const left = reports.filter(({ status }) => status === 'skipped');
  const isDone = reports[0].detail === 'nothing to push';
  const table = formatTable(
    ['STEP', 'RESULT', 'TIME', ''],
    reports.map(({ name, status, seconds, detail }) => ({
      isBad: status === 'failed',
      cells: [
        name,
        status,
        `${seconds} s`,
        status === 'failed' ? '' : detail ?? '',
      ],
    })),
  );
  let end = `${pc.red('✖')} Nothing was pushed.`;
  if (isDone) {
    end = `${branch} is in step with ${remote}: nothing to push.`;
  } else if (pushed) {
    end = `${pc.green('✔')} ${branch} is on ${remote}.`;
  } else if (failed.length === 0 && dryRun) {
    end = 'Nothing was pushed (--dry-run).';
  }
  return [
    table,
    ...failed.map(({ name, detail }) => `\n${pc.red(name)}: ${detail}\n`),
    end,
    ...(left.length > 0
      ? [
          pc.yellow(
            `Not checked: ${left.map(({ name }) => name).join(', ')} (--skip).`,
          ),
        ]
      : []),
  ].join('\n');
}
