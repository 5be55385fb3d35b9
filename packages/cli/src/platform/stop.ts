import { setTimeout as sleep } from 'node:timers/promises';
import { signal, terminate, waitUntil } from '../lib/processes';
import { isPortFree } from '../lib/ports';
import { Checkout } from './checkout';
import { findOrphans, isSupervised, PlatformState, readState } from './state';

// Longer than the supervisor gives its services, one group after the other.
const SUPERVISOR_TIMEOUT_MS = 45_000;
const PORT_TIMEOUT_MS = 5_000;

/** What {@link stopPlatform} found and did. */
export interface StopResult {
  /** Whether anything of ours was running. */
  wasRunning: boolean;
  /** Titles of services that had lost their supervisor. */
  orphans: string[];
  /** Ports that our services used and that something still listens on. */
  portsInUse: number[];
}

/** Ends the supervisor and all its services, or what is left of them; nothing that is not ours. */
export async function stopPlatform(checkout: Checkout): Promise<StopResult> {
  const state = await readState(checkout);
  const supervised = isSupervised(state);
  if (supervised) {
    signal(state.supervisor.pid, 'SIGTERM');
    if (!(await waitUntil(() => !isSupervised(state), SUPERVISOR_TIMEOUT_MS))) {
      await terminate(state.supervisor, { signal: 'SIGKILL' });
    }
  }
  const orphans = await endOrphans(checkout);
  const wasRunning = supervised || orphans.length > 0;
  return {
    wasRunning,
    orphans,
    portsInUse: wasRunning ? await waitForPorts(state) : [],
  };
}

/** Ends the services that a killed supervisor left running; answers with their titles. */
export async function endOrphans(checkout: Checkout): Promise<string[]> {
  const orphans = findOrphans(await readState(checkout));
  // The back end first, so that it can put its things in order while the database is there.
  const users = orphans.filter(
    ({ name }) => name === 'backend' || name === 'app',
  );
  const used = orphans.filter(service => !users.includes(service));
  for (const group of [users, used]) {
    await Promise.all(
      group.map(service =>
        terminate(service.process, {
          signal: service.name === 'postgres' ? 'SIGINT' : 'SIGTERM',
        }),
      ),
    );
  }
  return orphans.map(({ title }) => title);
}

async function waitForPorts(
  state: PlatformState | undefined,
): Promise<number[]> {
  const end = Date.now() + PORT_TIMEOUT_MS;
  for (;;) {
    const used: number[] = [];
    for (const { port } of state?.services ?? []) {
      if (!(await isPortFree(port))) {
        used.push(port);
      }
    }
    if (used.length === 0 || Date.now() > end) {
      return used;
    }
    await sleep(100);
  }
}
