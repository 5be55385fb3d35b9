import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { messageOf } from '../lib/errors';
import { identify, listProcesses, signal, terminate } from '../lib/processes';
import { RotatingLog } from '../lib/rotatingLog';
import { findCause, OutputTail } from './output';
import { Service } from './service';
import { ServiceState } from './state';

const HEALTH_INTERVAL_MS = 200;
const HEALTH_TIMEOUT_MS = 10_000;
const SETTLE_MS = 500;
const MAX_RESTARTS = 5;
const STABLE_AFTER_MS = 60_000;

/** Options of {@link ServiceRunner}. */
export interface ServiceRunnerOptions {
  service: Service;
  logDirectory: string;
  /** Called whenever the state has changed. */
  onChange: () => void;
  /** Called with every line of output. */
  onLine?: (line: string) => void;
  /** The pause before the first restart after a crash; doubles with each one. */
  backoffMs?: number;
}

/** Runs one service: starts it, waits until it is healthy, restarts it when it crashes, stops it. */
export class ServiceRunner {
  readonly state: ServiceState;
  #stopping = new AbortController();
  #ended: Promise<void> = Promise.resolve();
  #launching: Promise<unknown> = Promise.resolve();
  #crashes = 0;
  /** While a restart that was asked for is under way, an exit is no crash. */
  #restartAsked = false;

  constructor(private readonly options: ServiceRunnerOptions) {
    const { name, title, port, url } = options.service;
    this.state = { name, title, port, url, phase: 'waiting', restarts: 0 };
  }

  /** Resolves when the service is healthy; throws with the cause when it does not become so. */
  async start(): Promise<void> {
    const { service } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#launch();
        return;
      } catch (error) {
        await this.#end();
        if (this.#stopping.signal.aborted) {
          this.#update({ phase: 'stopped' });
          throw error;
        }
        this.#update({ phase: 'failed', error: messageOf(error) });
        if (attempt >= service.startAttempts) {
          throw error;
        }
        await sleep(1_000 * attempt);
      }
    }
  }

  /** Stops the process and starts it anew; throws with the cause when it does not become healthy again. */
  async restart(): Promise<void> {
    this.#restartAsked = true;
    try {
      this.#update({ phase: 'restarting' });
      await this.#end();
      this.#crashes = 0;
      await this.start();
    } finally {
      this.#restartAsked = false;
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#end();
    // It may be in the middle of its preparations, which are not to be left half done.
    await this.#launching;
    await this.#end();
    if (this.state.phase !== 'failed') {
      this.#update({ phase: 'stopped' });
    }
  }

  #launch(): Promise<void> {
    const launching = this.#launchOnce();
    this.#launching = launching.catch(() => undefined);
    return launching;
  }

  async #launchOnce(): Promise<void> {
    const { service, logDirectory, onLine } = this.options;
    this.#update({ phase: 'starting', error: undefined });
    const spec = await service.prepare();
    if (this.#stopping.signal.aborted) {
      throw new Error('The start was interrupted');
    }
    const log = new RotatingLog(join(logDirectory, `${service.name}.log`));
    log.write(`--- ${new Date().toISOString()} starting ---\n`);
    const tail = new OutputTail();
    const started = Date.now();

    // A process group of its own: a Ctrl-C in the terminal reaches the supervisor alone, which stops all in order.
    const child = execa(spec.file, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      extendEnv: false,
      ...spec.account,
      detached: true,
      cleanup: false,
      buffer: false,
      reject: false,
      stdin: 'ignore',
      all: true,
    });
    const failed = new Promise<never>((_, reject) => {
      child.all.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        for (const line of tail.add(text)) {
          onLine?.(line);
          if (service.fatalOutput?.test(line)) {
            reject(new Error(findCause(tail.lines)));
          }
        }
      });
      this.#ended = child.then(result => {
        this.#killGroup(child.pid);
        const how = result.signal
          ? `was ended by ${result.signal}`
          : `ended with code ${result.exitCode}`;
        const reason =
          child.pid === undefined
            ? result.shortMessage
            : `${service.title} ${how}`;
        const cause = findCause(tail.lines);
        reject(new Error(cause ? `${reason}:\n${cause}` : reason));
      });
    });
    // Handled below while starting, and by #superviseUntilExit afterwards.
    failed.catch(() => undefined);

    this.#update({
      process: child.pid ? identify(child.pid) : undefined,
      startedAt: new Date(started).toISOString(),
    });
    const stopPolling = new AbortController();
    try {
      await Promise.race([
        failed,
        this.#untilHealthy(stopPolling.signal, tail),
      ]);
    } finally {
      stopPolling.abort();
    }
    this.#update({ phase: 'healthy', startupMs: Date.now() - started });
    this.#superviseUntilExit(failed, Date.now());
  }

  async #untilHealthy(
    signalToStop: AbortSignal,
    tail: OutputTail,
  ): Promise<void> {
    const { service } = this.options;
    const end = Date.now() + service.startTimeoutMs;
    while (!signalToStop.aborted) {
      try {
        await service.checkHealth(
          AbortSignal.any([
            signalToStop,
            AbortSignal.timeout(HEALTH_TIMEOUT_MS),
          ]),
        );
        if (service.fatalOutput) {
          // It may answer a moment before it writes that it never will as it should.
          await sleep(SETTLE_MS);
        }
        return;
      } catch (error) {
        if (Date.now() > end) {
          const seconds = Math.round(service.startTimeoutMs / 1000);
          throw new Error(
            `${service.title} is not healthy after ${seconds} s: ${messageOf(
              error,
            )}\n${findCause(tail.lines)}`,
          );
        }
      }
      await sleep(HEALTH_INTERVAL_MS);
    }
  }

  #superviseUntilExit(failed: Promise<never>, healthySince: number): void {
    failed.catch(async error => {
      // While it runs, an error in the code being edited is for the developer, not a crash.
      await this.#ended;
      if (!this.#stopping.signal.aborted && !this.#restartAsked) {
        const stable = Date.now() - healthySince > STABLE_AFTER_MS;
        await this.#restart(stable ? 0 : this.#crashes, messageOf(error));
      }
    });
  }

  async #restart(crashes: number, cause: string): Promise<void> {
    const { backoffMs = 1_000 } = this.options;
    this.#crashes = crashes;
    for (let error = cause; ; ) {
      if (this.#crashes >= MAX_RESTARTS) {
        this.#update({ phase: 'failed', process: undefined, error });
        return;
      }
      this.#update({ phase: 'restarting', process: undefined, error });
      try {
        await sleep(backoffMs * 2 ** this.#crashes, undefined, {
          signal: this.#stopping.signal,
        });
      } catch {
        return;
      }
      this.#crashes++;
      this.#update({ restarts: this.state.restarts + 1 });
      try {
        await this.#launch();
        return;
      } catch (launchError) {
        if (this.#stopping.signal.aborted) {
          return;
        }
        error = messageOf(launchError);
        await this.#end();
      }
    }
  }

  async #end(): Promise<void> {
    await terminate(this.state.process, {
      signal: this.options.service.stopSignal,
    });
    await this.#ended;
    this.#update({ process: undefined });
  }

  /** What a process leaves behind in its group when it ends by itself. */
  #killGroup(group: number | undefined): void {
    for (const entry of listProcesses()) {
      if (entry.group === group) {
        signal(entry.pid, 'SIGKILL');
      }
    }
  }

  #update(change: Partial<ServiceState>): void {
    Object.assign(this.state, change);
    this.options.onChange();
  }
}
