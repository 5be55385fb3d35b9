import { deflateSync } from 'node:zlib';
import { preparePicture } from './preparePicture';
import { sharp } from './libvips';
import {
  animatedPng,
  idat,
  ihdr,
  PNG_SIGNATURE,
  pngChunk,
  rgbPng,
} from './__testUtils__/png';
import {
  animatedWebp,
  BLACK,
  CLEAR,
  drawing,
  photograph,
  RED,
  WHITE,
} from './__testUtils__/rasters';

const boxes = () =>
  drawing(90, 60, WHITE, [{ at: [10, 10, 40, 30], fill: RED }]);
const photo = () => photograph(90, 60);

describe('preparePicture of PNG, JPEG and WebP', () => {
  it.each([
    ['PNG', 'image/png', () => boxes().png()],
    ['interlaced PNG', 'image/png', () => boxes().png({ progressive: true })],
    ['PNG with a palette', 'image/png', () => boxes().png({ palette: true })],
    ['PNG of 16 bits', 'image/png', () => boxes().toColourspace('rgb16').png()],
    ['gray PNG', 'image/png', () => boxes().toColourspace('b-w').png()],
    ['transparent PNG', 'image/png', () => drawing(90, 60, CLEAR, []).png()],
    ['dark PNG', 'image/png', () => drawing(90, 60, BLACK, []).png()],
    ['JPEG', 'image/jpeg', () => photo().jpeg()],
    [
      'progressive JPEG',
      'image/jpeg',
      () => photo().jpeg({ progressive: true }),
    ],
    ['gray JPEG', 'image/jpeg', () => photo().toColourspace('b-w').jpeg()],
    ['CMYK JPEG', 'image/jpeg', () => photo().toColourspace('cmyk').jpeg()],
    ['WebP', 'image/webp', () => photo().webp()],
    ['lossless WebP', 'image/webp', () => boxes().webp({ lossless: true })],
  ])('reads a %s as it is', async (_, mediaType, make) => {
    const bytes = await make().toBuffer();
    expect(await preparePicture(bytes)).toEqual({
      bytes,
      mediaType,
      width: 90,
      height: 60,
      notes: [],
    });
  });

  it.each([5, 6, 7, 8])(
    'gives the size upright where EXIF turns it (%d)',
    async orientation => {
      const bytes = await photo()
        .withMetadata({ orientation })
        .jpeg()
        .toBuffer();
      expect(await preparePicture(bytes)).toMatchObject({
        width: 60,
        height: 90,
      });
    },
  );

  it('reads the first frame of an animation, and says so', async () => {
    for (const bytes of [animatedPng(40, 30), await animatedWebp(40, 30)]) {
      expect(await preparePicture(bytes)).toMatchObject({
        width: 40,
        height: 30,
        notes: [expect.stringContaining('only its first frame is read')],
      });
    }
  });

  it('is as lenient as browsers with what does not concern the pixels', async () => {
    const wrongChecksum = pngChunk('tEXt', Buffer.from('Title\0x'));
    wrongChecksum[wrongChecksum.length - 1]++;
    const odd = [
      rgbPng(20, 10, [wrongChecksum]),
      rgbPng(20, 10, [pngChunk('iCCP', Buffer.from('x\0\0nonsense'))]),
      rgbPng(20, 10, [pngChunk('gAMA', Buffer.alloc(4))]),
      Buffer.concat([rgbPng(20, 10), Buffer.from('PK\x03\x04 <svg/> %PDF-')]),
      rgbPng(20, 10).subarray(0, -12),
    ];
    for (const bytes of odd) {
      expect(await preparePicture(bytes)).toMatchObject({ width: 20 });
    }
  });

  it.each([
    ['PNG', () => photo().png()],
    ['interlaced PNG', () => photo().png({ progressive: true })],
    ['JPEG', () => photo().jpeg()],
    ['progressive JPEG', () => photo().jpeg({ progressive: true })],
    ['WebP', () => photo().webp()],
    ['lossless WebP', () => photo().webp({ lossless: true })],
  ])('refuses a %s that is cut off anywhere', async (_, make) => {
    const bytes = await make().toBuffer();
    for (const part of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98]) {
      await expect(
        preparePicture(bytes.subarray(0, Math.ceil(bytes.length * part))),
      ).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining(
          'is broken or cut off. Save or send it',
        ),
      });
    }
  });

  it('refuses pixels that are not what the header says', async () => {
    const short = Buffer.concat([
      PNG_SIGNATURE,
      ihdr(200, 200),
      pngChunk('IDAT', idat(200, 100)),
      pngChunk('IEND'),
    ]);
    const noise = Buffer.concat([
      PNG_SIGNATURE,
      ihdr(200, 200),
      pngChunk('IDAT', Buffer.from('no zlib stream')),
      pngChunk('IEND'),
    ]);
    for (const bytes of [short, noise]) {
      await expect(preparePicture(bytes)).rejects.toMatchObject({
        status: 400,
      });
    }
  });

  it('refuses an empty and a too large file before it looks at them', async () => {
    await expect(preparePicture(Buffer.alloc(0))).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('empty (0 bytes)'),
    });
    await expect(
      preparePicture(Buffer.alloc(10_000_001)),
    ).rejects.toMatchObject({
      status: 413,
      message:
        'The file has 10 MB; at most 10 MB are read. Save the picture smaller, or as PNG or JPEG.',
    });
    const bytes = rgbPng(20, 10);
    await preparePicture(bytes, { maxBytes: bytes.length });
    await expect(
      preparePicture(bytes, { maxBytes: bytes.length - 1 }),
    ).rejects.toMatchObject({ status: 413 });
  });

  it('refuses too many pixels by the header, without decoding', async () => {
    // No pixels at all: had it been decoded, it would be broken.
    const claim = (width: number, height: number) =>
      Buffer.concat([
        PNG_SIGNATURE,
        ihdr(width, height),
        pngChunk('IDAT', Buffer.alloc(4)),
        pngChunk('IEND'),
      ]);
    await expect(preparePicture(claim(8000, 5001))).rejects.toMatchObject({
      status: 413,
      message: expect.stringMatching(
        /8000 × 5001 pixels \(40 megapixels\); at most 40 megapixels .*Scale it down/,
      ),
    });
    await expect(
      preparePicture(claim(1_000_000, 1_000_000)),
    ).rejects.toMatchObject({ status: 413 });
    await expect(preparePicture(claim(8000, 5000))).rejects.toMatchObject({
      status: 400,
    });
    for (const bytes of [
      rgbPng(30, 20),
      await photograph(30, 20).jpeg().toBuffer(),
      await photograph(30, 20).webp().toBuffer(),
    ]) {
      await preparePicture(bytes, { maxPixels: 600 });
      await expect(
        preparePicture(bytes, { maxPixels: 599 }),
      ).rejects.toMatchObject({ status: 413 });
    }
  });

  it('does not expand what is packed beside the pixels', async () => {
    const bomb = deflateSync(Buffer.alloc(100_000_000));
    const bytes = rgbPng(20, 10, [
      pngChunk('zTXt', Buffer.concat([Buffer.from('Title\0\0'), bomb])),
      pngChunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), bomb])),
    ]);
    const before = process.memoryUsage().rss;
    await preparePicture(bytes);
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('has pages of a PDF only', async () => {
    await preparePicture(rgbPng(20, 10), { page: 1 });
    await expect(
      preparePicture(rgbPng(20, 10), { page: 2 }),
    ).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('only a PDF has pages'),
    });
    for (const page of [0, -1, 1.5, NaN]) {
      await expect(
        preparePicture(rgbPng(20, 10), { page }),
      ).rejects.toMatchObject({ status: 400 });
    }
  });

  it("ends with the signal's reason", async () => {
    const reason = new Error('cancelled');
    await expect(
      preparePicture(rgbPng(20, 10), { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    const controller = new AbortController();
    const prepared = preparePicture(
      await photograph(600, 400).png().toBuffer(),
      { signal: controller.signal },
    );
    controller.abort(reason);
    await expect(prepared).rejects.toBe(reason);
  });

  it('lets libvips read nothing but these three kinds', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const others = [
      Buffer.from(svg),
      await boxes().gif().toBuffer(),
      await boxes().tiff().toBuffer(),
      await boxes().avif().toBuffer(),
      Buffer.from('P6 1 1 255\nabc'),
    ];
    for (const bytes of others) {
      await expect(sharp(bytes).metadata()).rejects.toThrow(
        'unsupported image format',
      );
    }
    const inside = await sharp(
      Buffer.concat([
        (await photo().jpeg().toBuffer()).subarray(0, 2),
        Buffer.from([0xff, 0xfe, 0, svg.length + 2]),
        Buffer.from(svg),
        (await photo().jpeg().toBuffer()).subarray(2),
      ]),
    ).metadata();
    expect(inside).toMatchObject({ format: 'jpeg', width: 90 });
  });
});
