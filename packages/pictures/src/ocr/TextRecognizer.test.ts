import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { drawPng, grid, WORDS, type Label } from './__testUtils__/drawing';
import { normalizeLabel } from './labels';
import { TextRecognizer } from './TextRecognizer';
import type { RecognizedText } from './types';

jest.setTimeout(120_000);

const recognizer = new TextRecognizer({ engine: 'native', timeoutMs: 100_000 });
afterAll(() => recognizer.close());

const read = (bytes: Uint8Array) =>
  recognizer.recognize({ bytes, mediaType: 'image/png' });

/** Share of labels that some line is, but for case, accents and spaces. */
function recall(text: RecognizedText, labels: Label[]): number {
  const lines = new Set(text.lines.map(line => normalizeLabel(line.text)));
  const found = labels.filter(label => lines.has(normalizeLabel(label.text)));
  return found.length / labels.length;
}

const SPACING = { columns: 4, width: 300, height: 75 };

it.each<[string, Label[], string | undefined]>([
  ['black on white', grid(WORDS, SPACING), undefined],
  [
    'light on dark',
    grid(WORDS, SPACING, { fill: '#e8e8e8' }),
    '<rect width="100%" height="100%" fill="#1b1f2a"/>',
  ],
  [
    'in colored boxes',
    grid(WORDS, SPACING).map((label, n) => ({
      ...label,
      ...[
        { box: '#1565c0', fill: 'white' },
        { box: '#ffd966', fill: '#333333' },
        { box: '#2e7d32', fill: '#e8f5e9' },
        { box: '#f8cecc', fill: '#b85450' },
      ][n % 4],
    })),
    undefined,
  ],
  [
    'on a grid of lines',
    grid(WORDS, SPACING, { size: 18 }),
    '<defs><pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse"><path d="M20 0H0V20" fill="none" stroke="#d0d7de"/></pattern></defs><rect width="100%" height="100%" fill="#fafafa"/><rect width="100%" height="100%" fill="url(#p)"/>',
  ],
  [
    'in another face',
    grid(WORDS, SPACING, { family: 'DejaVu Serif, serif' }),
    undefined,
  ],
])('reads labels %s', async (_, labels, ground) => {
  const text = await read(await drawPng(1200, 520, labels, ground));
  expect(text).toMatchObject({ width: 1200, height: 520 });
  expect(recall(text, labels)).toBeGreaterThanOrEqual(0.95);
  // And little else.
  expect(text.lines.length).toBeLessThanOrEqual(labels.length + 1);
});

it('reads small text in a large picture', async () => {
  const labels = grid(
    WORDS,
    { columns: 6, width: 320, height: 250 },
    { size: 9, family: 'DejaVu Sans, Verdana, sans-serif' },
  );
  const text = await read(await drawPng(2000, 1200, labels));
  expect(recall(text, labels)).toBeGreaterThanOrEqual(0.9);
});

it('reads large text, of which the words of a line stay together', async () => {
  const labels = grid(
    ['Order Service', 'Base de datos', 'Message Queue', 'Redis Cache'],
    { columns: 2, width: 600, height: 200 },
    { size: 60 },
  );
  expect(recall(await read(await drawPng(1300, 400, labels)), labels)).toBe(1);
});

it('keeps labels of neighboring boxes apart', async () => {
  const labels = grid(
    ['Orders', 'Billing', 'Kafka', 'Redis', 'Users', 'Catalog'],
    { columns: 6, width: 100, height: 100 },
    { box: '#dae8fc' },
  );
  expect(recall(await read(await drawPng(640, 120, labels)), labels)).toBe(1);
});

it('reads text that stands, in both directions', async () => {
  const labels: Label[] = [
    { text: 'publishes events', x: 100, y: 300, turned: -90 },
    { text: 'reads and writes', x: 300, y: 60, turned: 90 },
    { text: 'Order Service', x: 400, y: 200 },
  ];
  const text = await read(await drawPng(600, 400, labels));
  expect(recall(text, labels)).toBe(1);
  const standing = text.lines.find(line => /publishes/.test(line.text))!;
  expect(standing.height * 400).toBeGreaterThan(2 * standing.width * 600);
});

it('says where each line is, in reading order', async () => {
  const labels: Label[] = [
    { text: 'Scheduler', x: 700, y: 300 },
    { text: 'Billing API', x: 600, y: 100 },
    { text: 'Web Frontend', x: 100, y: 102 },
  ];
  const { lines } = await read(await drawPng(1000, 400, labels));
  expect(lines.map(line => normalizeLabel(line.text))).toEqual([
    'webfrontend',
    'billingapi',
    'scheduler',
  ]);
  const [first] = lines;
  // The text is some 95 pixels wide, from its base line about 12 upwards.
  expect(first.x).toBeGreaterThan(0.08);
  expect(first.x).toBeLessThan(0.101);
  expect(first.x + first.width).toBeGreaterThan(0.18);
  expect(first.x + first.width).toBeLessThan(0.23);
  expect(first.y).toBeLessThan(90 / 400);
  expect(first.y + first.height).toBeGreaterThan(102 / 400);
  expect(first.y + first.height).toBeLessThan(115 / 400);
  expect(first.confidence).toBeGreaterThan(0.9);
});

it('reads more than 200 labels', async () => {
  const texts = Array.from(
    { length: 216 },
    (_, n) => `${WORDS[n % WORDS.length]} ${10 + n}`,
  );
  const labels = grid(
    texts,
    { columns: 8, width: 245, height: 42 },
    { size: 13 },
  );
  const text = await read(await drawPng(2000, 1200, labels));
  expect(recall(text, labels)).toBeGreaterThanOrEqual(0.95);
});

it('reads a transparent picture made for a dark page', async () => {
  const labels = grid(WORDS, SPACING, { fill: '#f0f0f0' });
  const text = await read(await drawPng(1200, 520, labels, ''));
  expect(recall(text, labels)).toBeGreaterThanOrEqual(0.95);
});

it('reads a photograph upright, as its EXIF orientation says', async () => {
  const labels = grid(WORDS.slice(0, 8), SPACING);
  const bytes = await sharp(await drawPng(1200, 200, labels))
    .rotate(90)
    .withMetadata({ orientation: 8 })
    .jpeg()
    .toBuffer();
  const text = await recognizer.recognize({ bytes, mediaType: 'image/jpeg' });
  expect(text).toMatchObject({ width: 1200, height: 200 });
  expect(recall(text, labels)).toBe(1);
});

it.each([
  [1, 1],
  [10_000, 20],
  [20, 10_000],
  [1200, 800],
])('finds no text in a blank picture of %i × %i', async (width, height) => {
  expect(await read(await drawPng(width, height, []))).toEqual({
    lines: [],
    width,
    height,
  });
});

it('reads a ribbon', async () => {
  const labels: Label[] = [
    { text: 'Order Service', x: 40, y: 16 },
    { text: 'Billing API', x: 5000, y: 16 },
    { text: 'Kafka', x: 9900, y: 16 },
  ];
  const text = await read(await drawPng(10_000, 20, labels));
  expect(recall(text, labels)).toBe(1);
});

it.each([
  ['no picture', Buffer.from('Order Service'), 415],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
  ['a part of a PNG', undefined, 400],
])('refuses %s, and reads the next', async (_, bytes, status) => {
  const labels = grid(WORDS.slice(0, 4), SPACING);
  const picture = await drawPng(1200, 100, labels);
  await expect(read(bytes ?? picture.subarray(0, 800))).rejects.toMatchObject({
    name: 'InputError',
    status,
  });
  expect(recall(await read(picture), labels)).toBe(1);
});

describe('processes', () => {
  const labels = grid(WORDS, SPACING);
  let picture: Buffer;
  beforeAll(async () => {
    picture = await drawPng(1200, 520, labels);
  });

  it('reads with WebAssembly where nothing native is installed', async () => {
    const portable = new TextRecognizer({
      engine: 'wasm',
      timeoutMs: 100_000,
    });
    try {
      const text = await portable.recognize({
        bytes: picture,
        mediaType: 'image/png',
      });
      expect(recall(text, labels)).toBeGreaterThanOrEqual(0.95);
    } finally {
      await portable.close();
    }
  });

  it('reads several at once, each its own', async () => {
    const parts = [0, 6, 12, 18].map(n => WORDS.slice(n, n + 6));
    const texts = await Promise.all(
      parts.map(async part =>
        read(await drawPng(1200, 200, grid(part, SPACING))),
      ),
    );
    texts.forEach((text, n) => {
      expect(text.lines).toHaveLength(6);
      expect(recall(text, grid(parts[n], SPACING))).toBe(1);
    });
    // At most two read, of which one stays warm.
    expect(await readersLeft(1)).toHaveLength(1);
  });

  it('gives up when it is told to, at once or later', async () => {
    const reason = new Error('The browser went away');
    await expect(
      recognizer.recognize(
        { bytes: picture, mediaType: 'image/png' },
        { signal: AbortSignal.abort(reason) },
      ),
    ).rejects.toBe(reason);
    const controller = new AbortController();
    const reading = recognizer.recognize(
      { bytes: picture, mediaType: 'image/png' },
      { signal: controller.signal },
    );
    await sleep(100);
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(await readersLeft(0)).toHaveLength(0);
    expect(recall(await read(picture), labels)).toBe(1);
  });

  it('outlives a process that is killed in the midst of a picture', async () => {
    await recognizer.close();
    await readersLeft(0);
    const reading = read(picture);
    await sleep(150);
    readers().forEach(pid => process.kill(pid, 'SIGKILL'));
    await expect(reading).rejects.toThrow('ended with SIGKILL');
    expect(recall(await read(picture), labels)).toBe(1);
  });

  it('outlives a process that is killed at rest', async () => {
    await read(picture);
    readers().forEach(pid => process.kill(pid, 'SIGKILL'));
    expect(recall(await read(picture), labels)).toBe(1);
  });

  it('gives up a picture that takes too long', async () => {
    const hasty = new TextRecognizer({ timeoutMs: 20 });
    await expect(
      hasty.recognize({ bytes: picture, mediaType: 'image/png' }),
    ).rejects.toThrow('not read within 0.02 seconds');
  });

  it('frees the memory when nothing is read for a while', async () => {
    await recognizer.close();
    const forgetful = new TextRecognizer({ idleMs: 50 });
    await forgetful.recognize({ bytes: picture, mediaType: 'image/png' });
    expect(await readersLeft(0)).toHaveLength(0);
  });

  it('lets go when it is closed', async () => {
    const reading = read(picture);
    await sleep(50);
    await recognizer.close();
    await expect(reading).rejects.toThrow('ended with SIGKILL');
    expect(await readersLeft(0)).toHaveLength(0);
  });

  /** Process ids of the readers of this test. */
  function readers(): number[] {
    return execFileSync('ps', ['-o', 'pid=,args=', '--ppid', `${process.pid}`])
      .toString()
      .split('\n')
      .filter(line => line.includes('infra-ai-text-reader'))
      .map(line => Number.parseInt(line, 10));
  }

  /** The readers once there are so few, or after some seconds. */
  async function readersLeft(count: number): Promise<number[]> {
    for (let n = 0; n < 100 && readers().length > count; n++) {
      await sleep(50);
    }
    return readers();
  }
});
