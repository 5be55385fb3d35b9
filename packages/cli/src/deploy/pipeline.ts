import { CheckResult } from '../checks/check';
import type { TargetName } from '../commands/deploy';
import { CommandError, messageOf } from '../lib/errors';
import { StepReport, Steps } from './steps';
import type { DeployTarget, Release, Work } from './target';

const RELEASE_GRACE_MS = 15_000;

/**
 * How a deployment ended. `unchanged`: that release ran already. `reverted`: gone back because somebody asked for it.
 * `rolled-back`: gone back because the release failed. `failed`: what ran before runs on, or there was nothing before.
 */
export type Outcome =
  | 'released'
  | 'unchanged'
  | 'reverted'
  | 'rolled-back'
  | 'failed';

/** What `deploy --json` prints. */
export interface DeployReport {
  target: TargetName;
  outcome: Outcome;
  /** What was to be released. */
  release?: string;
  /** What runs now, as far as is known. */
  running?: string;
  steps: StepReport[];
  /** Why it did not go well, and what to do. */
  error?: string;
}

/** Settings of {@link runDeployment}. */
export interface DeploymentSettings {
  goal: 'deploy' | 'rollback';
  steps: Steps;
  /** Longest time for a release to start, and then once more to become healthy. */
  timeoutMs: number;
  /** Somebody interrupts it. */
  interrupted: AbortSignal;
  /** Asks before something is replaced; throws when the answer is no. */
  confirm: (question: string) => Promise<void>;
}

/**
 * The steps of every deployment: preflight, build, release, health; on a failure of the last two back to the release
 * that was there before, with the same health check.
 */
export async function runDeployment(
  target: DeployTarget,
  settings: DeploymentSettings,
): Promise<DeployReport> {
  const { goal, steps, confirm } = settings;
  const report = (
    outcome: Outcome,
    rest: Partial<DeployReport> = {},
  ): DeployReport => ({
    target: target.name,
    outcome,
    ...rest,
    steps: steps.reports,
  });

  let before: Release | undefined;
  let release: Release;
  try {
    await steps.run('preflight', 'Preflight', async () => {
      const checks = await target.preflight();
      throwProblems(checks);
      return { value: undefined, detail: summarizeChecks(checks) };
    });
    before = await target.current();
    await confirm(target.question(goal));
    release =
      goal === 'rollback'
        ? await findPrevious(target)
        : await steps.run('build', 'Build', async note => {
            const value = await target.build({
              note,
              signal: settings.interrupted,
            });
            return { value, detail: describe(value) };
          });
  } catch (error) {
    if (error instanceof CommandError && error.exitCode !== 1) {
      throw error;
    }
    return report('failed', { running: before?.name, error: messageOf(error) });
  }

  if (goal === 'deploy' && (await target.isRunning?.(release))) {
    await steps.skip('release', 'Release', `${release.name} runs already`);
    if (await isHealthy(target, settings)) {
      await target.settle(release, 'forward');
      return report('unchanged', {
        release: release.name,
        running: release.name,
      });
    }
  }

  try {
    const signal = limitRelease(settings, settings.interrupted);
    await steps.run('release', 'Release', async note => {
      const work: Work = { note, signal };
      const detail =
        goal === 'rollback'
          ? await target.goBack(release, work)
          : await target.release(release, work);
      return { value: undefined, detail };
    });
    await checkHealth(target, settings, settings.interrupted);
  } catch (error) {
    return afterFailure(target, settings, {
      release,
      before: before?.name === release.name ? await target.previous() : before,
      error,
      report,
    });
  }
  await target.settle(release, goal === 'rollback' ? 'back' : 'forward');
  await prune(target, steps);
  return report(goal === 'rollback' ? 'reverted' : 'released', {
    release: release.name,
    running: release.name,
  });
}

async function afterFailure(
  target: DeployTarget,
  settings: DeploymentSettings,
  failure: {
    release: Release;
    before: Release | undefined;
    error: unknown;
    report: (outcome: Outcome, rest: Partial<DeployReport>) => DeployReport;
  },
): Promise<DeployReport> {
  const { steps } = settings;
  const { release, before, report } = failure;
  const error = messageOf(failure.error);
  // An interruption has done its work; putting things back is not to be interrupted by it.
  const signal = limitRelease(settings);
  try {
    if (!before) {
      await steps.run('rollback', 'Roll back', async note => ({
        value: undefined,
        detail: await target.giveUp({ note, signal }),
      }));
      return report('failed', { release: release.name, error });
    }
    await steps.run('rollback', 'Roll back', async note => ({
      value: undefined,
      detail: await target.goBack(before, { note, signal }),
    }));
    await checkHealth(target, settings);
    await target.settle(before, 'back');
    return report('rolled-back', {
      release: release.name,
      running: before.name,
      error,
    });
  } catch (rollbackError) {
    return report('failed', {
      release: release.name,
      error: `${error}\nRolling back failed too: ${messageOf(rollbackError)}`,
    });
  }
}

async function checkHealth(
  target: DeployTarget,
  { steps, timeoutMs }: DeploymentSettings,
  ...ends: AbortSignal[]
): Promise<void> {
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...ends]);
  await steps.run('health', 'Health', async note => ({
    value: undefined,
    detail: await target.checkHealth({ note, signal }),
  }));
}

async function isHealthy(
  target: DeployTarget,
  settings: DeploymentSettings,
): Promise<boolean> {
  try {
    await checkHealth(target, settings, settings.interrupted);
    return true;
  } catch {
    return false;
  }
}

async function findPrevious(target: DeployTarget): Promise<Release> {
  const previous = await target.previous();
  if (!previous) {
    throw new CommandError(
      'There is no previous release to go back to: only one was deployed from here.',
    );
  }
  return previous;
}

/** What cannot be removed now can be the next time; the release is healthy all the same. */
async function prune(target: DeployTarget, steps: Steps): Promise<void> {
  await steps
    .run('prune', 'Old releases', async () => {
      const removed = await target.prune();
      return {
        value: undefined,
        detail: removed.length > 0 ? `removed ${removed.join(', ')}` : 'none',
      };
    })
    .catch(() => undefined);
}

/** A little more than what does the work was told: it ends in order, and says more about the reason. */
function limitRelease(
  { timeoutMs }: DeploymentSettings,
  ...ends: AbortSignal[]
): AbortSignal {
  return AbortSignal.any([
    AbortSignal.timeout(timeoutMs + RELEASE_GRACE_MS),
    ...ends,
  ]);
}

/** Throws when a check says that the deployment cannot work, with all that do. */
export function throwProblems(checks: CheckResult[]): void {
  const problems = checks.filter(({ status }) => status === 'fail');
  if (problems.length > 0) {
    throw new CommandError(problems.map(formatCheck).join('\n'));
  }
}

/** A check with its cure. */
export function formatCheck({ name, detail, cure }: CheckResult): string {
  const end = /[.?!]$/.test(detail) ? '' : '.';
  return `${name}: ${detail}${end}${cure ? ` ${cure}` : ''}`;
}

function summarizeChecks(checks: CheckResult[]): string {
  const warnings = checks.filter(({ status }) => status === 'warn');
  return [`${checks.length} checks passed`, ...warnings.map(formatCheck)].join(
    '; ',
  );
}

function describe({ name, detail }: Release): string {
  return detail ? `${name} (${detail})` : name;
}
