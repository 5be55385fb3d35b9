import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, readdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { CommandError } from '../lib/errors';
import { withLock } from '../lib/lock';
import { configArguments, PlatformContext } from './environment';
import { findCause } from './output';
import { completeMark, findRelease, writeReleaseInfo } from './releases';
import { hashSources } from './sourceHash';
import { ensureYarnShim } from './yarnShim';

/** How a build talks to the user and is ended by them. */
export interface BuildOptions {
  note: (text: string) => void;
  signal?: AbortSignal;
}

/**
 * Builds the app into `packages/app/dist`, from where the back end's app plugin serves it, unless the build that is
 * there was made from the same sources.
 */
export async function ensureApp(
  context: PlatformContext,
  options: BuildOptions,
): Promise<void> {
  const { root } = context.checkout;
  const directory = join(root, 'packages/app');
  // Not inside dist: the build empties that.
  const stamp = join(root, 'node_modules/.cache/infra-ai/app-build');
  const hash = await hashSources(root, ['app']);
  const isCurrent = async () =>
    existsSync(join(directory, 'dist/index.html')) &&
    (await readFileIfExists(stamp)) === hash;
  if (await isCurrent()) {
    return;
  }
  await mkdir(dirname(stamp), { recursive: true });
  await withLock(`${stamp}.lock`, async () => {
    if (await isCurrent()) {
      return;
    }
    options.note('Building the portal (only after a change of its code)');
    await rm(stamp, { force: true });
    await runBackstageCli(
      context,
      directory,
      ['package', 'build', ...configArguments(context)],
      options,
    );
    await writeFileAtomic(stamp, hash);
  });
}

/**
 * Builds app and back end into `.data/releases/<hash>` of the checkout; answers with that directory. An existing one
 * from the same sources is used again.
 */
export async function ensureRelease(
  context: PlatformContext,
  options: BuildOptions,
): Promise<string> {
  const { root } = context.checkout;
  const { directory: release } = await findRelease(root);
  const complete = completeMark(release);
  if (existsSync(complete)) {
    return release;
  }
  const releases = dirname(release);
  await mkdir(releases, { recursive: true });
  await withLock(join(releases, '.lock'), async () => {
    if (existsSync(complete)) {
      return;
    }
    options.note(
      'Building app and back end (only after a change of their code)',
    );
    const backend = join(root, 'packages/backend');
    await runBackstageCli(
      context,
      backend,
      ['package', 'build', ...configArguments(context)],
      options,
    );
    await rm(release, { recursive: true, force: true });
    await mkdir(release, { recursive: true });
    for (const archive of ['skeleton.tar.gz', 'bundle.tar.gz']) {
      await execa('tar', [
        '-xzf',
        join(backend, 'dist', archive),
        '-C',
        release,
      ]);
    }
    await linkWorkspaces(root, release);
    await writeReleaseInfo(root, release);
  });
  return release;
}

/**
 * Third-party packages are found in the checkout's `node_modules`, above the release. Ours must come from the
 * release itself, not from the sources that the checkout's `node_modules` links to.
 */
async function linkWorkspaces(root: string, release: string): Promise<void> {
  for (const parent of ['packages', 'plugins']) {
    const names = await readdir(join(release, parent)).catch(() => []);
    for (const name of names) {
      const directory = join(release, parent, name);
      const manifest = await readFileIfExists(join(directory, 'package.json'));
      if (!manifest) {
        continue;
      }
      const link = join(release, 'node_modules', JSON.parse(manifest).name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(directory, link);
      // Versions that differ from the hoisted ones.
      const nested = join(root, parent, name, 'node_modules');
      if (existsSync(nested)) {
        await symlink(nested, join(directory, 'node_modules'));
      }
    }
  }
}

async function runBackstageCli(
  context: PlatformContext,
  cwd: string,
  args: string[],
  { signal }: BuildOptions,
): Promise<void> {
  const { root } = context.checkout;
  const result = await execa(
    process.execPath,
    [join(root, 'node_modules/@backstage/cli/bin/backstage-cli'), ...args],
    {
      cwd,
      // NODE_ENV=test and the like of a caller must not end up in the build.
      env: {
        NODE_ENV: 'production',
        CI: '',
        PATH: [
          await ensureYarnShim(root),
          dirname(process.execPath),
          process.env.PATH,
        ].join(delimiter),
      },
      all: true,
      reject: false,
      stdin: 'ignore',
      cancelSignal: signal,
    },
  );
  if (result.isCanceled) {
    throw new CommandError('Interrupted while building.', 130);
  }
  if (result.exitCode !== 0) {
    throw new CommandError(
      `The build of ${cwd.slice(root.length + 1)} failed:\n${findCause(
        (result.all ?? '').split('\n').filter(Boolean),
      )}`,
    );
  }
}
