import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { CommandError, UsageError } from '../lib/errors';
import { withLock } from '../lib/lock';
import { signal } from '../lib/processes';
import { Checkout } from './checkout';
import { isSupervised, PlatformState, readState, ServiceState } from './state';

/** Tells the supervisor that a request lies in the run directory. */
export const RESTART_SIGNAL = 'SIGUSR2';

const TIMEOUT_MS = 120_000;

function requestFile({ runDirectory }: Checkout): string {
  return join(runDirectory, 'restart');
}

/** The service that somebody wants to be restarted, once. */
export async function takeRestartRequest(
  checkout: Checkout,
): Promise<string | undefined> {
  const file = requestFile(checkout);
  const name = (await readFileIfExists(file))?.trim();
  await rm(file, { force: true });
  return name || undefined;
}

/**
 * Asks the supervisor to restart one service and waits until it is healthy again.
 *
 * @throws UsageError when there is no such service; CommandError when nothing runs, or it does not become healthy
 */
export async function requestRestart(
  checkout: Checkout,
  name: string,
): Promise<ServiceState> {
  const state = await readState(checkout);
  if (!isSupervised(state) || state.phase !== 'running') {
    throw new CommandError(
      'The platform is not running, so there is nothing to restart. Start it with: infra-ai start',
    );
  }
  const before = findService(state, name);
  return withLock(join(checkout.runDirectory, 'restart.lock'), async () => {
    await writeFileAtomic(requestFile(checkout), `${name}\n`);
    signal(state.supervisor.pid, RESTART_SIGNAL);
    return untilRestarted(checkout, before);
  });
}

function findService(state: PlatformState, name: string): ServiceState {
  const found = state.services.find(service => service.name === name);
  if (!found) {
    throw new UsageError(
      `There is no service '${name}'. Those that run: ${state.services
        .map(service => service.name)
        .join(', ')}.`,
    );
  }
  return found;
}

async function untilRestarted(
  checkout: Checkout,
  before: ServiceState,
): Promise<ServiceState> {
  const end = Date.now() + TIMEOUT_MS;
  while (Date.now() < end) {
    const state = await readState(checkout);
    if (!isSupervised(state)) {
      throw new CommandError('The platform was stopped meanwhile.');
    }
    const now = findService(state, before.name);
    const isAnother = now.startedAt !== before.startedAt;
    if (isAnother && now.phase === 'healthy') {
      return now;
    }
    if (now.phase === 'failed') {
      throw new CommandError(
        `${now.title} did not become healthy again: ${now.error}`,
      );
    }
    await sleep(100);
  }
  throw new CommandError(
    `${before.title} was not healthy again after ${
      TIMEOUT_MS / 1000
    } s. infra-ai status and infra-ai logs tell more.`,
  );
}
