import semver from 'semver';
import { loadParser, ParsedCommit } from './conventional';
import { git } from './run';

/** A commit with its message read. */
export interface HistoryCommit extends ParsedCommit {
  id: string;
}

/** The versions that are tagged (`v1.2.3`) on the way to the commit that is checked out. */
export async function readTaggedVersions(root: string): Promise<string[]> {
  const tags = await git(root, [
    'tag',
    '--list',
    'v*',
    '--merged',
    'HEAD',
    '--no-column',
  ]);
  return tags
    .split('\n')
    .map(tag => tag.slice(1))
    .filter(version => semver.valid(version) === version);
}

/** The commits since a tag, newest first; without one all. Merges and our own release commits say nothing new. */
export async function readCommits(
  root: string,
  since: string | undefined,
): Promise<HistoryCommit[]> {
  const output = await git(root, [
    'log',
    '-z',
    '--no-merges',
    '--no-show-signature',
    '--no-color',
    '--encoding=UTF-8',
    '--format=%H%n%B',
    since === undefined ? 'HEAD' : `refs/tags/${since}..HEAD`,
    '--',
  ]);
  const parse = await loadParser();
  return output
    .split('\0')
    .filter(Boolean)
    .map(entry => {
      const at = entry.indexOf('\n');
      return { id: entry.slice(0, at), ...parse(entry.slice(at + 1)) };
    })
    .filter(({ type, scope }) => !(type === 'chore' && scope === 'release'));
}
