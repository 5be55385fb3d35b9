import {
  checkScope,
  checkSubject,
  checkType,
  formatMessage,
} from './conventional';

describe('a Conventional Commit', () => {
  it('is written with all its parts, or with few', () => {
    expect(
      formatMessage({
        type: 'feat',
        scope: 'cli',
        subject: 'add tag',
        body: 'Why.\n',
        breaking: 'Write again.',
      }),
    ).toBe('feat(cli)!: add tag\n\nWhy.\n\nBREAKING CHANGE: Write again.');
    expect(formatMessage({ type: 'fix', subject: 'x', breaking: '' })).toBe(
      'fix!: x',
    );
    expect(formatMessage({ type: 'fix', subject: 'x' })).toBe('fix: x');
  });

  it.each([
    ['add tag', /^good$/],
    ['ñ'.repeat(67), /^good$/],
    ['ñ'.repeat(68), /73 characters, 1 more than the 72/],
    ['ends.', /without a full stop/],
    [' ', /cannot be empty/],
    [' x', /without a space/],
    ['two\nlines', /one line/],
    ['bell\u0007', /one line/],
  ])('has the subject %j or not', (subject, wrong) => {
    expect(checkSubject({ type: 'fix', subject }) ?? 'good').toMatch(wrong);
  });

  it('has a known type and a scope of one word', () => {
    expect(checkType('fix')).toBeUndefined();
    for (const type of ['feature', 'constructor', '']) {
      expect(checkType(type)).toMatch(/one of feat, fix/);
    }
    expect(checkScope('plugins/infra-ai')).toBeUndefined();
    for (const scope of ['two words', 'a)b', '-x', 'a\nb']) {
      expect(checkScope(scope)).toMatch(/one word/);
    }
  });
});
