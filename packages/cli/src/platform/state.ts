import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { isRunning, ProcessIdentity } from '../lib/processes';
import { Checkout } from './checkout';
import { PlatformOptions } from './options';
import { ServiceName } from './service';

/** The life of a service. */
export type ServicePhase =
  | 'waiting'
  | 'starting'
  | 'healthy'
  | 'restarting'
  | 'failed'
  | 'stopped';

/** What the supervisor knows of a service. */
export interface ServiceState {
  name: ServiceName;
  title: string;
  phase: ServicePhase;
  port: number;
  url?: string;
  process?: ProcessIdentity;
  /** When the process was started, ISO 8601. */
  startedAt?: string;
  /** How long it took from the start of the process to its being healthy. */
  startupMs?: number;
  restarts: number;
  /** Why it is not healthy: the last error lines. */
  error?: string;
}

/** The life of the platform. */
export type PlatformPhase =
  | 'starting'
  | 'running'
  | 'stopping'
  | 'stopped'
  | 'failed';

/**
 * The content of `run/state.json`, written by the supervisor alone.
 *
 * @public
 */
export interface PlatformState {
  supervisor: ProcessIdentity;
  phase: PlatformPhase;
  foreground: boolean;
  /** Without the database server: its password is not for this file. */
  options: Omit<PlatformOptions, 'database'>;
  /** Name of the production build that runs. */
  release?: string;
  startedAt: string;
  services: ServiceState[];
  error?: string;
}

function stateFile(checkout: Checkout): string {
  return join(checkout.runDirectory, 'state.json');
}

/** The last state that a supervisor wrote; it may be dead by now. */
export async function readState(
  checkout: Checkout,
): Promise<PlatformState | undefined> {
  const content = await readFileIfExists(stateFile(checkout));
  if (!content) {
    return undefined;
  }
  try {
    return JSON.parse(content);
  } catch {
    // Written by something else; the next start replaces it.
    return undefined;
  }
}

export async function writeState(
  checkout: Checkout,
  state: PlatformState,
): Promise<void> {
  const file = stateFile(checkout);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFileAtomic(file, `${JSON.stringify(state, null, 2)}\n`, 0o600);
}

/** Whether the supervisor that wrote the state is alive. */
export function isSupervised(
  state: PlatformState | undefined,
): state is PlatformState {
  return state !== undefined && isRunning(state.supervisor);
}

/** The processes of services that outlived their supervisor. */
export function findOrphans(state: PlatformState | undefined): ServiceState[] {
  return (state?.services ?? []).filter(service => isRunning(service.process));
}
