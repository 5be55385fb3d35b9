import type { PruneFlags } from '../../commands/config';
import { findPaths } from '../../config/files';
import type { VersionInfo } from '../../config/ConfigStore';
import { confirm } from '../../lib/confirm';
import { UsageError } from '../../lib/errors';
import { withStore } from './context';
import { print } from './print';

const DAY_MS = 86_400_000;

/** The `config prune` command: removes old versions, never the newest of a file. */
export async function prune(flags: PruneFlags): Promise<void> {
  const keep = count(flags.keep, '--keep', 1);
  const days =
    flags.olderThan === undefined
      ? undefined
      : count(flags.olderThan, '--older-than', 0);
  const before =
    days === undefined ? undefined : new Date(Date.now() - days * DAY_MS);
  const removed = await withStore(async (store, { checkout, settings }) => {
    const [path] = flags.file
      ? await findPaths(checkout.root, settings, flags.file)
      : [undefined];
    const old = chooseOld(await store.list(path), keep, before);
    if (!flags.dryRun && old.length > 0) {
      await confirm(`Remove ${old.length} versions for good?`, flags);
      await store.exclusively(() => store.delete(old));
    }
    return old.map(({ path: file, version }) => ({ path: file, version }));
  });
  print(flags, { removed, dryRun: flags.dryRun ?? false }, () =>
    [
      ...removed.map(({ path, version }) => `${path}  version ${version}`),
      `${removed.length} versions ${
        flags.dryRun ? 'would be removed' : 'were removed'
      }.`,
    ].join('\n'),
  );
}

/** Versions come newest first for each path. */
function chooseOld(
  versions: VersionInfo[],
  keep: number,
  before: Date | undefined,
): VersionInfo[] {
  const seen = new Map<string, number>();
  return versions.filter(({ path, createdAt }) => {
    const newer = seen.get(path) ?? 0;
    seen.set(path, newer + 1);
    return newer >= keep && (!before || createdAt < before);
  });
}

function count(text: string, option: string, least: number): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) < least) {
    throw new UsageError(
      `${option} takes a whole number of at least ${least}, not '${text}'.`,
    );
  }
  return Number(text);
}
