import { basename } from 'node:path';
import pc from 'picocolors';
import type { StartFlags } from '../commands/start';
import { CommandError, messageOf } from '../lib/errors';
import { BuildOptions, ensureApp, ensureRelease } from '../platform/build';
import { Checkout, findCheckout } from '../platform/checkout';
import { commandName } from '../platform/commandName';
import { completeGithubOwner } from '../platform/githubOwner';
import { launchSupervisor } from '../platform/launch';
import {
  PlatformOptions,
  readDatabaseServer,
  resolveOptions,
} from '../platform/options';
import { findDeployedRelease } from '../platform/releases';
import { createContext } from '../platform/services';
import { withStart } from '../platform/start';
import { StartProgress } from '../platform/startProgress';
import { summarize } from '../platform/summary';
import { supervise } from '../platform/supervise';

/** The `start` command. */
export async function start(flags: StartFlags): Promise<void> {
  await completeGithubOwner(process.env);
  if (flags.foreground) {
    await startInForeground(flags);
    return;
  }
  const checkout = findCheckout();
  const options = resolveOptions(flags);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);

  const progress = new StartProgress();
  try {
    const result = await withStart(
      checkout,
      options,
      { note: writeLine, onProgress: progress.onProgress },
      async () => {
        const release = await build(checkout, options, {
          note: writeLine,
          signal: interruption.signal,
        });
        return await launchSupervisor(checkout, options, {
          release,
          onProgress: progress.onProgress,
          signal: interruption.signal,
        });
      },
    ).finally(() => progress.finish());
    if ('alreadyRunning' in result) {
      writeLine(
        `It runs already. ${summarize(checkout, result.alreadyRunning)}`,
      );
    } else {
      writeLine(`\n${summarize(checkout, result.launched)}`);
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Builds what the back end serves; answers with the release to run, in production. */
async function build(
  checkout: Checkout,
  options: PlatformOptions,
  buildOptions: BuildOptions,
): Promise<string | undefined> {
  const context = await createContext(checkout, options);
  if (options.mode === 'production') {
    const deployed = await findDeployedRelease(checkout.root);
    if (deployed) {
      buildOptions.note(
        `Starting release ${basename(
          deployed,
        )}, which was deployed; ${commandName()} deploy releases what is in the checkout now.`,
      );
      return deployed;
    }
    return await ensureRelease(context, buildOptions);
  }
  await ensureApp(context, buildOptions);
  return undefined;
}

async function startInForeground(flags: StartFlags): Promise<void> {
  const checkout = findCheckout();
  const options = resolveOptions(flags);
  // The lock is given back when the platform is healthy, long before it ends.
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const healthy = new Promise<void>((onHealthy, onFailure) => {
    resolve = onHealthy;
    reject = onFailure;
  });
  let running: Promise<void> | undefined;
  const result = await withStart(
    checkout,
    options,
    { note: writeLine, onProgress: () => undefined },
    async () => {
      const release =
        options.mode === 'production'
          ? await build(checkout, options, { note: writeLine })
          : undefined;
      running = supervise(checkout, options, {
        foreground: true,
        release,
        onLine: (service, line) =>
          writeLine(`${pc.dim(service.title.padEnd(14))} ${line}`),
        onRunning: supervisor => {
          writeLine(`\n${summarize(checkout, supervisor.state)}\n`);
          resolve();
        },
      });
      running.then(resolve, reject);
      await healthy;
    },
  );
  if ('alreadyRunning' in result) {
    throw new CommandError(
      `It runs already, in the ${
        result.alreadyRunning.foreground
          ? 'foreground of another terminal'
          : 'background'
      }. Stop it first to run it here.`,
    );
  }
  await running;
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The hidden command that a start in the background runs. */
export async function superviseInBackground(json: string): Promise<void> {
  const { options, release, startTimeoutMs } = JSON.parse(json);

  try {
    await supervise(
      findCheckout(),
      { ...options, database: readDatabaseServer(process.env) },
      { foreground: false, release, startTimeoutMs },
    );
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  }
}
