import { monitorEventLoopDelay } from 'node:perf_hooks';
import { preparePicture } from '@infra-ai/pictures';
import sharp from 'sharp';
import type { Benchmark } from '../lib/benchmark';
import { round, summarize, table } from '../lib/statistics';

const WIDTH = 2000;
const HEIGHT = 1200;

/**
 * Four pictures of 2,000 × 1,200 and a PDF, sent at once: how long it takes, and for how long the process answers nobody
 * else meanwhile. Beside it the same time with nothing to do, which is what the machine itself takes.
 */
export const run: Benchmark = async ({ runs }) => {
  const files = await makeFiles();
  const prepareAll = () =>
    Promise.all(Object.values(files).map(bytes => preparePicture(bytes)));
  // The first one loads code that later ones find loaded.
  await prepareAll();

  const durations: number[] = [];
  const busy = watchDelay();
  for (let n = 0; n < runs; n++) {
    const start = performance.now();
    await prepareAll();
    durations.push(performance.now() - start);
  }
  const working = busy.stop();
  const still = watchDelay();
  await new Promise(done =>
    setTimeout(
      done,
      durations.reduce((sum, duration) => sum + duration, 0),
    ),
  );
  const idle = still.stop();

  const seconds = summarize(durations);
  const peakMemory = Math.round(process.resourceUsage().maxRSS / 1024);
  const text = `Intake of 4 pictures of ${WIDTH} × ${HEIGHT} and a PDF at once, seconds
${table([
  ['', 'runs', 'median', 'p95', 'max'],
  ['all five', seconds.runs, seconds.median, seconds.p95, seconds.max],
])}

Delay of the event loop meanwhile, milliseconds
${table([
  ['', 'median', 'p99', 'max'],
  ['preparing', working.median, working.p99, working.max],
  ['nothing to do', idle.median, idle.p99, idle.max],
])}

Peak memory of the process: ${peakMemory} MB
`;
  return { text, json: { seconds, delay: { working, idle }, peakMemory } };
};

/** How late timers are, in milliseconds beyond the interval in which it looks. */
export function watchDelay() {
  const resolution = 5;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const late = (nanoseconds: number) =>
    round(Math.max(0, nanoseconds / 1e6 - resolution));
  return {
    stop() {
      histogram.disable();
      return {
        median: late(histogram.percentile(50)),
        p99: late(histogram.percentile(99)),
        max: late(histogram.max),
      };
    },
  };
}

async function makeFiles(): Promise<Record<string, Buffer>> {
  const picture = () =>
    sharp({
      create: {
        width: WIDTH,
        height: HEIGHT,
        channels: 3,
        background: 'white',
        noise: { type: 'gaussian', mean: 220, sigma: 12 },
      },
    });
  return {
    png: await picture().png().toBuffer(),
    interlaced: await picture().png({ progressive: true }).toBuffer(),
    jpeg: await picture().jpeg().toBuffer(),
    webp: await picture().webp().toBuffer(),
    pdf: makePdf(),
  };
}

/** A page with 60 labelled boxes. */
function makePdf(): Buffer {
  const boxes = Array.from({ length: 60 }, (_, i) => {
    const [x, y] = [20 + (i % 10) * 78, 20 + Math.floor(i / 10) * 90];
    return `${x} ${y} 66 60 re S BT /F1 9 Tf ${x + 6} ${
      y + 26
    } Td (Service ${i}) Tj ET`;
  }).join('\n');
  return Buffer.from(`%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj
4 0 obj << /Length ${boxes.length} >> stream
${boxes}
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Size 6 /Root 1 0 R >>
%%EOF
`);
}
