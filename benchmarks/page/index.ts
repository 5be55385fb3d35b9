/**
 * The page in Chromium with a large graph: layout in the worker, frames while panning, and the code that opening the page
 * loads beyond what the portal's home page has loaded. Measures the running portal of `PLAYWRIGHT_URL`.
 */
import { loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import type { Benchmark } from '../lib/benchmark';
import { round, summarize, table } from '../lib/statistics';
import { composeFile } from './compose';

const ELEMENTS = 500;
const RELATIONS = 800;
/** What the page promises: seconds, frames a second, kB. */
const TARGETS = { layout: 1.5, frames: 50, chunk: 350 };
const PAN_MS = 3_000;
/** Of a busy machine; analysis and layout of 500 elements take seconds. */
const TIMEOUT_MS = 180_000;

declare global {
  interface Window {
    /** Milliseconds from each message to a worker until its answer. */
    workerTimes: number[];
  }
}

/** How fast the page is for the hand, and how heavy to load. */
export const run: Benchmark = async ({ runs }) => {
  const url = process.env.PLAYWRIGHT_URL;
  if (!url) {
    throw new Error(
      'Set PLAYWRIGHT_URL to a portal that `infra-ai start` runs, and PLAYWRIGHT_CHROMIUM_PATH where Playwright has no browser of its own.',
    );
  }
  const browser = await chromium.launch({
    executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({
      baseURL: url,
      viewport: { width: 1440, height: 900 },
    });
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.addInitScript(timeWorkers);
    const chunks = await loadPage(page);
    await analyze(page);
    const layout = await arrange(page, Math.min(runs, 10));
    const frames = {
      whole: await pan(page),
      near: await zoomIn(page).then(() => pan(page)),
    };
    const chunk = round(chunks.reduce((sum, { gzip }) => sum + gzip, 0) / 1000);
    const json = {
      elements: ELEMENTS,
      relations: RELATIONS,
      load: loadavg()[0],
      targets: TARGETS,
      layout,
      frames,
      chunk,
      chunks,
    };
    return {
      json,
      text: `${table([
        ['', 'measured', 'target'],
        ['Layout in the worker, median', `${layout.median} s`, '< 1.5 s'],
        ['Panning the whole graph', `${frames.whole} /s`, '≥ 50 /s'],
        ['Panning at reading size', `${frames.near} /s`, '≥ 50 /s'],
        ['Code of the page, gzipped', `${chunk} kB`, '≤ 350 kB'],
      ])}\nLoad of the machine: ${round(json.load)}. Chunks: ${chunks
        .map(({ name, gzip }) => `${name} ${round(gzip / 1000)} kB`)
        .join(', ')}\n`,
    };
  } finally {
    await browser.close();
  }
};

/** Runs in the browser before the page does. */
function timeWorkers() {
  window.workerTimes = [];
  window.Worker = class extends Worker {
    #asked = 0;

    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      this.addEventListener('message', () =>
        window.workerTimes.push(performance.now() - this.#asked),
      );
    }

    postMessage(...args: unknown[]) {
      this.#asked = performance.now();
      super.postMessage(...(args as [unknown]));
    }
  };
}

/** Scripts and styles that the page loads and the home page has not, with their gzipped bytes. */
async function loadPage(page: Page) {
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', response => {
    const { pathname } = new URL(response.url());
    if (response.ok() && /\.(js|css)$/.test(pathname)) {
      bodies.set(pathname, response.body());
    }
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  const link = page.getByRole('link', { name: 'Infrastructure AI' }).first();
  await link.waitFor();
  await page.waitForLoadState('networkidle');
  const before = new Set(bodies.keys());
  await link.click();
  await page.getByRole('textbox', { name: /Description/ }).waitFor();
  await page.waitForLoadState('networkidle');
  const chunks = await Promise.all(
    [...bodies]
      .filter(([path]) => !before.has(path))
      .map(async ([path, body]) => ({
        name: path.split('/').at(-1)!,
        gzip: gzipSync(await body).length,
      })),
  );
  return chunks.sort((a, b) => b.gzip - a.gzip);
}

async function analyze(page: Page) {
  await page.goto('/infra-ai/analyze?input=files');
  await page.locator('input[type=file][multiple]').setInputFiles({
    name: 'compose.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from(composeFile(ELEMENTS, RELATIONS)),
  });
  await page.getByText('compose.yaml').first().waitFor();
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await page.locator('.react-flow__node').first().waitFor();
}

async function arrange(page: Page, runs: number) {
  const count = () => page.evaluate(() => window.workerTimes.length);
  if ((await count()) === 0) {
    throw new Error('The graph was not arranged in a worker.');
  }
  while ((await count()) < runs) {
    const before = await count();
    await page.getByRole('button', { name: /Arrange/ }).click();
    await page.waitForFunction(
      known => window.workerTimes.length > known,
      before,
    );
  }
  return summarize(await page.evaluate(() => window.workerTimes));
}

async function zoomIn(page: Page) {
  const button = page.getByRole('button', { name: 'Zoom in' });
  for (let i = 0; i < 12 && (await button.isEnabled()); i++) {
    await button.click();
  }
}

/** Frames a second while the graph is dragged to and fro. */
async function pan(page: Page): Promise<number> {
  const box = (await page.locator('.react-flow__pane').boundingBox())!;
  // A corner without elements of the page over it.
  const start = { x: box.x + box.width / 2, y: box.y + box.height - 40 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  const frames = page.evaluate(
    duration =>
      new Promise<number>(resolve => {
        const from = performance.now();
        let count = 0;
        const next = () => {
          const elapsed = performance.now() - from;
          if (elapsed >= duration) {
            resolve((count * 1000) / elapsed);
          } else {
            count += 1;
            requestAnimationFrame(next);
          }
        };
        requestAnimationFrame(next);
      }),
    PAN_MS,
  );
  let isDone = false;
  const measured = frames.finally(() => {
    isDone = true;
  });
  for (let step = 0; !isDone; step++) {
    await page.mouse.move(
      start.x + Math.sin(step / 10) * 200,
      start.y - Math.abs(Math.sin(step / 15)) * 200,
    );
  }
  await page.mouse.up();
  return Math.round(await measured);
}
