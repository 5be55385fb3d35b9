/**
 * The page in Chromium with a large graph: layout in the worker, frames while panning, and the code that the page and
 * then each part of the review load beyond what is there. Measures the running portal of `PLAYWRIGHT_URL`.
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
/** Without a new script for so long, a part of the page is loaded. */
const QUIET_MS = 3_000;
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
    const newCode = recordCode(page);
    await openHome(page);
    await newCode();
    await openPage(page);
    const chunks = await newCode();
    await analyze(page);
    const layout = await arrange(page, Math.min(runs, 10));
    const frames = {
      // What the machine leaves to a page in which nothing moves.
      still: await pan(page, 0),
      whole: await pan(page),
      near: await zoomIn(page).then(() => pan(page)),
    };
    const chunk = kilobytes(chunks);
    const review: Record<string, number> = {
      graph: kilobytes(await newCode()),
    };
    for (const tab of ['Table', 'YAML', 'Changes']) {
      await page.getByRole('tab', { name: tab }).click();
      review[tab] = kilobytes(await newCode());
    }
    const json = {
      elements: ELEMENTS,
      relations: RELATIONS,
      load: loadavg()[0],
      targets: TARGETS,
      layout,
      frames,
      chunk,
      chunks,
      review,
    };
    return {
      json,
      text: `${table([
        ['', 'measured', 'target'],
        ['Layout in the worker, median', `${layout.median} s`, '< 1.5 s'],
        ['Panning the whole graph', `${frames.whole} /s`, '≥ 50 /s'],
        ['Panning at reading size', `${frames.near} /s`, '≥ 50 /s'],
        ['A page in which nothing moves', `${frames.still} /s`, ''],
        ['Code of the page, gzipped', `${chunk} kB`, '≤ 350 kB'],
        ...Object.entries(review).map(([part, size]) => [
          `Review: ${part}`,
          `+ ${size} kB`,
          '',
        ]),
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

interface Chunk {
  name: string;
  gzip: number;
}

/** Answers with the scripts and styles, those of workers too, that were loaded since it was last asked. */
function recordCode(page: Page): () => Promise<Chunk[]> {
  const bodies = new Map<string, Promise<Buffer>>();
  const told = new Set<string>();
  page.context().on('response', response => {
    const { pathname } = new URL(response.url());
    if (
      response.ok() &&
      /\.(js|css)$/.test(pathname) &&
      !bodies.has(pathname)
    ) {
      bodies.set(pathname, response.body());
    }
  });
  return async () => {
    // Not `networkidle`: within a page it was reached long ago.
    for (let known = -1; known !== bodies.size; ) {
      known = bodies.size;
      await page.waitForTimeout(QUIET_MS);
    }
    const fresh = [...bodies].filter(([path]) => !told.has(path));
    fresh.forEach(([path]) => told.add(path));
    const chunks = await Promise.all(
      fresh.map(async ([path, body]) => ({
        name: path.split('/').at(-1)!,
        gzip: gzipSync(await body).length,
      })),
    );
    return chunks.sort((a, b) => b.gzip - a.gzip);
  };
}

function kilobytes(chunks: Chunk[]): number {
  return round(chunks.reduce((sum, { gzip }) => sum + gzip, 0) / 1000);
}

async function openHome(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'Infrastructure AI' }).first().waitFor();
}

async function openPage(page: Page) {
  await page.getByRole('link', { name: 'Infrastructure AI' }).first().click();
  await page.getByRole('textbox', { name: /Description/ }).waitFor();
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

/**
 * Frames a second while the graph is dragged to and fro, a step with each frame. The events are made in the page: those
 * of the browser's remote control come seldom on a busy machine, and frames between them would count in which nothing
 * moved.
 */
async function pan(page: Page, reach = 200): Promise<number> {
  const frames = await page.evaluate(
    async ({ duration, distance }) => {
      const pane = document.querySelector('.react-flow__pane')!;
      const box = pane.getBoundingClientRect();
      // A corner without elements of the page over it.
      const start = { x: box.x + box.width / 2, y: box.bottom - 40 };
      const send = (target: EventTarget, type: string, x = 0, y = 0) =>
        target.dispatchEvent(
          new MouseEvent(type, {
            bubbles: true,
            cancelable: true,
            view: window,
            buttons: 1,
            clientX: start.x + x,
            clientY: start.y + y,
          }),
        );
      send(pane, 'mousedown');
      const from = performance.now();
      let count = 0;
      while (performance.now() - from < duration) {
        await new Promise(requestAnimationFrame);
        count += 1;
        send(
          window,
          'mousemove',
          Math.sin(count / 10) * distance,
          -Math.abs(Math.sin(count / 15)) * distance,
        );
      }
      send(window, 'mouseup');
      return (count * 1000) / (performance.now() - from);
    },
    { duration: PAN_MS, distance: reach },
  );
  return Math.round(frames);
}
