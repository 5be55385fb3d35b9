import fc from 'fast-check';
import { compareVariables, mergeVariables, readVariables } from './envText';

const merge = (base: string, ours: string, theirs: string) => {
  const result = mergeVariables(
    Buffer.from(base),
    Buffer.from(ours),
    Buffer.from(theirs),
  );
  return 'merged' in result ? result.merged.toString() : result;
};

describe('mergeVariables', () => {
  it.each([
    [
      'each side another variable',
      'A=1\nB=1\n',
      'A=2\nB=1\n',
      'A=1\nB=2\n',
      'A=2\nB=2\n',
    ],
    [
      'an addition of theirs',
      'A=1\n',
      '# mine\nA=2\n',
      'A=1\nB=1\n',
      '# mine\nA=2\nB=1\n',
    ],
    ['a removal of theirs', 'A=1\nB=1\n', 'A=2\nB=1\n', 'A=1\n', 'A=2\n'],
    ['no final line end', 'A=1', 'A=2', 'A=1\nB=1', 'A=2\nB=1\n'],
    [
      'Windows line ends',
      'A=1\r\nB=1\r\n',
      'A=2\r\nB=1\r\n',
      'A=1\r\nB=2\r\n',
      'A=2\r\nB=2\r\n',
    ],
    [
      'values over several lines',
      'A="1\n2"\nB=1\n',
      'A="1\n2"\nB=2\n',
      'A="1\n3"\nB=1\n',
      'A="1\n3"\nB=2\n',
    ],
    [
      'quoting and export',
      'A=1\nB=1\n',
      'A=1\nB=2\n',
      "export A='x # y'\nB=1\n",
      "export A='x # y'\nB=2\n",
    ],
    [
      'the same change twice',
      'A=1\nB=1\n',
      'A=2\nB=1\n',
      'A=2\nB=3\n',
      'A=2\nB=3\n',
    ],
  ])('merges %s', (_, base, ours, theirs, expected) => {
    expect(merge(base, ours, theirs)).toBe(expected);
  });

  it.each([
    ['one variable in two ways', 'A=1\n', 'A=2\n', 'A=3\n', ['A']],
    ['a change against a removal', 'A=1\nB=1\n', 'A=2\nB=1\n', 'B=1\n', ['A']],
    [
      'a variable that is set twice',
      'A=1\n',
      'A=1\nA=2\nB=1\n',
      'A=3\n',
      ['A'],
    ],
    ['comments of theirs', 'A=1\n', 'A=2\n', '# why\nA=1\n', []],
  ])('refuses %s', (_, base, ours, theirs, conflicts) => {
    expect(merge(base, ours, theirs)).toEqual({ conflicts });
  });

  it('refuses bytes that are no text', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x41]);
    expect(mergeVariables(bytes, bytes, Buffer.from('A=1'))).toEqual({
      conflicts: [],
    });
  });

  it('never gives a variable another value than one of the sides', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D_E');
    const value = fc.constantFrom(
      '',
      '1',
      '"x y"',
      "'#'",
      '`b`',
      'a#b',
      '"l\nm"',
    );
    const file = fc
      .uniqueArray(fc.tuple(name, value), {
        selector: ([n]) => n,
        maxLength: 4,
      })
      .map(pairs => pairs.map(([n, v]) => `${n}=${v}\n`).join(''));
    fc.assert(
      fc.property(file, file, file, (base, ours, theirs) => {
        const result = merge(base, ours, theirs);
        if (typeof result !== 'string') {
          return;
        }
        const read = (text: string) => readVariables(Buffer.from(text))!;
        for (const n of ['A', 'B', 'C', 'D_E']) {
          const [was, our, their] = [base, ours, theirs].map(t =>
            read(t).get(n),
          );
          expect(read(result).get(n)).toBe(was === their ? our : their);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('compareVariables', () => {
  it('names what differs and shows no value', () => {
    const changes = compareVariables(
      Buffer.from('A=1\nB=1\nC=1\n'),
      Buffer.from('A=1\nB=2\nD=1\n'),
    );
    expect(changes).toEqual([
      { name: 'B', kind: 'changed' },
      { name: 'C', kind: 'removed' },
      { name: 'D', kind: 'added' },
    ]);
  });

  it('does not guess at bytes', () => {
    expect(compareVariables(Buffer.from([0xff]), Buffer.from('A=1'))).toBe(
      undefined,
    );
  });
});
