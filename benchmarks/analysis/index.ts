import { analyze } from '@infra-ai/analysis';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { Bench } from 'tinybench';
import type { Benchmark } from '../lib/benchmark';
import { round, table } from '../lib/statistics';
import {
  compose,
  english,
  kubernetes,
  mermaid,
  spanish,
  terraform,
} from './inputs';
import { peakMemory } from './memory';

/** What is read, and how many times a second it has to be at least. */
const CASES: [name: string, input: AnalyzerInput, target?: number][] = [
  ['compose, 10 services', compose(10), 150],
  ['compose, 100 services', compose(100), 25],
  ['compose, 1,000 services', compose(1000), 1],
  ['prose, a page in English', english(), 50],
  ['prose, a page in Spanish', spanish(), 50],
  ['Kubernetes, 12 workloads', kubernetes(12)],
  ['Terraform, 12 functions', terraform(12)],
  ['Mermaid, 30 nodes', mermaid(30)],
];

/**
 * What this process worked until now, its garbage collection included. Not the clock: what else runs on the machine would
 * count, the more the longer an analysis takes.
 */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** How fast the embedded analyzer is on one core, and how its memory grows with its input. */
export const run: Benchmark = async ({ runs }) => {
  const bench = new Bench({
    iterations: runs,
    time: 1000,
    throws: true,
    now: cpuMilliseconds,
  });
  for (const [name, input] of CASES) {
    bench.add(name, async () => {
      const { elements } = await analyze(input);
      // What finds nothing is fast.
      if (elements.length === 0) throw new Error(`${name}: nothing found`);
    });
  }
  await bench.run();
  const speed = bench.tasks.map(({ name, result }, index) => {
    if (result.state !== 'completed') throw new Error(`${name} did not end`);
    const { latency } = result;
    return {
      name,
      runs: latency.samplesCount,
      perSecond: Math.round(1000 / latency.p50),
      target: CASES[index][2],
      median: round(latency.p50),
      p99: round(latency.p99),
    };
  });
  const memory = await peakMemory([500, 1000, 2000, 4000]);
  const text = `Analyses by the embedded analyzer, one at a time, in CPU time
${table([
  ['', 'runs', 'a second', 'at least', 'median ms', 'p99 ms'],
  ...speed.map(row => [
    row.name,
    row.runs,
    row.perSecond,
    row.target ?? '',
    row.median,
    row.p99,
  ]),
])}

Memory beyond that of one service
${table([
  ['services', 'MB', 'KB a service'],
  ...memory.map(({ services, megabytes }) => [
    services,
    megabytes,
    round((megabytes * 1024) / services),
  ]),
])}
`;
  return { text, json: { speed, memory } };
};
