import { fitPicture } from './fitPicture';

const picture = { bytes: new Uint8Array(), mediaType: 'image/png' };
const signal = new AbortController().signal;

/** Answers `bytesPerPixel` for each pixel of a square, and notes what it was asked for. */
function scaler(bytesPerPixel: number) {
  const asked: Array<{ minSide: number; maxSide: number }> = [];
  const scale: Parameters<typeof fitPicture>[1] = async (
    _,
    { minSide, maxSide },
  ) => {
    asked.push({ minSide, maxSide });
    return {
      bytes: new Uint8Array(maxSide * maxSide * bytesPerPixel),
      mediaType: 'image/png',
      width: maxSide,
      height: maxSide,
    };
  };
  return { asked, scale };
}

describe('fitPicture', () => {
  it('scales once', async () => {
    const { asked, scale } = scaler(0.5);
    const fitted = await fitPicture(picture, scale, signal);
    expect(asked).toEqual([{ minSide: 1_024, maxSide: 2_400 }]);
    expect(fitted.width).toBe(2_400);
  });

  it('makes a picture smaller until it fits into a request', async () => {
    const { asked, scale } = scaler(3);
    const fitted = await fitPicture(picture, scale, signal);
    expect(asked.map(({ maxSide }) => maxSide)).toEqual([2_400, 1_680, 1_176]);
    expect(fitted.bytes.length).toBeLessThanOrEqual(7_000_000);
  });

  it('does not go on for ever', async () => {
    const { asked, scale } = scaler(15);
    await fitPicture(picture, scale, signal);
    expect(asked.at(-1)).toEqual({ minSide: 823, maxSide: 823 });
  });
});
