import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFileAtomic } from './atomicFile';
import { codeOf } from './errors';
import { identify, isRunning, ProcessIdentity } from './processes';

const OWNER_FILE = 'owner.json';

// A fresh lock has no owner file for a moment; one that has none for this long was left by a crash in it.
const OWNERLESS_AFTER_MS = 2_000;

/** Options of {@link withLock}. */
export interface LockOptions {
  /** Called once when another process holds the lock, before waiting for it. */
  onWait?: (owner: ProcessIdentity) => void;
}

/**
 * Runs `work` while holding the lock directory at `path`. Waits for a living owner, takes over from a dead one.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  await acquire(path, options);
  try {
    return await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

async function acquire(path: string, options: LockOptions): Promise<void> {
  let told = false;
  for (;;) {
    try {
      await mkdir(path);
      await writeFileAtomic(
        `${path}/${OWNER_FILE}`,
        JSON.stringify(identify(process.pid)),
      );
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw error;
      }
    }
    const owner = await readOwner(path);
    if (owner && isRunning(owner)) {
      if (!told) {
        told = true;
        options.onWait?.(owner);
      }
      await sleep(200);
    } else if (owner || (await ageOf(path)) > OWNERLESS_AFTER_MS) {
      await removeStale(path, owner);
    } else {
      await sleep(50);
    }
  }
}

async function readOwner(path: string): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(`${path}/${OWNER_FILE}`, 'utf8'));
  } catch {
    return undefined;
  }
}

async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).ctimeMs;
  } catch {
    return 0;
  }
}

/**
 * Several processes can find the same stale lock. Renaming is atomic, so one of them moves it away; one that
 * comes late and moves the new lock instead sees the other owner and puts it back.
 */
async function removeStale(
  path: string,
  owner: ProcessIdentity | undefined,
): Promise<void> {
  const aside = `${path}.stale.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved?.pid === owner?.pid && moved?.startTime === owner?.startTime) {
    await rm(aside, { recursive: true, force: true });
  } else {
    await rename(aside, path).catch(() => undefined);
  }
}
