import { setTimeout as sleep } from 'node:timers/promises';
import { TextRecognizer, type TextEngine } from '@infra-ai/pictures';
import type { Benchmark } from '../lib/benchmark';
import { round, summarize, table } from '../lib/statistics';
import { childUsage } from './childUsage';
import { DRAWN_LABELS, drawDiagram } from './diagram';
import { watchDelay } from './intake';
import { share, readCases, recallOf } from './recall';

/** Readings of a picture are seconds each; more runs tell nothing more. */
const MAX_RUNS = 15;

/**
 * Reading the text of a drawn picture of 2,000 × 1,200, by each engine that is installed: cold, warm, and four at once. With
 * `--pictures DIR` also how many labels of the pictures there are read.
 */
export const run: Benchmark = async ({ runs, pictures }) => {
  const drawn = await drawDiagram();
  const json: Record<string, unknown> = {};
  const rows: Array<Array<string | number>> = [
    ['', 'cold', 'median', 'p95', 'CPU median', 'memory MB', 'labels'],
  ];
  const delays: Array<Array<string | number>> = [
    ['', 'seconds', 'median', 'p99', 'max'],
  ];
  for (const engine of ['native', 'wasm'] as const) {
    const measured = await measure(engine, drawn, Math.min(runs, MAX_RUNS));
    json[engine] = measured;
    const { cold, seconds, cpu, peakMemory, labels, four } = measured;
    rows.push([
      engine,
      cold,
      seconds.median,
      seconds.p95,
      cpu?.median ?? '?',
      peakMemory ?? '?',
      labels,
    ]);
    const { median, p99, max } = four.delay;
    delays.push([engine, four.seconds, median, p99, max]);
  }
  let text = `Text of a picture of 2,000 × 1,200 with ${
    DRAWN_LABELS.length
  } labels, one thread, seconds
${table(rows)}

Four of them at once in two processes: seconds for all, delay of this process's event loop in milliseconds
${table(delays)}
`;
  if (pictures) {
    const recall = await readAll(pictures);
    json.recall = recall;
    text += `\nLabels read of the pictures in ${pictures}\n${table([
      ['', 'labels', 'read', 'recall', 'missed'],
      ...recall.map(({ id, labels, read, missed }) => [
        id,
        labels,
        read,
        share(read, labels),
        missed.join(', '),
      ]),
    ])}\n`;
  }
  return { text, json };
};

async function measure(engine: TextEngine, bytes: Buffer, runs: number) {
  const recognizer = new TextRecognizer({ engine, timeoutMs: 600_000 });
  const recognize = () =>
    recognizer.recognize({ bytes, mediaType: 'image/png' });
  try {
    const begun = performance.now();
    const first = await recognize();
    const cold = round((performance.now() - begun) / 1000);
    const durations: number[] = [];
    const cpu: number[] = [];
    for (let n = 0; n < runs; n++) {
      const before = childUsage();
      const start = performance.now();
      await recognize();
      durations.push(performance.now() - start);
      const after = childUsage();
      if (before && after) {
        cpu.push(after.cpuMs - before.cpuMs);
      }
    }
    const peakMemory = childUsage()?.peakMemory;
    const watch = watchDelay();
    const start = performance.now();
    await Promise.all(Array.from({ length: 4 }, recognize));
    const four = {
      seconds: round((performance.now() - start) / 1000),
      delay: watch.stop(),
    };
    return {
      cold,
      seconds: summarize(durations),
      cpu: cpu.length ? summarize(cpu) : undefined,
      peakMemory,
      labels: recallOf(
        first,
        DRAWN_LABELS.map(name => [name]),
      ).read,
      four,
    };
  } finally {
    await recognizer.close();
    await sleep(100);
  }
}

async function readAll(folder: string) {
  const recognizer = new TextRecognizer({ timeoutMs: 600_000 });
  try {
    const results: Array<ReturnType<typeof recallOf> & { id: string }> = [];
    for (const { id, bytes, names } of await readCases(folder)) {
      process.stderr.write(`${id}\n`);
      const text = await recognizer.recognize({
        bytes,
        mediaType: 'image/png',
      });
      results.push({ id, ...recallOf(text, names) });
    }
    const sum = (of: 'labels' | 'read') =>
      results.reduce((total, result) => total + result[of], 0);
    return [
      ...results,
      { id: 'all', labels: sum('labels'), read: sum('read'), missed: [] },
    ];
  } finally {
    await recognizer.close();
  }
}
