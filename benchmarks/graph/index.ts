/**
 * Layout of a large graph by the function that the page's worker runs. Measured in Node.js, which has the engine of most
 * browsers; what the page adds is the copy to the worker and back.
 */
import { layoutGraph } from '../../plugins/infra-ai/src/components/review/graph/layoutGraph';
import type { Benchmark } from '../lib/benchmark';
import { summarize } from '../lib/statistics';

const ELEMENTS = 500;
const RELATIONS = 800;
/** What the page promises, in seconds. */
const BUDGET = 1.5;

/** A layered system: each element is called by an earlier one, the other relations go a few layers ahead. */
function graph() {
  // Reproducible: the same numbers on each machine.
  let state = 42;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const elements = Array.from({ length: ELEMENTS }, (_, i) => ({
    id: `element-${i}`,
  }));
  const relations = Array.from({ length: RELATIONS }, (_, i) => {
    const to = i < ELEMENTS - 1 ? i + 1 : 1 + random(ELEMENTS - 1);
    const from = Math.max(0, to - 1 - random(Math.min(to, 40)));
    return { from: `element-${from}`, to: `element-${to}` };
  });
  const labelWidths = relations.map((_, i) => (i % 3 === 0 ? 70 : 0));
  return { elements, relations, labelWidths, direction: 'LR' as const };
}

/** How long the page's graph takes to arrange. */
export const run: Benchmark = async ({ runs }) => {
  const input = graph();
  const times: number[] = [];
  const cpuTimes: number[] = [];
  for (let i = 0; i < runs; i++) {
    process.stderr.write(`Layout ${i + 1} of ${runs}\r`);
    const cpu = process.cpuUsage();
    const start = performance.now();
    layoutGraph(input);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(cpu);
    cpuTimes.push((user + system) / 1000);
  }
  process.stderr.write('\n');
  const json = {
    elements: ELEMENTS,
    relations: RELATIONS,
    budget: BUDGET,
    ...summarize(times),
    // On a busy machine it waits; this is what it would take with a core for itself.
    cpu: summarize(cpuTimes),
  };
  return {
    json,
    text:
      `Layout of ${ELEMENTS} elements and ${RELATIONS} relations, ${runs} runs: ` +
      `median ${json.median} s, p95 ${json.p95} s, max ${json.max} s, median of CPU time ${json.cpu.median} s (budget ${BUDGET} s)\n`,
  };
};
