import { interpolate, parseEnvFile } from './interpolate';

describe('interpolate', () => {
  const variables = new Map([
    ['HOST', 'db'],
    ['EMPTY', ''],
  ]);

  it.each([
    ['plain', 'plain'],
    ['$HOST:5432', 'db:5432'],
    ['${HOST}:5432', 'db:5432'],
    ['${OTHER}', ''],
    ['${OTHER:-cache}', 'cache'],
    ['${HOST:-cache}', 'db'],
    ['${EMPTY:-cache}', 'cache'],
    ['${EMPTY-cache}', ''],
    ['${OTHER-cache}', 'cache'],
    ['${HOST:+replica}', 'replica'],
    ['${EMPTY:+replica}', ''],
    ['${EMPTY+replica}', 'replica'],
    ['${OTHER+replica}', ''],
    ['${HOST:?must be set}', 'db'],
    ['$$HOST', '$HOST'],
    ['http://${HOST}:${PORT:-80}/$$x', 'http://db:80/$x'],
  ])('%s is %s', (value, expected) => {
    expect(interpolate(value, variables)).toBe(expected);
  });
});

describe('parseEnvFile', () => {
  it('reads what Compose reads', () => {
    expect([
      ...parseEnvFile(
        '# comment\nA=1\nexport B = two words # why\nC="quoted # kept"\nD=\nnot a line\n',
      ),
    ]).toEqual([
      ['A', '1'],
      ['B', 'two words'],
      ['C', 'quoted # kept'],
      ['D', ''],
    ]);
  });
});
