import pc from 'picocolors';
import { CheckResult, CheckStatus } from '../checks/check';
import {
  checkDisk,
  checkDocker,
  checkMemory,
  checkNode,
  checkGit,
  checkNpm,
} from '../checks/machine';
import { checkKeys } from '../checks/keys';
import {
  checkConfig,
  checkData,
  checkPackages,
  checkPortsFree,
  checkPostgres,
} from '../checks/platform';
import type { CheckFlags } from '../commands/check';
import { findCheckout } from '../platform/checkout';
import { resolveOptions } from '../platform/options';

/** The `check` command. */
export async function check(flags: CheckFlags): Promise<void> {
  const checkout = findCheckout();
  const options = resolveOptions(flags);
  const results = (
    await Promise.all([
      checkNode(),
      checkNpm(),
      checkGit(),
      checkPackages(checkout),
      checkPostgres(checkout, options),
      checkData(checkout),
      checkConfig(checkout, options),
      checkPortsFree(checkout, options),
      checkDisk(checkout.root),
      checkMemory(),
      checkKeys(process.env),
      checkDocker(),
    ])
  ).flat();
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(
          { ok: !results.some(isFailure), checks: results },
          null,
          2,
        )}\n`
      : `${format(results)}\n`,
  );
  if (results.some(isFailure)) {
    process.exitCode = 1;
  }
}

function isFailure({ status }: CheckResult): boolean {
  return status === 'fail';
}

const MARKS: Record<CheckStatus, string> = {
  ok: pc.green('✔'),
  warn: pc.yellow('!'),
  fail: pc.red('✖'),
};

function format(results: CheckResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const failures = results.filter(isFailure).length;
  return [
    ...results.flatMap(({ name, status, detail, cure }) => [
      `${MARKS[status]} ${name.padEnd(width)}  ${detail}`,
      ...(cure ? [`  ${' '.repeat(width)}  ${pc.dim(`→ ${cure}`)}`] : []),
    ]),
    '',
    failures === 0
      ? 'All is ready for start.'
      : `${failures} ${
          failures === 1 ? 'thing needs' : 'things need'
        } mending before start.`,
  ].join('\n');
}
