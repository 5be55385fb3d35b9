import { join } from 'node:path';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import type { Checkout } from '../platform/checkout';

/** The version of each path that this checkout and the database last had in common. */
export type SyncState = Record<string, number>;

function stateFile({ dataDirectory }: Checkout): string {
  return join(dataDirectory, 'config-sync.json');
}

/** What cannot be read counts as nothing in common, which is the careful answer. */
export async function readSyncState(checkout: Checkout): Promise<SyncState> {
  try {
    const state = JSON.parse(
      (await readFileIfExists(stateFile(checkout))) ?? '{}',
    );
    return Object.fromEntries(
      Object.entries(state).filter(([, version]) => Number.isInteger(version)),
    ) as SyncState;
  } catch {
    return {};
  }
}

export async function writeSyncState(
  checkout: Checkout,
  state: SyncState,
): Promise<void> {
  await writeFileAtomic(
    stateFile(checkout),
    `${JSON.stringify(state, null, 2)}\n`,
    0o600,
  );
}
