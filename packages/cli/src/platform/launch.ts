import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../lib/errors';
import { identify, isRunning, ProcessIdentity, signal } from '../lib/processes';
import { readFileIfExists } from '../lib/atomicFile';
import { Checkout } from './checkout';
import { PlatformOptions } from './options';
import { findCause } from './output';
import { PlatformState, readState } from './state';

/** How a state of the platform is told to the user. */
export type OnProgress = (state: PlatformState) => void;

/**
 * Starts a supervisor that goes on when this process ends, and waits until the platform is healthy.
 *
 * @throws CommandError with the cause when it does not become so; nothing of it runs then.
 */
export async function launchSupervisor(
  checkout: Checkout,
  options: PlatformOptions,
  settings: {
    release?: string;
    startTimeoutMs?: number;
    onProgress?: OnProgress;
    signal?: AbortSignal;
  },
): Promise<PlatformState> {
  mkdirSync(checkout.logDirectory, { recursive: true, mode: 0o700 });
  const logPath = join(checkout.logDirectory, 'supervisor.log');
  const log = openSync(logPath, 'w', 0o600);
  const { database: _, ...publicOptions } = options;
  // The password of a database server stays in the environment, out of the process list.
  const child = spawn(
    process.execPath,
    [
      join(checkout.root, 'packages/cli/bin/infra-ai'),
      'supervise',
      JSON.stringify({
        options: publicOptions,
        release: settings.release,
        startTimeoutMs: settings.startTimeoutMs,
      }),
    ],
    {
      cwd: checkout.root,
      env: { ...process.env, INFRA_AI_DATA_DIR: checkout.dataDirectory },
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  // Without a pid, which is looked at next.
  child.on('error', () => undefined);
  closeSync(log);
  const supervisor = child.pid ? identify(child.pid) : undefined;
  child.unref();
  if (!supervisor) {
    throw new CommandError(`The supervisor did not start; see ${logPath}`);
  }
  const interrupt = () => signal(supervisor.pid, 'SIGTERM');
  settings.signal?.addEventListener('abort', interrupt);
  try {
    return await followStart(checkout, supervisor, settings.onProgress);
  } catch (error) {
    if (settings.signal?.aborted) {
      throw new CommandError(
        'Interrupted; everything that was started is stopped again.',
        130,
      );
    }
    throw error;
  } finally {
    settings.signal?.removeEventListener('abort', interrupt);
  }
}

/** Waits until the platform that this supervisor starts is healthy, or has failed and is stopped. */
export async function followStart(
  checkout: Checkout,
  supervisor: ProcessIdentity,
  onProgress?: OnProgress,
): Promise<PlatformState> {
  for (;;) {
    // In this order: a state that is written while its writer ends is not missed.
    const alive = isRunning(supervisor);
    const state = await readState(checkout);
    const own =
      state?.supervisor.pid === supervisor.pid &&
      state.supervisor.startTime === supervisor.startTime
        ? state
        : undefined;
    if (own) {
      onProgress?.(own);
    }
    if (own?.phase === 'running') {
      return own;
    }
    if (!alive) {
      if (own?.phase === 'stopped') {
        throw new CommandError(
          'The platform was stopped by another command while it was starting.',
        );
      }
      throw new CommandError(
        own?.error ??
          (await lastWords(checkout)) ??
          'The supervisor ended without a word.',
      );
    }
    await sleep(100);
  }
}

async function lastWords(checkout: Checkout): Promise<string | undefined> {
  const path = join(checkout.logDirectory, 'supervisor.log');
  const text = (await readFileIfExists(path))?.trim();
  return text
    ? `The supervisor ended: ${findCause(text.split('\n'))}`
    : undefined;
}
