import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, codeOf, messageOf } from '../lib/errors';
import type { GithubApi } from '../platform/githubApi';
import { writeFileAtomic } from '../lib/atomicFile';
import { git, tryGit } from './run';

/** A release that is to be made. */
export interface Release {
  root: string;
  /** The commit that is checked out, and the release's parent. */
  head: string;
  branch: string;
  /** Name of the tag. */
  tag: string;
  /** Message of the tag. */
  notes: string;
  /** New contents of files, by path. */
  files: Record<string, string>;
  /** Where commit and tag are pushed, together. */
  push?: { remote: string; github?: GithubApi };
}

/** First line of the commit of a release. */
export function releaseSubject(tag: string): string {
  return `chore(release): ${tag}`;
}

/**
 * Writes the files, commits and tags them, and pushes both when asked. When anything fails, or somebody interrupts, all
 * is as it was: files, index, branch and tag.
 *
 * @returns the commit
 */
export async function makeRelease(release: Release): Promise<string> {
  const { root, head, branch, tag, push } = release;
  const before = await readFiles(root, Object.keys(release.files));
  const interruptions = holdInterruptions();
  let tagged: string | undefined;
  try {
    await writeFiles(root, release.files);
    await git(root, ['add', '--', ...Object.keys(release.files)]);
    interruptions.check();
    await git(root, ['commit', '--quiet', '--cleanup=whitespace', '--file=-'], {
      input: `${releaseSubject(tag)}\n`,
    });
    interruptions.check();
    const commit = await git(root, ['rev-parse', 'HEAD']);
    await git(
      root,
      ['tag', '--annotate', '--cleanup=whitespace', '--file=-', tag, commit],
      { input: `${tag}\n\n${release.notes}\n` },
    );
    tagged = await git(root, ['rev-parse', `refs/tags/${tag}`]);
    interruptions.check();
    if (push) {
      await git(
        root,
        [
          'push',
          '--quiet',
          '--atomic',
          push.remote,
          `${commit}:refs/heads/${branch}`,
          `refs/tags/${tag}`,
        ],
        { github: push.github },
      ).catch(error => confirmPushed(release, tagged!, error));
    }
    return commit;
  } catch (error) {
    await takeBack(release, head, tagged, before);
    throw error instanceof CommandError
      ? new CommandError(
          `${error.message}\nThe release was taken back: files, commit and tag are as before.`,
          error.exitCode,
        )
      : error;
  } finally {
    interruptions.release();
  }
}

/** A connection can break after the remote has taken what it was sent. */
async function confirmPushed(
  { root, tag, push }: Release,
  tagged: string,
  error: unknown,
): Promise<void> {
  const there = await tryGit(
    root,
    ['ls-remote', push!.remote, `refs/tags/${tag}`],
    { github: push!.github },
  );
  if (!there?.startsWith(tagged)) {
    throw error;
  }
}

/** Touches nothing but what {@link makeRelease} made: a person may have begun to edit something else. */
async function takeBack(
  { root, tag }: Release,
  head: string,
  tagged: string | undefined,
  before: Map<string, Buffer | undefined>,
): Promise<void> {
  try {
    if (tagged) {
      await git(root, ['update-ref', '-d', `refs/tags/${tag}`, tagged]);
    }
    for (const [path, content] of before) {
      await (content === undefined
        ? rm(join(root, path), { force: true })
        : writeFile(join(root, path), content));
    }
    await git(root, ['reset', '--quiet', '--mixed', head]);
  } catch (error) {
    throw new CommandError(
      `The release failed and could not be taken back: ${messageOf(
        error,
      )}. Do it with git tag --delete ${tag} and git reset --hard ${head}.`,
    );
  }
}

async function readFiles(
  root: string,
  paths: string[],
): Promise<Map<string, Buffer | undefined>> {
  const contents = new Map<string, Buffer | undefined>();
  for (const path of paths) {
    try {
      contents.set(path, await readFile(join(root, path)));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') {
        throw error;
      }
      contents.set(path, undefined);
    }
  }
  return contents;
}

async function writeFiles(
  root: string,
  files: Record<string, string>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    const mode = (await stat(file).catch(() => undefined))?.mode;
    await writeFileAtomic(file, content, mode && mode & 0o777);
  }
}

/** Ctrl-C ends the git that runs; what it leaves must still be taken back before we end. */
function holdInterruptions() {
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    received = signal;
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  signals.forEach(signal => process.on(signal, onSignal));
  return {
    check() {
      if (received) {
        throw new CommandError(`Interrupted (${received}).`, 130);
      }
    },
    release() {
      signals.forEach(signal => process.off(signal, onSignal));
    },
  };
}
