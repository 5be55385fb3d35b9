import semver from 'semver';
import { UsageError } from '../lib/errors';
import type { ParsedCommit } from './conventional';

/** How far a version moves. */
export type Bump = 'major' | 'minor' | 'patch';

/** What the next version is made from. */
export interface VersionInput {
  /** All versions that are tagged on the branch, in any order. */
  tagged: string[];
  /** Commits since the last version that is no prerelease. */
  commits: ParsedCommit[];
  /** The version in the manifest: the first one, where nothing is tagged. */
  manifest?: string;
  /** `major`, `minor`, `patch` or a version; default: by the commits. */
  wanted?: string;
  /** A word for a prerelease, such as `beta`. */
  prerelease?: string;
}

const FIRST = '0.1.0';

/** The last version that is no prerelease. */
export function lastRelease(tagged: string[]): string | undefined {
  return semver.rsort(tagged.filter(version => !semver.prerelease(version)))[0];
}

/** By how much the commits move a version: before 1.0 what breaks moves the second number only. */
export function bumpOf(commits: ParsedCommit[], from: string): Bump {
  if (commits.some(({ breaking }) => breaking.length > 0)) {
    return semver.major(from) === 0 ? 'minor' : 'major';
  }
  return commits.some(({ type }) => type === 'feat') ? 'minor' : 'patch';
}

/**
 * The next version by https://semver.org.
 *
 * @throws UsageError when what is wanted is no version, or not above what there is
 */
export function nextVersion(input: VersionInput): string {
  const { tagged, wanted, prerelease } = input;
  if (prerelease !== undefined && !/^[a-z][a-z0-9-]*$/i.test(prerelease)) {
    throw new UsageError(
      `'${prerelease}' is no word for a prerelease; take letters, as in beta.`,
    );
  }
  const target = findTargetVersion(input);
  const version =
    prerelease === undefined
      ? target
      : numberPrerelease(target, prerelease, tagged);
  const last = semver.rsort([...tagged])[0];
  if (last !== undefined && !semver.gt(version, last)) {
    throw new UsageError(
      `${version} is not above ${last}, which is tagged already${
        wanted === undefined ? '; say with --version which it is to be' : ''
      }.`,
    );
  }
  return version;
}

function findTargetVersion({
  tagged,
  commits,
  manifest,
  wanted,
  prerelease,
}: VersionInput): string {
  const last = lastRelease(tagged);
  if (wanted !== undefined && !isBump(wanted)) {
    const version = semver.valid(wanted.replace(/^v/, ''));
    // Which build it is belongs into no tag: two of one version would be equal.
    if (!version || wanted.includes('+')) {
      throw new UsageError(
        `'${wanted}' is no version; take one like 1.4.0, or major, minor, patch.`,
      );
    }
    if (prerelease !== undefined && semver.prerelease(version)) {
      throw new UsageError(
        `${version} is a prerelease already; leave --prerelease out.`,
      );
    }
    return version;
  }
  if (last === undefined && wanted === undefined) {
    const first = semver.valid(manifest ?? '');
    return first && !semver.prerelease(first) && first !== '0.0.0'
      ? first
      : FIRST;
  }
  const from = last ?? '0.0.0';
  return semver.inc(from, wanted ?? bumpOf(commits, from))!;
}

function isBump(text: string): text is Bump {
  return text === 'major' || text === 'minor' || text === 'patch';
}

/** `1.3.0-beta.0`, or the number after the last one of this version. */
function numberPrerelease(
  target: string,
  word: string,
  tagged: string[],
): string {
  const numbers = tagged.flatMap(version => {
    const parts = semver.prerelease(version) ?? [];
    return version.startsWith(`${target}-`) &&
      parts[0] === word &&
      typeof parts[1] === 'number'
      ? [parts[1]]
      : [];
  });
  return `${target}-${word}.${Math.max(-1, ...numbers) + 1}`;
}
