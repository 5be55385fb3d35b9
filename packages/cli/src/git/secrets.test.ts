import { SECRET } from '../__testUtils__/workbench';
import { describeSecrets, findSecretsInPatch } from './secrets';

const patch = (path: string, ...lines: string[]) => [
  'diff --git a/x b/x',
  `+++ b/${path}`,
  `@@ -0,0 +7,${lines.length} @@`,
  ...lines.map(line => `+${line}`),
];
// Put together here, so that this file holds no credential either.
const join = (...parts: string[]) => parts.join('');

describe('findSecretsInPatch', () => {
  it.each([
    ['GitHub', SECRET],
    [
      'Slack',
      join('xoxb-', '123456789012-1234567890123-', 'abcdefghijklmnopqrstuvwx'),
    ],
    ['a private key', join('-----BEGIN RSA ', 'PRIVATE KEY-----')],
    [
      'a password in an address',
      join('postgres://shop:', 'hunter2hunter2', '@db.internal/shop'),
    ],
  ])('finds one of %s, and tells where but not what', async (name, secret) => {
    const body = 'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MaGjyKkX9lFq';
    const lines =
      name === 'a private key'
        ? [secret, body, body, join('-----END RSA ', 'PRIVATE KEY-----')]
        : [`value: ${secret}`];
    const findings = await findSecretsInPatch(
      patch('config/a b.yaml', 'first', ...lines),
    );
    expect(findings).toMatchObject([{ path: 'config/a b.yaml', line: 8 }]);
    const shown = describeSecrets(findings) + JSON.stringify(findings);
    expect(shown).toContain('config/a b.yaml:8');
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(body);
  });

  it('cannot be switched off by what it reads', async () => {
    for (const lines of [
      ['// secretlint-disable', SECRET, '// secretlint-enable'],
      [`${SECRET} // secretlint-disable-line`],
      ['# secretlint-disable-next-line', SECRET],
    ]) {
      expect(await findSecretsInPatch(patch('a.js', ...lines))).toHaveLength(1);
    }
  });

  it('looks at what is added only, and at each file', async () => {
    const removed = [
      'diff --git a/x b/x',
      '+++ b/x.txt',
      '@@ -1 +1 @@',
      `-${SECRET}`,
      '+gone',
    ];
    expect(await findSecretsInPatch(removed)).toEqual([]);
    const both = [...patch('a.txt', SECRET), ...patch('b.txt', 'x', SECRET)];
    expect(await findSecretsInPatch(both)).toMatchObject([
      { path: 'a.txt', line: 7 },
      { path: 'b.txt', line: 8 },
    ]);
  });
});
