import { basename } from 'node:path';
import { messageOf } from '../lib/errors';
import { Checkout } from './checkout';
import { PlatformOptions } from './options';
import { RESTART_SIGNAL, takeRestartRequest } from './restartRequest';
import { createContext, createServices } from './services';
import { Service } from './service';
import { Supervisor } from './supervisor';

/** Settings of {@link supervise}. */
export interface SuperviseSettings {
  foreground: boolean;
  /** The unpacked production build. */
  release?: string;
  /** Longest time for the back end to become healthy. */
  startTimeoutMs?: number;
  onLine?: (service: Service, line: string) => void;
  /** Called once everything is healthy. */
  onRunning?: (supervisor: Supervisor) => void;
  /** Called with the supervisor before it starts anything. */
  onCreated?: (supervisor: Supervisor) => void;
}

/**
 * Runs the platform in this process until a signal ends it.
 *
 * @throws CommandError with the cause when it does not start; nothing of it runs then.
 */
export async function supervise(
  checkout: Checkout,
  options: PlatformOptions,
  settings: SuperviseSettings,
): Promise<void> {
  const context = await createContext(checkout, options);
  const services = createServices(context, {
    watch: settings.foreground && options.mode === 'development',
    release: settings.release,
    startTimeoutMs: settings.startTimeoutMs,
  });
  const supervisor = new Supervisor({
    checkout,
    options,
    services,
    foreground: settings.foreground,
    release: settings.release && basename(settings.release),
    onLine: settings.onLine,
  });
  settings.onCreated?.(supervisor);

  let end: () => void;
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  const stop = () => {
    supervisor
      .stop()
      .catch(error => process.stderr.write(`${messageOf(error)}\n`))
      .finally(end);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The terminal that it was started from closes: a platform in the background goes on.
  process.on('SIGHUP', settings.foreground ? stop : () => undefined);

  process.on(RESTART_SIGNAL, () => {
    takeRestartRequest(checkout)
      .then(async name => {
        if (name !== undefined) {
          await supervisor.restart(name);
        }
      })
      .catch(error => process.stderr.write(`${messageOf(error)}\n`));
  });

  await supervisor.start();
  if (supervisor.state.phase === 'running') {
    settings.onRunning?.(supervisor);
  }
  await ended;
}
