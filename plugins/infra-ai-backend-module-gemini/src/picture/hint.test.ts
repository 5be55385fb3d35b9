import { line } from '../__testUtils__/shopPicture';
import { toHint } from './hint';

const size = { width: 100, height: 100 };

describe('toHint', () => {
  it('puts each line behind its box', () => {
    const lines = [
      line('Orders', [0.1, 0.2, 0.3, 0.05]),
      line('two\nrows', [0.5, 0.5, 0.1, 0.1]),
    ];
    expect(toHint({ ...size, lines })).toBe(
      '[200, 100, 250, 400] Orders\n[500, 500, 600, 600] two rows',
    );
  });

  it('is bounded, keeps the most certain lines and their order', () => {
    const lines = Array.from({ length: 1_000 }, (_, i) => ({
      ...line(`line ${i} ${'x'.repeat(500)}`, [0, 0, 1, 1]),
      confidence: i % 2 ? 0.9 : 0.4,
    }));
    const hint = toHint({ ...size, lines }).split('\n');
    expect(hint).toHaveLength(400);
    expect(hint[0]).toContain(' line 1 ');
    expect(hint[1]).toContain(' line 3 ');
    expect(Math.max(...hint.map(({ length }) => length))).toBeLessThan(230);
  });
});
