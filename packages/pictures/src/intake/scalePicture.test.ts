import { scalePicture } from './scalePicture';
import { sharp } from './libvips';
import { animatedPng, rgbPng } from './__testUtils__/png';
import {
  animatedWebp,
  BLACK,
  CLEAR,
  colorAt,
  drawing,
  photograph,
  RED,
  WHITE,
  type Rgba,
} from './__testUtils__/rasters';

const scale = (bytes: Uint8Array, minSide: number, maxSide: number) =>
  scalePicture({ bytes, mediaType: 'image/png' }, { minSide, maxSide });

const near = (color: number[], expected: number[]) =>
  color.every((value, i) => Math.abs(value - expected[i]) <= 12);

/** Strokes of a color on a clear ground, and a box of another. */
const strokes = (stroke: Rgba, box?: Rgba) =>
  drawing(400, 300, CLEAR, [
    { at: [20, 20, 360, 3], fill: stroke },
    { at: [20, 280, 360, 3], fill: stroke },
    { at: [20, 20, 3, 260], fill: stroke },
    ...(box
      ? [
          {
            at: [100, 100, 200, 100] as [number, number, number, number],
            fill: stroke,
          },
          {
            at: [103, 103, 194, 94] as [number, number, number, number],
            fill: box,
          },
        ]
      : []),
  ])
    .png()
    .toBuffer();

describe('scalePicture', () => {
  it.each([
    ['large', 400, 300, 100, 200, 200, 150],
    ['within', 400, 300, 100, 500, 400, 300],
    ['small', 400, 300, 800, 1000, 800, 600],
    ['at most four times', 40, 30, 800, 1000, 160, 120],
    ['a strip', 400, 1, 100, 200, 200, 1],
    ['tall', 30, 400, 100, 200, 15, 200],
  ])('scales what is %s', async (_, w, h, minSide, maxSide, width, height) => {
    const scaled = await scale(rgbPng(w, h), minSide, maxSide);
    expect(scaled).toMatchObject({ mediaType: 'image/png', width, height });
    expect(await sharp(scaled.bytes).metadata()).toMatchObject({
      format: 'png',
      width,
      height,
      space: 'srgb',
      channels: 3,
      depth: 'uchar',
      hasAlpha: false,
    });
  });

  it.each([
    ['16 bits', 'rgb16'],
    ['gray', 'b-w'],
  ] as const)('makes 8-bit sRGB of %s', async (_, space) => {
    const bytes = await drawing(40, 30, WHITE, [
      { at: [0, 0, 20, 30], fill: BLACK },
    ])
      .toColourspace(space)
      .png()
      .toBuffer();
    const scaled = await scale(bytes, 10, 100);
    expect(await sharp(scaled.bytes).metadata()).toMatchObject({
      space: 'srgb',
      channels: 3,
      depth: 'uchar',
    });
    expect(await colorAt(scaled.bytes, 5, 15)).toEqual([0, 0, 0]);
    expect(await colorAt(scaled.bytes, 35, 15)).toEqual([255, 255, 255]);
  });

  it('reads the colors of a CMYK JPEG', async () => {
    const bytes = await drawing(60, 40, RED, [])
      .removeAlpha()
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const scaled = await scale(bytes, 10, 100);
    const [red, green, blue] = await colorAt(scaled.bytes, 30, 20);
    expect(red).toBeGreaterThan(180);
    expect(green).toBeLessThan(80);
    expect(blue).toBeLessThan(80);
  });

  it('stands it upright, and leaves out what the file said beside', async () => {
    const bytes = await drawing(60, 40, WHITE, [
      { at: [0, 0, 30, 40], fill: BLACK },
    ])
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Copyright: 'somebody' } })
      .png()
      .toBuffer();
    const scaled = await scale(bytes, 10, 100);
    expect(scaled).toMatchObject({ width: 40, height: 60 });
    // The left half is up after a quarter turn to the right.
    expect(await colorAt(scaled.bytes, 20, 5)).toEqual([0, 0, 0]);
    expect(await colorAt(scaled.bytes, 20, 55)).toEqual([255, 255, 255]);
    const { exif, orientation } = await sharp(scaled.bytes).metadata();
    expect({ exif, orientation }).toEqual({});
  });

  it.each([
    ['dark strokes', BLACK, undefined, [255, 255, 255]],
    ['light strokes', WHITE, undefined, [30, 30, 30]],
    ['dark strokes around white boxes', BLACK, WHITE, [255, 255, 255]],
    ['light strokes around dark boxes', WHITE, BLACK, [30, 30, 30]],
    ['colored strokes', RED, undefined, [255, 255, 255]],
  ])(
    'puts %s on a ground that they stand out from',
    async (_, stroke, box, ground) => {
      const scaled = await scale(await strokes(stroke, box), 100, 400);
      expect(await colorAt(scaled.bytes, 50, 250)).toEqual(ground);
      expect(
        near(await colorAt(scaled.bytes, 200, 21), [
          stroke.r,
          stroke.g,
          stroke.b,
        ]),
      ).toBe(true);
    },
  );

  it('puts strokes of both kinds on a ground between them', async () => {
    const bytes = await drawing(400, 300, CLEAR, [
      { at: [20, 20, 360, 3], fill: BLACK },
      { at: [20, 200, 360, 3], fill: WHITE },
    ])
      .png()
      .toBuffer();
    const scaled = await scale(bytes, 100, 400);
    expect(await colorAt(scaled.bytes, 50, 100)).toEqual([128, 128, 128]);
  });

  it('leaves a dark picture dark, and an empty one white', async () => {
    const dark = await drawing(40, 30, BLACK, []).png().toBuffer();
    expect(await colorAt((await scale(dark, 10, 40)).bytes, 5, 5)).toEqual([
      0, 0, 0,
    ]);
    const empty = await drawing(40, 30, CLEAR, []).png().toBuffer();
    expect(await colorAt((await scale(empty, 10, 40)).bytes, 5, 5)).toEqual([
      255, 255, 255,
    ]);
  });

  it('keeps drawings as PNG and makes JPEG of photographs', async () => {
    const photo = await photograph(600, 400).png().toBuffer();
    const scaled = await scale(photo, 100, 600);
    expect(scaled.mediaType).toBe('image/jpeg');
    expect(scaled.bytes.length * 4).toBeLessThan(photo.length);
    expect((await scale(await strokes(BLACK), 100, 600)).mediaType).toBe(
      'image/png',
    );
  });

  it('takes the first frame of an animation', async () => {
    const png = await scale(animatedPng(40, 30), 10, 40);
    expect(await colorAt(png.bytes, 5, 5)).toEqual([200, 200, 200]);
    const webp = await scale(await animatedWebp(40, 30), 10, 40);
    expect(webp).toMatchObject({ width: 40, height: 30 });
    expect(near(await colorAt(webp.bytes, 5, 5), [220, 20, 20])).toBe(true);
  });

  it('refuses what it cannot decode', async () => {
    await expect(
      scale(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 1, 2),
    ).rejects.toMatchObject({
      status: 415,
      message: expect.stringMatching(/is an SVG, of which no scaled copy/),
    });
    await expect(scale(Buffer.from([1, 2, 3]), 1, 2)).rejects.toMatchObject({
      status: 415,
    });
    await expect(
      scale(rgbPng(40, 30).subarray(0, 60), 1, 2),
    ).rejects.toMatchObject({ status: 400 });
    await expect(
      scalePicture(
        { bytes: rgbPng(40, 30), mediaType: 'image/png' },
        { minSide: 1, maxSide: 2, signal: AbortSignal.abort(new Error('no')) },
      ),
    ).rejects.toThrow('no');
  });
});
