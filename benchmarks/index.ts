/**
 * `yarn bench NAME [--runs N] [--json] [--pictures DIR]`: measures what users wait for, beside what they would use instead, in one run.
 */
import { parseArgs } from 'node:util';
import type { Benchmark } from './lib/benchmark';
import { run as analysis } from './analysis';
import { run as graph } from './graph';
import { run as operations } from './operations';
import { run as page } from './page';
import { run as pictures } from './pictures';
import { run as publish } from './publish';

const benchmarks: Record<string, Benchmark> = {
  analysis,
  graph,
  operations,
  page,
  pictures,
  publish,
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
      pictures: { type: 'string' },
    },
  });
  const run = benchmarks[positionals[0]];
  const runs = Number(values.runs);
  if (!run || !Number.isInteger(runs) || runs < 1) {
    process.stderr.write(
      `Usage: yarn bench ${Object.keys(benchmarks).join(
        '|',
      )} [--runs N] [--json] [--pictures DIR]\n`,
    );
    return 2;
  }
  const { text, json } = await run({ runs, pictures: values.pictures });
  process.stdout.write(
    values.json ? `${JSON.stringify(json, null, 2)}\n` : text,
  );
  return 0;
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(1);
  },
);
