import type { ParsedCommit } from './conventional';
import { nextVersion, VersionInput } from './versions';

const commit = (type: string, ...breaking: string[]): ParsedCommit => ({
  type,
  subject: 'x',
  breaking,
});
const FIX = [commit('fix')];
const FEAT = [commit('docs'), commit('feat'), commit('fix')];
const BREAKING = [commit('fix', 'all of it'), commit('feat')];

describe('nextVersion', () => {
  it.each<[string, VersionInput, string]>([
    ['a fix', { tagged: ['1.2.3'], commits: FIX }, '1.2.4'],
    ['something new', { tagged: ['1.2.3'], commits: FEAT }, '1.3.0'],
    ['what breaks', { tagged: ['1.2.3'], commits: BREAKING }, '2.0.0'],
    [
      'what breaks before 1.0',
      { tagged: ['0.2.3'], commits: BREAKING },
      '0.3.0',
    ],
    [
      'documentation',
      { tagged: ['1.2.3'], commits: [commit('docs')] },
      '1.2.4',
    ],
    [
      'the highest tag',
      { tagged: ['1.9.0', '1.10.0'], commits: FIX },
      '1.10.1',
    ],
    [
      'a first release',
      { tagged: [], commits: FIX, manifest: '0.4.0' },
      '0.4.0',
    ],
    [
      'a first release without a version',
      { tagged: [], commits: FIX },
      '0.1.0',
    ],
    ['a kind', { tagged: ['0.2.3'], commits: FIX, wanted: 'major' }, '1.0.0'],
    [
      'a version',
      { tagged: ['0.2.3'], commits: FIX, wanted: 'v3.0.0' },
      '3.0.0',
    ],
    [
      'a prerelease',
      { tagged: ['1.2.3'], commits: FEAT, prerelease: 'beta' },
      '1.3.0-beta.0',
    ],
    [
      'the prerelease after it',
      {
        tagged: ['1.2.3', '1.3.0-beta.9', '1.3.0-rc.20'],
        commits: FEAT,
        prerelease: 'rc',
      },
      '1.3.0-rc.21',
    ],
    [
      'the release of a prerelease',
      { tagged: ['1.2.3', '1.3.0-beta.1'], commits: FEAT },
      '1.3.0',
    ],
  ])('%s', (_, input, expected) => {
    expect(nextVersion(input)).toBe(expected);
  });

  it.each<[VersionInput, RegExp]>([
    [{ tagged: ['1.2.3'], commits: FIX, wanted: '1.2.3' }, /not above 1\.2\.3/],
    [{ tagged: ['1.2.3'], commits: FIX, wanted: '1.2' }, /is no version/],
    [
      { tagged: ['1.2.3'], commits: FIX, wanted: '2.0.0+build' },
      /is no version/,
    ],
    [
      { tagged: ['1.2.3'], commits: FIX, prerelease: '--force' },
      /no word for a prerelease/,
    ],
    [
      {
        tagged: ['1.2.3'],
        commits: FIX,
        wanted: '2.0.0-rc.1',
        prerelease: 'beta',
      },
      /prerelease already/,
    ],
    // A beta of a later version was made, so a fix alone would go back.
    [
      { tagged: ['1.2.3', '1.3.0-beta.0'], commits: FIX },
      /not above 1\.3\.0-beta\.0.*--version/,
    ],
  ])('refuses %j', (input, message) => {
    expect(() => nextVersion(input)).toThrow(message);
  });
});
