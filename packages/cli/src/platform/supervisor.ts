import { CommandError, messageOf } from '../lib/errors';
import { identify } from '../lib/processes';
import { Checkout } from './checkout';
import { PlatformOptions } from './options';
import { Service, ServiceName } from './service';
import { ServiceRunner } from './serviceRunner';
import { PlatformState, writeState } from './state';

/** Options of {@link Supervisor}. */
export interface SupervisorOptions {
  checkout: Checkout;
  options: PlatformOptions;
  services: Service[];
  foreground: boolean;
  /** Name of the production build that the services run. */
  release?: string;
  /** Called with every line that a service writes. */
  onLine?: (service: Service, line: string) => void;
  /** See {@link ServiceRunnerOptions.backoffMs}. */
  backoffMs?: number;
}

/** Owns the platform's processes and tells others about them through the state file. */
export class Supervisor {
  readonly state: PlatformState;
  #runners: Map<ServiceName, ServiceRunner>;
  #written: Promise<void> = Promise.resolve();
  #writePending = false;
  #stopped: Promise<void> | undefined;

  constructor(private readonly options: SupervisorOptions) {
    const { checkout, services, foreground, onLine, backoffMs } = options;
    this.#runners = new Map(
      services.map(service => [
        service.name,
        new ServiceRunner({
          service,
          backoffMs,
          logDirectory: checkout.logDirectory,
          onChange: () => this.#save(),
          onLine: onLine && (line => onLine(service, line)),
        }),
      ]),
    );
    const { database: _, ...publicOptions } = options.options;
    this.state = {
      supervisor: identify(process.pid)!,
      phase: 'starting',
      foreground,
      options: publicOptions,
      release: options.release,
      startedAt: new Date().toISOString(),
      services: [...this.#runners.values()].map(runner => runner.state),
    };
  }

  /** Starts everything. When something fails, stops the rest and throws with the cause. */
  async start(): Promise<void> {
    this.#save();
    const started = new Map<ServiceName, Promise<void>>();
    const startService = (service: Service): Promise<void> => {
      let promise = started.get(service.name);
      if (!promise) {
        promise = (async () => {
          await Promise.all(
            this.options.services
              .filter(other => service.after.includes(other.name))
              .map(startService),
          );
          await this.#runners.get(service.name)!.start();
        })();
        started.set(service.name, promise);
      }
      return promise;
    };
    try {
      await Promise.all(this.options.services.map(startService));
    } catch (error) {
      const failed = this.state.services.find(
        ({ phase }) => phase === 'failed',
      );
      const message = failed
        ? `${failed.title} did not start. ${failed.error}`
        : messageOf(error);
      await this.stop('failed', message);
      throw new CommandError(message);
    }
    if (!this.#stopped) {
      this.state.phase = 'running';
      this.#save();
      await this.#written;
    }
  }

  /** Restarts one service; the others go on. @returns false when there is no such service, or all is being stopped */
  async restart(name: string): Promise<boolean> {
    const runner = this.#runners.get(name as ServiceName);
    if (!runner || this.#stopped) {
      return false;
    }
    // What goes wrong is in the state, where the one who asked looks.
    await runner.restart().catch(() => undefined);
    return true;
  }

  /** Stops everything; those that use others first. */
  stop(phase: 'stopped' | 'failed' = 'stopped', error?: string): Promise<void> {
    this.#stopped ??= this.#stop(phase, error);
    return this.#stopped;
  }

  async #stop(phase: 'stopped' | 'failed', error?: string): Promise<void> {
    this.state.phase = 'stopping';
    this.state.error = error;
    this.#save();
    const users = this.options.services.filter(({ after }) => after.length > 0);
    const used = this.options.services.filter(
      ({ after }) => after.length === 0,
    );
    for (const group of [users, used]) {
      await Promise.all(
        group.map(service => this.#runners.get(service.name)!.stop()),
      );
    }
    this.state.phase = phase;
    this.#save();
    await this.#written;
  }

  /** Several changes in a row become one write; the last one always lands. */
  #save(): void {
    if (this.#writePending) {
      return;
    }
    this.#writePending = true;
    this.#written = this.#written.then(() => {
      this.#writePending = false;
      return writeState(this.options.checkout, this.state);
    });
  }
}
