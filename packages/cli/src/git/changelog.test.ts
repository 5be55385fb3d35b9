import fc from 'fast-check';
import { addEntry, formatEntry, setVersion } from './changelog';

const ID = '0123456789abcdef0123456789abcdef01234567';

describe('changelog', () => {
  it('groups commits by type, what breaks first, messages as text', () => {
    expect(
      formatEntry('1.3.0', '2026-11-24', [
        { id: ID, type: 'fix', subject: 'read <b> and __init__', breaking: [] },
        {
          id: ID,
          type: 'feat',
          scope: 'cli',
          subject: 'add `tag <x>`',
          breaking: ['Run `it`\n again'],
        },
        { id: ID, type: 'ci', subject: 'cache', breaking: [] },
        { id: ID, subject: 'Pages: [a](javascript:b)', breaking: [] },
      ]),
    ).toBe(`## 1.3.0 (2026-11-24)

### Breaking changes

- **cli:** Run \`it\` again (0123456789)

### Features

- **cli:** add \`tag <x>\` (0123456789)

### Fixes

- read \\<b\\> and \\_\\_init\\_\\_ (0123456789)

### Other changes

- Pages: \\[a\\](javascript:b) (0123456789)`);
  });

  it.each([
    [undefined, '# Changelog\n\n## 2\n'],
    [
      '# Changes\n\nIntroduction.\n\n## 1\n\n- x\n',
      '# Changes\n\nIntroduction.\n\n## 2\n\n## 1\n\n- x\n',
    ],
    ['# Changes\n', '# Changes\n\n## 2\n'],
    ['## 1\r\n', '## 2\r\n\r\n## 1\r\n'],
  ])('puts the newest on top of %j', (before, after) => {
    expect(addEntry(before, '## 2')).toBe(after);
  });
});

describe('setVersion', () => {
  it('changes the version at the top and no other byte', () => {
    const text = `{ "a": {"version": "1.0.0"},\n\t"version" : "1.0.0", "b": [1,2], "c": "\\"version\\": \\"1.0.0\\"" }\r\n`;
    expect(setVersion(text, '2.0.0')).toBe(
      text.replace('\t"version" : "1.0.0"', '\t"version" : "2.0.0"'),
    );
    expect(setVersion('{"a": 1}', '2.0.0')).toBe('{"a": 1}');
  });

  it('does so in any manifest', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(0, 2, '\t'),
        (manifest, indent) => {
          const before = { ...manifest, version: '1.0.0' };
          const changed = setVersion(
            JSON.stringify(before, null, indent),
            '2.0.0',
          );
          expect(changed).toBe(
            JSON.stringify({ ...before, version: '2.0.0' }, null, indent),
          );
        },
      ),
    );
  });
});
