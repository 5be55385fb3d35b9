import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pc from 'picocolors';
import type { CheckResult } from '../checks/check';
import type { DeployFlags, TargetName } from '../commands/deploy';
import { createTarget } from '../deploy/createTarget';
import { DeployReport, formatCheck, runDeployment } from '../deploy/pipeline';
import { Steps } from '../deploy/steps';
import type {
  DeployTarget,
  ListedRelease,
  PlannedAction,
} from '../deploy/target';
import { confirm } from '../lib/confirm';
import { UsageError } from '../lib/errors';
import { withLock } from '../lib/lock';
import { formatTable } from '../lib/table';
import { findCheckout } from '../platform/checkout';
import { commandName } from '../platform/commandName';
import { print } from './config/print';

/** The `deploy` command. */
export async function deploy(
  name: TargetName,
  flags: DeployFlags,
): Promise<void> {
  checkFlags(name, flags);
  const checkout = findCheckout();
  const target = await createTarget(name, flags, checkout);
  if (flags.list) {
    const releases = await target.list();
    print(flags, { target: name, releases }, () => formatList(releases));
    return;
  }
  if (flags.dryRun) {
    await dryRun(target, flags);
    return;
  }

  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    await mkdir(checkout.runDirectory, { recursive: true, mode: 0o700 });
    const report = await withLock(
      join(checkout.runDirectory, 'deploy.lock'),
      () =>
        runDeployment(target, {
          goal: flags.rollback ? 'rollback' : 'deploy',
          steps: new Steps({ silent: flags.json ?? false }),
          timeoutMs: flags.timeout * 1000,
          interrupted: interruption.signal,
          confirm: question => confirm(question, flags),
        }),
      {
        onWait: ({ pid }) =>
          process.stderr.write(
            `Another deployment is under way (pid ${pid}); waiting for it.\n`,
          ),
      },
    );
    print(flags, report, () => formatReport(report));
    if (report.outcome === 'failed' || report.outcome === 'rolled-back') {
      process.exitCode = 1;
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

const FLAGS_OF: Record<TargetName, (keyof DeployFlags)[]> = {
  local: ['port', 'sandboxPort'],
  docker: ['image', 'url'],
  kubernetes: ['image', 'registry', 'context', 'values', 'url'],
};

function checkFlags(name: TargetName, flags: DeployFlags): void {
  const all = new Set(Object.values(FLAGS_OF).flat());
  const wrong = [...all].filter(
    flag => flags[flag] !== undefined && !FLAGS_OF[name].includes(flag),
  );
  if (wrong.length > 0) {
    throw new UsageError(
      `${wrong
        .map(flag => `--${flag.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`)}`)
        .join(' and ')} does not go with ${name}.`,
    );
  }
  if (flags.list && flags.rollback) {
    throw new UsageError('Take --list or --rollback, not both.');
  }
}

/** What a run would meet and do. Exit code 1 when it would not get past its preflight. */
async function dryRun(target: DeployTarget, flags: DeployFlags): Promise<void> {
  const checks = await target.preflight();
  const actions = await target.plan(flags.rollback ? 'rollback' : 'deploy');
  print(flags, { target: target.name, dryRun: true, checks, actions }, () =>
    formatPlan(checks, actions),
  );
  if (checks.some(({ status }) => status === 'fail')) {
    process.exitCode = 1;
  }
}

function formatPlan(checks: CheckResult[], actions: PlannedAction[]): string {
  const problems = checks.filter(({ status }) => status === 'fail');
  return [
    ...actions.flatMap(({ step, does, command }) => [
      `${pc.bold(step.padEnd(8))} ${does}`,
      ...(command ? [`         $ ${command}`] : []),
    ]),
    '',
    problems.length > 0
      ? `${pc.red('It would end at the preflight:')}\n${problems
          .map(check => `  ${formatCheck(check)}`)
          .join('\n')}`
      : `${checks.length} checks of the preflight passed.`,
    'Nothing was changed (--dry-run).',
  ].join('\n');
}

function formatList(releases: ListedRelease[]): string {
  if (releases.length === 0) {
    return `There are no releases. Make one with: ${commandName()} deploy`;
  }
  return formatTable(
    ['RELEASE', 'STATE', 'VERSION', 'COMMIT', 'CREATED'],
    releases.map(({ name, state, version, commit, created }) => ({
      cells: [name, state, version ?? '-', commit ?? '-', created ?? '-'],
    })),
  );
}

function formatReport(report: DeployReport): string {
  const { outcome, release, running, error } = report;
  const cause = error ? `\n${error}` : '';
  switch (outcome) {
    case 'released':
      return pc.green(`Released ${release}.`);
    case 'unchanged':
      return pc.green(
        `${release} runs already and is healthy; nothing was changed.`,
      );
    case 'reverted':
      return pc.green(`Went back to ${running}.`);
    case 'rolled-back':
      return `${pc.red(
        `Rolled back: ${release} failed, ${running} runs again.`,
      )}${cause}`;
    default:
      return `${pc.red(
        release ? `${release} failed.` : 'Not deployed; nothing was changed.',
      )}${cause}`;
  }
}
