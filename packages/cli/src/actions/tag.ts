import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pc from 'picocolors';
import semver from 'semver';
import type { TagFlags } from '../commands/tag';
import { addEntry, formatEntry, setVersion } from '../git/changelog';
import { formatAs } from '../git/checkStaged';
import { HistoryCommit, readCommits, readTaggedVersions } from '../git/history';
import { makeRelease, releaseSubject } from '../git/release';
import {
  openRepository,
  refuseConflicts,
  refuseDirty,
  Repository,
} from '../git/repository';
import { git, tryGit } from '../git/run';
import { fetchState, findTarget, PushTarget } from '../git/target';
import { lastRelease, nextVersion } from '../git/versions';
import { readFileIfExists } from '../lib/atomicFile';
import { confirm } from '../lib/confirm';
import { CommandError, messageOf } from '../lib/errors';
import { Checkout, findCheckout } from '../platform/checkout';
import { print } from './config/print';

const CHANGELOG = 'CHANGELOG.md';
const MANIFEST = 'package.json';

/** The `tag` command. */
export async function tag(flags: TagFlags): Promise<void> {
  const checkout = findCheckout();
  const repository = await openRepository(checkout.root);
  const { root, head, branch } = repository;
  if (!head) {
    throw new CommandError(
      'There is no commit yet. Make one with infra-ai commit.',
    );
  }
  if (!branch) {
    throw new CommandError(
      'No branch is checked out (detached HEAD), so the commit of the release would belong to none. Change to one with git switch NAME.',
    );
  }
  await refuseConflicts(repository);
  await refuseDirty(repository);
  const target = flags.push
    ? await findStepTarget(repository, checkout)
    : undefined;

  const manifest = await readFileIfExists(join(root, MANIFEST));
  const { version, commits } = await findVersion(root, manifest, flags);
  const name = `v${version}`;
  await refuseTaken(root, name, target);
  await refuseHalf(root, name);

  const entry = formatEntry(version, today(), commits);
  const files = await plan(root, version, entry, manifest);
  const changesets = await countChangesets(root);
  if (!flags.json) {
    process.stdout.write(`${entry}\n\n`);
    if (changesets > 0) {
      process.stdout.write(
        `${pc.yellow(
          `${changesets} changesets wait in .changeset: the packages keep their versions until yarn changeset version is run and committed.`,
        )}\n`,
      );
    }
  }
  if (!flags.dryRun) {
    await confirm(
      `Tag ${name}${target ? ` and push it to ${target.remote}` : ''}?`,
      flags,
    );
  }
  const commit = flags.dryRun
    ? undefined
    : await makeRelease({
        root,
        head,
        branch,
        tag: name,
        notes: entry.replace(/^## .*\n+/, ''),
        files,
        push: target,
      });
  print(
    flags,
    {
      version,
      tag: name,
      commit,
      tagged: commit !== undefined,
      pushed: commit !== undefined && target !== undefined,
      commits: commits.length,
      changesets,
      changelog: entry,
    },
    () => describe(name, branch, commit, target),
  );
}

function describe(
  name: string,
  branch: string,
  commit: string | undefined,
  target: PushTarget | undefined,
): string {
  if (commit === undefined) {
    return `Nothing was changed (--dry-run): ${name} would be tagged.`;
  }
  return target
    ? `${pc.green('✔')} ${name} is on ${target.remote}.`
    : `${pc.green(
        '✔',
      )} ${name} is tagged here. To publish it: git push --atomic origin ${branch} ${name}`;
}

/** What is released must have passed the checks of `push`, so nothing else may go out with it. */
async function findStepTarget(
  repository: Repository,
  checkout: Checkout,
): Promise<PushTarget> {
  const target = await findTarget(repository, checkout);
  const { there, ahead, behind } = await fetchState(repository.root, target);
  if (!there || ahead > 0) {
    throw new CommandError(
      `${
        there ? `${ahead} commits are` : `The branch '${target.branch}' is`
      } not on ${target.remote} yet. Push first: infra-ai push`,
    );
  }
  if (behind > 0) {
    throw new CommandError(
      `${target.remote}/${target.branch} has ${behind} commits that are not here. Get them with git pull --ff-only, and run the command again.`,
    );
  }
  return target;
}

async function findVersion(
  root: string,
  manifest: string | undefined,
  { version: wanted, prerelease }: TagFlags,
): Promise<{ version: string; commits: HistoryCommit[] }> {
  const tagged = await readTaggedVersions(root);
  const release = lastRelease(tagged);
  const commits = await readCommits(root, release && `v${release}`);
  const version = nextVersion({
    tagged,
    commits,
    manifest: readVersion(manifest),
    wanted,
    prerelease,
  });
  // A prerelease becomes the release without a change; another prerelease needs one.
  const last = semver.rsort([...tagged])[0];
  const isNew =
    last === undefined || last === release || !semver.prerelease(version)
      ? commits.length > 0
      : (await readCommits(root, `v${last}`)).length > 0;
  if (!isNew) {
    throw new CommandError(
      `There are no new commits since v${last}: nothing to release.`,
    );
  }
  return { version, commits };
}

function readVersion(manifest: string | undefined): string | undefined {
  if (manifest === undefined) {
    return undefined;
  }
  try {
    const { version } = JSON.parse(manifest);
    return typeof version === 'string' ? version : undefined;
  } catch (error) {
    throw new CommandError(`${MANIFEST} is no JSON: ${messageOf(error)}`);
  }
}

async function refuseTaken(
  root: string,
  name: string,
  target: PushTarget | undefined,
): Promise<void> {
  if (
    await tryGit(root, [
      'rev-parse',
      '--verify',
      '--quiet',
      `refs/tags/${name}`,
    ])
  ) {
    throw new CommandError(
      `The tag ${name} exists, on another branch it seems. Take another with --version.`,
    );
  }
  const there =
    target &&
    (await git(root, ['ls-remote', target.remote, `refs/tags/${name}`], {
      github: target.github,
    }));
  if (there) {
    throw new CommandError(
      `The tag ${name} exists on ${target.remote}. Get it with git fetch --tags, and run the command again.`,
    );
  }
}

/** A run that was killed between commit and tag could not take its commit back. */
async function refuseHalf(root: string, name: string): Promise<void> {
  const subject = await git(root, ['log', '-1', '--format=%s']);
  if (subject === releaseSubject(name)) {
    throw new CommandError(
      `The last commit is that of ${name}, without its tag: an earlier run was cut off. Take it back with git reset --keep HEAD~1, and run the command again.`,
    );
  }
}

/** New contents of the files, as the repository formats them. */
async function plan(
  root: string,
  version: string,
  entry: string,
  manifest: string | undefined,
): Promise<Record<string, string>> {
  const changelog = addEntry(
    await readFileIfExists(join(root, CHANGELOG)),
    entry,
  );
  return {
    [CHANGELOG]: await formatAs(root, CHANGELOG, changelog),
    ...(manifest === undefined
      ? {}
      : { [MANIFEST]: setVersion(manifest, version) }),
  };
}

async function countChangesets(root: string): Promise<number> {
  const names = await readdir(join(root, '.changeset')).catch(() => []);
  return names.filter(name => name.endsWith('.md') && name !== 'README.md')
    .length;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
