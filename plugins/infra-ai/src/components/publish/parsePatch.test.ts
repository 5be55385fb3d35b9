import { parsePatch } from './parsePatch';

describe('parsePatch', () => {
  it('tells lines apart, also those of content that looks like a header', () => {
    const { lines, added, removed } = parsePatch(
      [
        '--- a/x.yaml',
        '+++ b/x.yaml',
        '@@ -1,3 +1,3 @@',
        ' kind: A',
        '--- ',
        '+++ b',
        ' ',
        '',
      ].join('\n'),
    );
    expect(lines.map(({ kind }) => kind)).toEqual([
      'hunk',
      'context',
      'removal',
      'addition',
      'context',
    ]);
    expect({ added, removed }).toEqual({ added: 1, removed: 1 });
  });

  it('takes a patch of nothing', () => {
    expect(parsePatch('')).toEqual({ lines: [], added: 0, removed: 0 });
  });
});
