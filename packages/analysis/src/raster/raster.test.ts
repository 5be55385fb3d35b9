import type { ImageInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from '../analyze';
import { readRaster, type PixelPicture, type PixelText } from '.';

const input: ImageInput = {
  kind: 'image',
  bytes: new Uint8Array(),
  mediaType: 'image/png',
  width: 800,
  height: 400,
};

type Rgb = [number, number, number];
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [40, 40, 40];

/** A canvas to draw on. */
class Canvas implements PixelPicture {
  readonly data: Uint8Array;
  readonly lines: PixelText[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
    ground: Rgb = WHITE,
  ) {
    this.data = new Uint8Array(width * height * 3);
    this.fill(0, 0, width, height, ground);
  }

  fill(x: number, y: number, width: number, height: number, color: Rgb): this {
    for (let py = Math.max(0, y); py < Math.min(this.height, y + height); py++)
      for (let px = Math.max(0, x); px < Math.min(this.width, x + width); px++)
        this.data.set(color, (py * this.width + px) * 3);
    return this;
  }

  /** Letters are strokes of about their size. */
  text(x: number, y: number, text: string, color: Rgb = BLACK): this {
    const width = text.length * 9;
    for (let i = 0; i < text.length; i++)
      if (text[i] !== ' ') this.fill(x + i * 9, y, 5, 14, color);
    this.lines.push({
      text,
      confidence: 0.98,
      box: { x, y, width, height: 14 },
    });
    return this;
  }

  box(x: number, y: number, text: string, fill: Rgb = WHITE): this {
    this.fill(x, y, 160, 60, BLACK).fill(x + 2, y + 2, 156, 56, fill);
    return this.text(x + 80 - text.length * 4.5, y + 23, text);
  }

  /** To the right, with a head of 12 pixels. */
  arrow(x: number, y: number, to: number, dash = 0): this {
    for (let at = x; at < to - 2; at++)
      if (!dash || (at - x) % (dash * 2) < dash) this.fill(at, y, 1, 2, BLACK);
    for (let d = 0; d < 12; d++)
      this.fill(
        to - d,
        y - Math.floor(d / 2),
        1,
        2 + 2 * Math.floor(d / 2),
        BLACK,
      );
    return this;
  }
}

const read = (picture: PixelPicture) =>
  analyze(input, { readPixels: async () => picture });

const relationsOf = async (picture: PixelPicture) => {
  const model = await read(picture);
  expect(() => parseInfrastructureModel(model)).not.toThrow();
  const nameOf = (id: string) =>
    model.elements.find(element => element.id === id)!.name;
  return model.relations.map(
    ({ from, to }) => `${nameOf(from)} > ${nameOf(to)}`,
  );
};

describe('pictures of pixels', () => {
  it('are refused with what to give instead where nothing reads them', async () => {
    await expect(analyze(input)).rejects.toThrow(
      /only pixels.*GEMINI_API_KEY.*SVG.*in words/,
    );
  });

  it('give boxes, an arrow and its direction', async () => {
    const canvas = new Canvas(800, 400)
      .box(60, 150, 'Orders API')
      .box(500, 150, 'PostgreSQL')
      .arrow(222, 180, 498);
    const model = await read(canvas);
    expect(model.source).toEqual({ kind: 'image', format: 'raster' });
    expect(model.elements).toMatchObject([
      { name: 'Orders API', kind: 'component' },
      { name: 'PostgreSQL', kind: 'resource', type: 'database' },
    ]);
    const [box] = model.elements[0].evidence;
    expect(box).toMatchObject({ kind: 'image' });
    if (box.kind !== 'image') throw new Error('no box');
    expect(Math.abs(box.x * 800 - 60)).toBeLessThan(6);
    expect(Math.abs(box.width * 800 - 160)).toBeLessThan(10);
    expect(model.relations).toMatchObject([
      { from: model.elements[0].id, to: model.elements[1].id, confidence: 0.6 },
    ]);
    expect(model.elements.every(({ confidence }) => confidence <= 0.85)).toBe(
      true,
    );
    expect(model.warnings[0].message).toMatch(/read from its pixels/);
  });

  it.each([
    ['dashed', new Canvas(800, 400), 6],
    ['on a dark ground', new Canvas(800, 400, [110, 130, 160]), 0],
  ])('follow a line that is %s', async (_, canvas, dash) => {
    canvas
      .box(60, 150, 'Orders API')
      .box(500, 150, 'PostgreSQL')
      .arrow(222, 180, 498, dash);
    expect(await relationsOf(canvas)).toEqual(['Orders API > PostgreSQL']);
  });

  it('tell crossing lines from each other', async () => {
    const canvas = new Canvas(800, 400)
      .box(40, 150, 'Web Shop')
      .box(600, 150, 'Orders API')
      .box(320, 20, 'Mail Worker')
      .box(320, 320, 'RabbitMQ')
      .arrow(202, 180, 598);
    canvas.fill(400, 82, 2, 236, BLACK);
    expect((await relationsOf(canvas)).sort()).toEqual([
      'Mail Worker > RabbitMQ',
      'Web Shop > Orders API',
    ]);
  });

  it('say that a line without a head has no direction', async () => {
    const canvas = new Canvas(800, 400)
      .box(60, 150, 'Orders API')
      .box(500, 150, 'Billing Service')
      .fill(222, 180, 276, 2, BLACK);
    const { relations, warnings } = await read(canvas);
    expect(relations).toHaveLength(1);
    expect(relations[0].confidence).toBeLessThanOrEqual(0.4);
    expect(warnings.map(({ message }) => message).join()).toMatch(
      /between "Orders API" and "Billing Service".*no clear head/,
    );
  });

  it('leave out frames, titles and what explains the drawing', async () => {
    const canvas = new Canvas(800, 400);
    canvas
      .fill(30, 100, 460, 200, BLACK)
      .fill(32, 102, 456, 196, [235, 240, 250]);
    canvas
      .text(40, 108, 'Private network')
      .box(60, 150, 'Orders API')
      .box(280, 150, 'PostgreSQL')
      .arrow(222, 180, 278)
      .text(300, 20, 'How we sell')
      .text(600, 300, 'Legend')
      .box(600, 320, 'service');
    const { elements } = await read(canvas);
    expect(elements.map(({ name }) => name)).toEqual([
      'Orders API',
      'PostgreSQL',
    ]);
  });

  it('give an icon its caption', async () => {
    const canvas = new Canvas(800, 400);
    canvas.fill(140, 120, 50, 44, [60, 120, 200]).text(120, 172, 'Orders API');
    canvas.fill(520, 120, 50, 44, [200, 120, 60]).text(500, 172, 'PostgreSQL');
    canvas.arrow(194, 142, 516);
    expect(await relationsOf(canvas)).toEqual(['Orders API > PostgreSQL']);
  });
});

/** Pseudo-random bytes that are the same each time. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 12345;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

const words = (width: number, height: number, count: number): PixelText[] =>
  Array.from({ length: count }, (_, i) => ({
    text: `Service ${i}`,
    confidence: 0.9,
    box: {
      x: (i * 97) % Math.max(1, width - 80),
      y: (i * 53) % Math.max(1, height - 14),
      width: Math.min(80, width),
      height: Math.min(14, height),
    },
  }));

describe('pictures that are no drawings', () => {
  const crossing = () => {
    const canvas = new Canvas(700, 500);
    for (let i = 0; i < 500; i += 8) canvas.fill(0, i, 700, 2, BLACK);
    for (let i = 0; i < 700; i += 8) canvas.fill(i, 0, 2, 500, BLACK);
    return canvas;
  };
  it.each<[string, PixelPicture]>([
    [
      'noise',
      {
        width: 800,
        height: 500,
        data: noise(1_200_000),
        lines: words(800, 500, 100),
      },
    ],
    [
      'gray noise',
      {
        width: 900,
        height: 700,
        data: noise(630_000),
        lines: words(900, 700, 50),
      },
    ],
    [
      'a strip',
      {
        width: 10_000,
        height: 20,
        data: noise(600_000),
        lines: words(10_000, 20, 100),
      },
    ],
    [
      'all white',
      {
        width: 1000,
        height: 800,
        data: new Uint8Array(2_400_000).fill(255),
        lines: words(1000, 800, 5),
      },
    ],
    [
      'all black',
      { width: 1000, height: 800, data: new Uint8Array(2_400_000), lines: [] },
    ],
    [
      'one pixel',
      { width: 1, height: 1, data: new Uint8Array(3), lines: words(1, 1, 3) },
    ],
    [
      'many crossing lines',
      Object.assign(crossing(), { lines: words(700, 500, 100) }),
    ],
    [
      'text outside',
      {
        width: 50,
        height: 50,
        data: new Uint8Array(7500),
        lines: [
          {
            text: 'Orders API',
            confidence: 1,
            box: { x: -500, y: 900, width: 80, height: 14 },
          },
          {
            text: 'Orders DB',
            confidence: 1,
            box: { x: NaN, y: 1, width: Infinity, height: 14 },
          },
          {
            text: 'Flat',
            confidence: 1,
            box: { x: 5, y: 5, width: 0, height: 0 },
          },
        ],
      },
    ],
  ])('%s ends, and gives a valid model', async (_, picture) => {
    const model = await read(picture);
    expect(() => parseInfrastructureModel(model)).not.toThrow();
    expect(model.relations.length).toBeLessThan(5000);
  });

  it('says what to do where there is no text', () => {
    const { warnings } = readRaster(new Canvas(100, 100));
    expect(warnings[0].message).toMatch(/No text was found/);
  });
});
