/**
 * `yarn fuzz [--runs N] [--seed N] [--format NAME] [--json]`: analyzes damaged and made-up inputs of every format. Fails when one
 * ends in anything but a valid model or a clear refusal, takes longer than a second (four for pixels), needs too much memory, or touches a
 * file or the network. Such inputs are saved.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { anyInput } from '../../packages/analysis/src/__testUtils__/anyInput';
import { round, table } from '../lib/statistics';
import { Analyst } from './Analyst';
import { anyBinary } from './anyBinary';
import type { FuzzCase } from './child';

const MAX_MS = 1_000;
/** Of a picture all pixels are decoded and looked at, and damage to a header may make many of few. */
const MAX_MS_OF_PIXELS = 4_000;
/** So many at a time, as they are held in memory. */
const BATCH = 100;
const SAVED = resolve(__dirname, '../../node_modules/.cache/infra-ai/fuzz');

interface Result {
  format: string;
  runs: number;
  /** Inputs in which something was found. */
  found: number;
  refused: number;
  bytes: number;
  totalMs: number;
  slowestMs: number;
  failures: { file: string; why: string }[];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '20' },
      format: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const any: Record<string, fc.Arbitrary<FuzzCase>> = {
    ...anyInput,
    ...(await anyBinary()),
  };
  const formats = Object.keys(any).filter(
    name => !values.format || name === values.format,
  );
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  if (!formats.length || !(runs >= 1) || !Number.isInteger(seed)) {
    process.stderr.write(
      `Usage: yarn fuzz [--runs N] [--seed N] [--format ${Object.keys(any).join(
        '|',
      )}] [--json]\n`,
    );
    return 2;
  }
  const analyst = new Analyst(
    formats.flatMap(format => fc.sample(any[format], { seed: 1, numRuns: 10 })),
  );
  const results: Result[] = [];
  let megabytes = 0;
  for (const format of formats) {
    const result: Result = {
      format,
      runs: 0,
      found: 0,
      refused: 0,
      bytes: 0,
      totalMs: 0,
      slowestMs: 0,
      failures: [],
    };
    const wanted = Math.ceil(runs / formats.length);
    let slowest: FuzzCase | undefined;
    for (let batch = 0; batch * BATCH < wanted; batch++) {
      // Each batch can be made again by itself.
      const inputs = fc.sample(any[format], {
        seed: seed + batch,
        numRuns: Math.min(BATCH, wanted - batch * BATCH),
      });
      for (const [index, input] of inputs.entries()) {
        const outcome = await analyst.analyze(input);
        result.runs++;
        if (outcome.elements) result.found++;
        if (outcome.elements === undefined && !outcome.error) result.refused++;
        result.bytes += sizeOf(input);
        result.totalMs += outcome.milliseconds;
        megabytes = Math.max(megabytes, outcome.megabytes);
        if (outcome.milliseconds > result.slowestMs) {
          result.slowestMs = outcome.milliseconds;
          slowest = input;
        }
        const why =
          outcome.error ??
          (outcome.milliseconds >
            (format === 'pixels' ? MAX_MS_OF_PIXELS : MAX_MS) &&
            `Took ${round(outcome.milliseconds)} ms.`);
        if (why) {
          const file = save(input, `${format}-${seed + batch}-${index}`);
          result.failures.push({ file, why });
          process.stderr.write(`${file}\n${why}\n\n`);
        }
      }
    }
    if (slowest) save(slowest, `${format}-slowest`);
    results.push(result);
  }
  analyst.close();
  const report = { seed, megabytes: Math.round(megabytes), results };
  process.stdout.write(
    values.json ? `${JSON.stringify(report, null, 2)}\n` : toText(report),
  );
  return results.some(({ failures }) => failures.length) ? 1 : 0;
}

function sizeOf(given: FuzzCase): number {
  if (!('input' in given)) return given.bytes.length;
  const { input } = given;
  switch (input.kind) {
    case 'text':
      return input.text.length;
    case 'files':
      return input.files.reduce((sum, { content }) => sum + content.length, 0);
    default:
      return input.bytes.length;
  }
}

/** Writes the input beside a note of how it was given; answers with the file. */
function save(given: FuzzCase, name: string): string {
  mkdirSync(SAVED, { recursive: true });
  const write = (suffix: string, content: string | Uint8Array) => {
    const file = join(SAVED, `${name}${suffix}`);
    writeFileSync(file, content);
    return file;
  };
  if (!('input' in given)) return write(`.${given.kind}`, given.bytes);
  const { input, source } = given;
  if (input.kind === 'files') {
    const [first] = input.files.map(({ path, content }, i) =>
      write(`-${i}-${path.replace(/[^\w.-]/g, '_')}`, content),
    );
    return `${first} as ${input.files
      .map(({ path }) => path)
      .join(', ')} (${source})`;
  }
  const content = input.kind === 'text' ? input.text : input.bytes;
  return `${write(`.${input.kind}`, content)} (${source})`;
}

function toText(report: {
  seed: number;
  megabytes: number;
  results: Result[];
}): string {
  const { results } = report;
  const sum = (of: (result: Result) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  return `Analyses of damaged and made-up inputs, seed ${report.seed}
${table([
  [
    '',
    'runs',
    'with findings',
    'refused',
    'KB each',
    'ms each',
    'slowest ms',
    'failures',
  ],
  ...results.map(result => [
    result.format,
    result.runs,
    result.found,
    result.refused,
    round(result.bytes / 1024 / result.runs),
    round(result.totalMs / result.runs),
    round(result.slowestMs),
    result.failures.length,
  ]),
  [
    'all',
    sum(({ runs }) => runs),
    sum(({ found }) => found),
    sum(({ refused }) => refused),
    round(sum(({ bytes }) => bytes) / 1024 / sum(({ runs }) => runs)),
    round(sum(({ totalMs }) => totalMs) / sum(({ runs }) => runs)),
    round(Math.max(...results.map(({ slowestMs }) => slowestMs))),
    sum(({ failures }) => failures.length),
  ],
])}

At most ${
    report.megabytes
  } MB. The slowest of each and what failed is in ${SAVED}
`;
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(1);
  },
);
