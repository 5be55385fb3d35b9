import { readPixels } from './readPixels';
import { rgbPng } from './intake/__testUtils__/png';
import { CLEAR, drawing, BLACK, WHITE } from './intake/__testUtils__/rasters';

describe('readPixels', () => {
  it('decodes to RGB, scaled down, on a ground that the drawing stands out from', async () => {
    const bytes = await drawing(400, 300, CLEAR, [
      { at: [0, 0, 200, 300], fill: BLACK },
    ])
      .png()
      .toBuffer();
    const { width, height, data } = await readPixels(bytes, { maxSide: 200 });
    expect([width, height, data.length]).toEqual([200, 150, 90_000]);
    expect([...data.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect([...data.subarray(199 * 3, 200 * 3)]).toEqual([255, 255, 255]);
    // it can be handed over to a thread
    const moved = structuredClone(data, { transfer: [data.buffer] });
    expect([moved.length, data.length]).toEqual([90_000, 0]);
  });

  it('leaves the size of a small one, and reads gray and WebP', async () => {
    const gray = await drawing(40, 30, WHITE, []).toColourspace('b-w').png();
    expect(await readPixels(await gray.toBuffer())).toMatchObject({
      width: 40,
      height: 30,
      data: { length: 3600 },
    });
    const webp = await drawing(40, 30, WHITE, []).webp().toBuffer();
    expect((await readPixels(webp)).data).toHaveLength(3600);
  });

  it('refuses what it cannot decode', async () => {
    await expect(readPixels(Buffer.from('GIF89a\x01\0'))).rejects.toMatchObject(
      { status: 415 },
    );
    await expect(
      readPixels(rgbPng(40, 30).subarray(0, 60)),
    ).rejects.toMatchObject({ status: 400 });
  });
});
