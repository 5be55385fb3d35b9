import { createHash } from 'node:crypto';
import { mkdir, readdir, readlink, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { CommandError } from '../lib/errors';
import { withLock } from '../lib/lock';
import type { Checkout } from '../platform/checkout';
import { syncDirectory } from './ArchiveWriter';
import { endLeftServer } from './leftServer';
import { exists } from './names';

const MARKER = 'restore.json';
const STAGE = /^restore\.partial-\d+$/;

/** Data that is ready to take the place of the present one. Written down before anything is moved. */
export interface Swap {
  /** Of the archive, to tell what was finished. */
  createdAt: string;
  /** Directory inside the data directory that holds the new data. */
  stage: string;
  /** Where the present data goes, relative to the data directory. */
  aside: string;
  /** Each name in the data directory, and whether the stage has a new one of it. */
  items: Array<{ name: string; isRestored: boolean }>;
}

/** The name of a new stage. */
export function newStage(): string {
  return `restore.partial-${process.pid}`;
}

/** Carries out a swap; from here on, the new data is there whatever happens, at the latest after the next command. */
export async function swap(checkout: Checkout, planned: Swap): Promise<void> {
  await locked(checkout, async () => {
    await writeFileAtomic(markerOf(checkout), JSON.stringify(planned), 0o600);
    await syncDirectory(checkout.dataDirectory);
    await finish(checkout, planned);
  });
}

/**
 * Finishes what a restore that was killed between its first and its last move left; does nothing else. Everything that
 * uses the data has to call it before.
 *
 * @returns the swap that was finished
 */
export async function finishInterruptedRestore(
  checkout: Checkout,
): Promise<Swap | undefined> {
  if (!(await readFileIfExists(markerOf(checkout)))) {
    return undefined;
  }
  return locked(checkout, async () => {
    // The restore itself may have finished while we waited.
    const text = await readFileIfExists(markerOf(checkout));
    if (!text) {
      return undefined;
    }
    let planned: Swap;
    try {
      planned = JSON.parse(text);
    } catch {
      throw new CommandError(
        `${markerOf(
          checkout,
        )} is damaged. The data that a restore brought is in a directory restore.partial-… beside it; move it to its place and remove the file.`,
      );
    }
    await finish(checkout, planned);
    return planned;
  });
}

/** Removes what restores left that were killed before their data was complete. Nobody else may be restoring. */
export async function removeStages({ dataDirectory }: Checkout): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    if (STAGE.test(name)) {
      // It may have been killed while it served the new cluster, which would go on writing.
      await endLeftServer(join(dataDirectory, name, 'postgres'));
      await removeStage(join(dataDirectory, name));
    }
  }
}

/** A stage and the cluster that was put elsewhere for it, see `prepareCluster`. */
export async function removeStage(stage: string): Promise<void> {
  const link = join(stage, 'postgres');
  const target = await readlink(link).catch(() => undefined);
  const id = createHash('sha256').update(link).digest('hex').slice(0, 16);
  if (
    target &&
    basename(target) === 'postgres' &&
    basename(dirname(target)) === id
  ) {
    await rm(dirname(target), { recursive: true, force: true });
  }
  await rm(stage, { recursive: true, force: true });
}

async function locked<T>(
  { runDirectory }: Checkout,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(runDirectory, { recursive: true, mode: 0o700 });
  return withLock(join(runDirectory, 'restore.lock'), work);
}

/** Can be cut off anywhere and called again. */
async function finish(checkout: Checkout, planned: Swap): Promise<void> {
  const { dataDirectory } = checkout;
  const stage = join(dataDirectory, planned.stage);
  const aside = join(dataDirectory, planned.aside);
  for (const { name, isRestored } of planned.items) {
    const [fresh, present, old] = [stage, dataDirectory, aside].map(directory =>
      join(directory, name),
    );
    // Not in the stage any more: it is in its place.
    const isPlaced = isRestored && !(await exists(fresh));
    if (!isPlaced && (await exists(present))) {
      await mkdir(aside, { recursive: true, mode: 0o700 });
      await rename(present, await freeName(old));
    }
    if (isRestored && !isPlaced) {
      await rename(fresh, present);
    }
  }
  if (await exists(aside)) {
    await syncDirectory(aside);
  }
  await syncDirectory(dataDirectory);
  await rm(markerOf(checkout), { force: true });
  // What is left of it holds nothing of the data, and the cluster's link has moved.
  await rm(stage, { recursive: true, force: true });
}

async function freeName(path: string): Promise<string> {
  let name = path;
  for (let n = 2; await exists(name); n++) {
    name = `${path}.${n}`;
  }
  return name;
}

function markerOf({ dataDirectory }: Checkout): string {
  return join(dataDirectory, MARKER);
}
