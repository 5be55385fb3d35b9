import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Evidence,
  ImageInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { scalePicture, TextRecognizer } from '@infra-ai/pictures';
import sharp from 'sharp';
import { createAnalyzer } from './__testUtils__/createAnalyzer';
import {
  answerChunks,
  startGeminiServer,
  stream,
  type GeminiServer,
} from './__testUtils__/geminiServer';
import { shopPictureAnswer } from './__testUtils__/shopPicture';

const [webShop, orders, postgres] = shopPictureAnswer.elements;

const PATIENCE_MS = 120_000;

/** Boxes of the fixture, as it was drawn: 960 × 480 pixels. */
const drawn = {
  webShop: { x: 60 / 960, y: 80 / 480, right: 260 / 960, bottom: 170 / 480 },
  postgres: { x: 720 / 960, y: 80 / 480, right: 910 / 960, bottom: 170 / 480 },
};

describe('GeminiAnalyzer, with the real recognition of text', () => {
  // Patient: this machine may be busy with other tests.
  const recognizer = new TextRecognizer({ timeoutMs: PATIENCE_MS });
  let server: GeminiServer;
  let picture: ImageInput;

  beforeAll(async () => {
    // A comment in the file, as drawing tools leave their source
    const bytes = await sharp(
      await readFile(join(__dirname, '__fixtures__', 'shop.png')),
    )
      .withExif({ IFD0: { ImageDescription: 'the source of the drawing' } })
      .png()
      .toBuffer();
    picture = {
      kind: 'image',
      bytes,
      mediaType: 'image/png',
      width: 960,
      height: 480,
    };
  });
  afterAll(async () => {
    await recognizer.close();
  });
  afterEach(async () => {
    await server.close();
  });

  it('checks labels and their places, and sends no secret', async () => {
    server = await startGeminiServer(
      stream(
        answerChunks(
          JSON.stringify({
            ...shopPictureAnswer,
            elements: [
              { ...webShop, box_2d: [160, 60, 360, 275] },
              { ...orders, name: 'billing service' },
              // Where nothing is
              { ...postgres, box_2d: [850, 700, 950, 900] },
            ],
          }),
        ),
      ),
    );
    const { analyze } = createAnalyzer(server.url, {
      recognizer,
      recognitionTimeoutMs: PATIENCE_MS,
      scalePicture,
    });

    const { model } = await analyze(picture);

    const [shop, billing, database] = model.elements;
    expect(shop.confidence).toBe(1);
    expectWithin(shop.evidence, drawn.webShop);
    expect(database.confidence).toBe(0.9);
    expectWithin(database.evidence, drawn.postgres);
    expect(billing).toMatchObject({
      confidence: 0.3,
      evidence: [{ kind: 'inferred' }],
    });
    expect(model.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('removed from the picture'),
      expect.stringContaining('billing service'),
    ]);

    const { parts } = server.requests[0].body.contents[0];
    const words = JSON.stringify(parts.slice(1));
    expect(words).toContain('PostgreSQL');
    expect(words).not.toContain('tangerine');
    const sent = Buffer.from(parts[0].inlineData.data, 'base64');
    expect(sent.includes('the source of the drawing')).toBe(false);
    expect((await sharp(sent).metadata()).width).toBe(1_024);
    const { lines } = await recognizer.recognize({
      bytes: sent,
      mediaType: parts[0].inlineData.mimeType,
    });
    const readable = lines.map(({ text }) => text).join('\n');
    expect(readable).toContain('PostgreSQL');
    expect(readable).not.toMatch(/tangerine|PASSWORD/i);
  }, 300_000);
});

/** One box in the picture that reaches out of the given one a little at most. */
function expectWithin(evidence: Evidence[], area: typeof drawn.webShop) {
  const [box] = evidence;
  if (evidence.length !== 1 || box.kind !== 'image') {
    throw new Error(`No place in the picture: ${JSON.stringify(evidence)}`);
  }
  const margin = 0.02;
  expect(box.x).toBeGreaterThan(area.x - margin);
  expect(box.y).toBeGreaterThan(area.y - margin);
  expect(box.x + box.width).toBeLessThan(area.right + margin);
  expect(box.y + box.height).toBeLessThan(area.bottom + margin);
  expect(Math.min(box.width, box.height)).toBeGreaterThan(0.02);
}
