import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CheckResult } from '../../checks/check';
import { CommandError } from '../../lib/errors';
import { ensureRelease } from '../../platform/build';
import { Checkout } from '../../platform/checkout';
import { launchSupervisor, OnProgress } from '../../platform/launch';
import { PlatformOptions, readDatabaseServer } from '../../platform/options';
import { signInAsGuest } from '../../platform/portalApi';
import {
  completeMark,
  findRelease,
  listReleases,
  localJournal,
  releasesDirectory,
} from '../../platform/releases';
import { createContext } from '../../platform/services';
import { withStart } from '../../platform/start';
import { isSupervised, PlatformState, readState } from '../../platform/state';
import { stopPlatform } from '../../platform/stop';
import { askOverHttp, untilHealthy, whyEnded } from '../healthGate';
import type {
  DeployTarget,
  ListedRelease,
  PlannedAction,
  Release,
  Work,
} from '../target';
import { planLocal } from './plan';
import { checkMachine } from './preflight';
import { pruneReleases } from './prune';

/** Options of {@link LocalTarget}. */
export interface LocalTargetOptions {
  checkout: Checkout;
  /** In production mode. */
  options: PlatformOptions;
  /** Longest time for the back end to become healthy. */
  startTimeoutMs: number;
}

/**
 * A production build on this machine, run by the platform's own supervisor: same ports, data and state as
 * `start --production`.
 */
export class LocalTarget implements DeployTarget {
  readonly name = 'local';
  /** What ran when something was first replaced. */
  #replaced: { state: PlatformState | undefined } | undefined;

  constructor(private readonly settings: LocalTargetOptions) {}

  preflight(): Promise<CheckResult[]> {
    return checkMachine(this.settings);
  }

  question(goal: 'deploy' | 'rollback'): string {
    const { port } = this.#address();
    return `${
      goal === 'rollback'
        ? 'Go back to the release before'
        : 'Build and release'
    } on this machine, port ${port}? The platform is restarted.`;
  }

  async build({ note, signal }: Work): Promise<Release> {
    const { checkout, options } = this.settings;
    const { built } = await findRelease(checkout.root);
    const context = await createContext(checkout, options);
    const directory = await ensureRelease(context, { note, signal });
    return {
      name: basename(directory),
      detail: built ? 'built before from the same sources' : undefined,
    };
  }

  async isRunning(release: Release): Promise<boolean> {
    const state = await readState(this.settings.checkout);
    return (
      isSupervised(state) &&
      state.phase === 'running' &&
      state.release === release.name &&
      state.options.ports.api === this.settings.options.ports.api
    );
  }

  async release(release: Release, work: Work): Promise<string> {
    await this.#journal().setCandidate(release.name);
    return this.#start(this.settings.options, release.name, work);
  }

  goBack(to: Release, work: Work): Promise<string> {
    return this.#start(this.settings.options, to.name, work);
  }

  async giveUp(work: Work): Promise<string> {
    await this.#journal().setCandidate(undefined);
    const before = this.#replaced?.state;
    if (!before) {
      await stopPlatform(this.settings.checkout);
      return 'there is no release to go back to; nothing runs';
    }
    await this.#start(
      { ...before.options, database: readDatabaseServer(process.env) },
      before.release,
      work,
    );
    return `what ran before runs again, in ${before.options.mode} mode`;
  }

  checkHealth({ signal }: Work): Promise<string> {
    const { url } = this.#address();
    // The trial's guest may see the report; where none gets in a token may do.
    const findToken = () =>
      signInAsGuest(url).catch(() => process.env.INFRA_AI_TOKEN);
    return untilHealthy(askOverHttp(url, findToken), signal);
  }

  async current(): Promise<Release | undefined> {
    const deployed = await this.#journal().current();
    // Started with --production before anything was deployed.
    const state = await readState(this.settings.checkout);
    const name = deployed ?? (isSupervised(state) ? state.release : undefined);
    return this.#existing(name);
  }

  async previous(): Promise<Release | undefined> {
    return this.#existing(await this.#journal().previous());
  }

  settle(release: Release, direction: 'forward' | 'back'): Promise<void> {
    return this.#journal().settle(release.name, direction);
  }

  async prune(): Promise<string[]> {
    const { checkout } = this.settings;
    const journal = this.#journal();
    return pruneReleases(checkout.root, [
      await journal.current(),
      await journal.previous(),
      (await readState(checkout))?.release,
    ]);
  }

  plan(goal: 'deploy' | 'rollback'): Promise<PlannedAction[]> {
    return planLocal(this, this.settings, goal);
  }

  async list(): Promise<ListedRelease[]> {
    const [current, previous] = [await this.current(), await this.previous()];
    const stateOf = (name: string): ListedRelease['state'] => {
      if (name === current?.name) {
        return 'current';
      }
      return name === previous?.name ? 'previous' : 'kept';
    };
    return (await listReleases(this.settings.checkout.root)).map(info => ({
      ...info,
      state: stateOf(info.name),
    }));
  }

  /** Ends what runs and starts a release, or development mode without one. */
  async #start(
    options: PlatformOptions,
    release: string | undefined,
    { note, signal }: Work,
  ): Promise<string> {
    const { checkout, startTimeoutMs } = this.settings;
    if (!this.#replaced) {
      const state = await readState(checkout);
      this.#replaced = { state: isSupervised(state) ? state : undefined };
    }
    const stopped = await stopPlatform(checkout);
    if (stopped.portsInUse.length > 0) {
      throw new CommandError(
        `The platform is stopped, but port ${stopped.portsInUse.join(
          ' and ',
        )} is in use by something else.`,
      );
    }
    const onProgress: OnProgress = state =>
      note(
        state.services
          .map(({ title, phase }) => `${title} ${phase}`)
          .join(', '),
      );
    try {
      const result = await withStart(
        checkout,
        options,
        { note, onProgress },
        () =>
          launchSupervisor(checkout, options, {
            release: release && this.#directory(release),
            startTimeoutMs,
            signal,
          }),
      );
      if (
        'alreadyRunning' in result &&
        result.alreadyRunning.release !== release
      ) {
        throw new CommandError(
          'Another command started the platform at the same moment.',
        );
      }
    } catch (error) {
      if (signal.aborted) {
        throw new CommandError(
          `${whyEnded(signal)}: the start took too long or was ended.`,
        );
      }
      throw error;
    }
    return `${release ?? options.mode} runs on port ${options.ports.app}${
      stopped.wasRunning ? ', in place of what ran' : ''
    }`;
  }

  #journal() {
    return localJournal(this.settings.checkout.root);
  }

  #directory(release: string): string {
    return join(releasesDirectory(this.settings.checkout.root), release);
  }

  #existing(name: string | undefined): Release | undefined {
    return name && existsSync(completeMark(this.#directory(name)))
      ? { name }
      : undefined;
  }

  #address(): { port: number; url: string } {
    const port = this.settings.options.ports.api;
    return { port, url: `http://localhost:${port}` };
  }
}
