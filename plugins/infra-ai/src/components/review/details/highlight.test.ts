import { highlight } from './highlight';

const marked = (text: string, ...spans: Array<[number, number]>) =>
  highlight(
    text,
    spans.map(([start, end]) => ({ kind: 'text', start, end })),
  )
    .map(piece => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('');

describe('highlight', () => {
  it('marks the spans and keeps the rest', () => {
    expect(marked('a shop and a queue', [2, 6], [13, 18])).toBe(
      'a [shop] and a [queue]',
    );
  });

  it('does not double text of overlapping spans', () => {
    expect(marked('abcdef', [3, 5], [1, 4], [2, 3])).toBe('a[bcd][e]f');
  });

  it('leaves out what lies outside the text', () => {
    expect(marked('abc', [2, 99], [50, 60], [1, 1])).toBe('ab[c]');
  });
});
