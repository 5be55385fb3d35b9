import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { analyze } from '@infra-ai/analysis';
import { compose } from './inputs';

const execute = promisify(execFile);

/**
 * Peak memory of one analysis of a compose file in a process of its own, in MB beyond what a small one takes: the peak of
 * this process would also be that of whatever ran in it before.
 */
export async function peakMemory(
  sizes: number[],
): Promise<{ services: number; megabytes: number }[]> {
  const base = await peakOf(1);
  const peaks = [];
  for (const services of sizes) {
    peaks.push({
      services,
      megabytes: Math.round(((await peakOf(services)) - base) / 1024),
    });
  }
  return peaks;
}

async function peakOf(services: number): Promise<number> {
  const { stdout } = await execute(process.execPath, [
    ...process.execArgv,
    __filename,
    String(services),
  ]);
  return Number(stdout);
}

if (require.main === module) {
  analyze(compose(Number(process.argv[2]))).then(() =>
    process.stdout.write(String(process.resourceUsage().maxRSS)),
  );
}
