import pc from 'picocolors';
import type { VerifyCompleteSolutionFlags } from '../commands/verifyCompleteSolution';
import { formatTable } from '../lib/table';
import { Stages } from '../probe/stages';
import { analysisParts } from '../solution/analyses';
import { commandParts } from '../solution/commands';
import { PartResult, runPart } from '../solution/part';
import { print } from './config/print';

const MARKS = {
  ok: pc.green('✔'),
  failed: pc.red('✖'),
  skipped: pc.dim('-'),
};

/** The `verify-complete-solution` command. */
export async function verifyCompleteSolution(
  flags: VerifyCompleteSolutionFlags,
): Promise<void> {
  const stages = new Stages({ quiet: flags.json });
  const parts: PartResult[] = [];
  for (const part of [...commandParts(flags), ...analysisParts()]) {
    stages.begin(part.name);
    const result = await runPart(part);
    stages.stop();
    stages.say(`${MARKS[result.status]} ${result.name}`);
    parts.push(result);
  }
  const ok = !parts.some(({ status }) => status === 'failed');
  print(flags, { ok, parts }, () => format(parts));
  if (!ok) {
    process.exitCode = 1;
  }
}

function format(parts: PartResult[]): string {
  const count = (status: string) =>
    parts.filter(part => part.status === status).length;
  return [
    formatTable(
      ['PART', 'RESULT', 'TIME', 'FOUND'],
      parts.map(({ name, status, detail, tookMs }) => ({
        isBad: status === 'failed',
        cells: [name, status, `${(tookMs / 1000).toFixed(1)} s`, detail],
      })),
    ),
    '',
    `${count('ok')} parts ok, ${count('failed')} failed, ${count(
      'skipped',
    )} skipped.`,
  ].join('\n');
}
