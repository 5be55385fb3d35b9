import { fromBox2d, fromLine2d, isLabelOf, toBox2d, unite } from './box';

describe('boxes of Gemini', () => {
  it.each([
    ['ymin, xmin, ymax, xmax', [100, 200, 300, 600]],
    ['ends in the wrong order', [300, 600, 100, 200]],
  ])('are read: %s', (_, numbers) => {
    expect(fromBox2d(numbers)).toEqual({
      x: 0.2,
      y: 0.1,
      width: 0.4,
      height: 0.2,
    });
  });

  it('are cut off at the edge of the picture', () => {
    expect(fromBox2d([-50, 500, 500, 1200])).toEqual({
      x: 0.5,
      y: 0,
      width: 0.5,
      height: 0.5,
    });
  });

  it.each([
    ['nothing', undefined],
    ['too few numbers', [1, 2, 3]],
    ['too many numbers', [1, 2, 3, 4, 5]],
    ['what is no number', [1, 2, NaN, 4]],
    ['infinity', [0, 0, Infinity, 10]],
    ['no height', [100, 100, 100, 500]],
    ['no width', [100, 100, 500, 100]],
    ['all of it outside', [1001, 0, 1500, 100]],
  ])('are none: %s', (_, numbers) => {
    expect(fromBox2d(numbers)).toBeUndefined();
  });

  it('may be lines, which get a thickness inside of the picture', () => {
    expect(fromLine2d([500, 100, 500, 900])).toEqual({
      x: 0.1,
      y: 0.495,
      width: 0.8,
      height: 0.01,
    });
    expect(fromLine2d([100, 1000, 900, 1000])).toMatchObject({
      x: 0.995,
      width: 0.005,
    });
    expect(fromLine2d([500, 100, 500, 100])).toBeUndefined();
  });

  it('are written as they are read', () => {
    expect(toBox2d(fromBox2d([100, 200, 300, 600])!)).toEqual([
      100, 200, 300, 600,
    ]);
    expect(toBox2d({ x: 0.9, y: -0.1, width: 0.2, height: 0.3 })).toEqual([
      0, 900, 200, 1000,
    ]);
  });

  it('are united', () => {
    expect(
      unite(
        { x: 0.125, y: 0.5, width: 0.25, height: 0.25 },
        { x: 0.25, y: 0.25, width: 0.5, height: 0.125 },
      ),
    ).toEqual({ x: 0.125, y: 0.25, width: 0.625, height: 0.5 });
  });

  it('have a label inside or close by', () => {
    const icon = { x: 0.4, y: 0.4, width: 0.06, height: 0.06 };
    const at = (x: number, y: number) => ({ x, y, width: 0.1, height: 0.02 });
    expect(isLabelOf(icon, at(0.38, 0.42))).toBe(true);
    expect(isLabelOf(icon, at(0.38, 0.47))).toBe(true);
    expect(isLabelOf(icon, at(0.38, 0.6))).toBe(false);
    expect(isLabelOf(icon, at(0.7, 0.42))).toBe(false);
  });
});
