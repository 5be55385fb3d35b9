import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../lib/processes';
import { withLock } from '../lib/lock';
import { Checkout } from './checkout';
import { prepareDataDirectory } from './dataDirectory';
import { followStart, OnProgress } from './launch';
import { PlatformOptions } from './options';
import {
  checkConfigFiles,
  checkExternalDatabase,
  checkInstallation,
  checkPorts,
} from './preflight';
import { isSupervised, PlatformState, readState } from './state';
import { endOrphans } from './stop';

/** How {@link withStart} talks to the user. */
export interface StartReporter {
  note(text: string): void;
  onProgress: OnProgress;
}

/**
 * Holds the start lock while `launch` brings the platform up, after everything was checked that can be before.
 * Answers with the state when it runs already, else with what `launch` answers.
 */
export async function withStart<T>(
  checkout: Checkout,
  options: PlatformOptions,
  reporter: StartReporter,
  launch: () => Promise<T>,
): Promise<{ alreadyRunning: PlatformState } | { launched: T }> {
  checkInstallation(checkout);
  await prepareDataDirectory(checkout);
  await mkdir(checkout.runDirectory, { recursive: true, mode: 0o700 });
  return await withLock(
    join(checkout.runDirectory, 'start.lock'),
    async () => {
      const running = await findRunning(checkout, reporter);
      if (running) {
        return { alreadyRunning: running };
      }
      const orphans = await endOrphans(checkout);
      if (orphans.length > 0) {
        reporter.note(
          `Ended what a supervisor that was killed had left running: ${orphans.join(
            ', ',
          )}.`,
        );
      }
      checkConfigFiles(checkout, options);
      await checkExternalDatabase(options);
      await checkPorts(options);
      return { launched: await launch() };
    },
    {
      onWait: owner =>
        reporter.note(
          `Another start is under way (pid ${owner.pid}); waiting for it.`,
        ),
    },
  );
}

async function findRunning(
  checkout: Checkout,
  reporter: StartReporter,
): Promise<PlatformState | undefined> {
  const state = await readState(checkout);
  if (!isSupervised(state)) {
    return undefined;
  }
  switch (state.phase) {
    case 'running':
      return state;
    case 'starting':
      reporter.note('The platform is being started already.');
      return await followStart(checkout, state.supervisor, reporter.onProgress);
    default:
      reporter.note('The platform is being stopped; waiting for that.');
      await waitUntil(() => !isSupervised(state), 60_000);
      return undefined;
  }
}
