import { setTimeout as sleep } from 'node:timers/promises';
import { analyze } from '@infra-ai/analysis';
import {
  readPixelsAndText,
  TextRecognizer,
  type TextEngine,
} from '@infra-ai/pictures';
import type { Benchmark } from '../lib/benchmark';
import { round, summarize, table } from '../lib/statistics';
import { childUsage } from './childUsage';
import { drawDiagram } from './diagram';

/** Readings of a picture are seconds each; more runs tell nothing more. */
const MAX_RUNS = 15;
const WIDTH = 2000;
const HEIGHT = 1200;

/**
 * A picture of 2,000 × 1,200 from its bytes to a model, in seconds of processor time on one thread: its pixels and text, then
 * boxes, lines and relations.
 */
export const run: Benchmark = async ({ runs }) => {
  const bytes = await drawDiagram();
  const rows: Array<Array<string | number>> = [
    ['', 'text median', 'drawing median', 'both median', 'p95', 'relations'],
  ];
  const json: Record<string, unknown> = {};
  for (const engine of ['native', 'wasm'] as const) {
    const measured = await measure(engine, bytes, Math.min(runs, MAX_RUNS));
    json[engine] = measured;
    const { text, drawing, both, relations } = measured;
    rows.push([
      engine,
      text.median,
      drawing.median,
      both.median,
      both.p95,
      relations,
    ]);
  }
  return {
    text: `Reading of a picture of ${WIDTH} × ${HEIGHT}, seconds of processor time
${table(rows)}
`,
    json,
  };
};

async function measure(engine: TextEngine, bytes: Buffer, runs: number) {
  const recognizer = new TextRecognizer({ engine, timeoutMs: 600_000 });
  const texts: number[] = [];
  const drawings: number[] = [];
  let relations = 0;
  try {
    // the first reading loads the models
    for (let n = 0; n <= runs; n++) {
      const start = processorMs();
      const pixels = await readPixelsAndText(
        { bytes, mediaType: 'image/png' },
        recognizer,
      );
      const middle = processorMs();
      const model = await analyze(
        {
          kind: 'image',
          bytes,
          mediaType: 'image/png',
          width: WIDTH,
          height: HEIGHT,
        },
        { readPixels: async () => pixels },
      );
      relations = model.relations.length;
      if (n) {
        texts.push(middle - start);
        drawings.push(processorMs() - middle);
      }
    }
  } finally {
    await recognizer.close();
    await sleep(100);
  }
  return {
    text: summarize(texts),
    drawing: summarize(drawings),
    both: summarize(texts.map((text, i) => text + drawings[i])),
    relations,
  };
}

/** Of this process and its children. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return round((user + system) / 1000 + (childUsage()?.cpuMs ?? 0));
}
