import { join } from 'node:path';
import type { CheckResult } from '../../checks/check';
import { CommandError, messageOf } from '../../lib/errors';
import { Checkout } from '../../platform/checkout';
import { findCause } from '../../platform/output';
import {
  askOverHttp,
  READINESS_PATH,
  REPORT_PATH,
  untilHealthy,
} from '../healthGate';
import { identifySources } from '../identity';
import { Journal } from '../journal';
import {
  chooseStale,
  DeployTarget,
  ListedRelease,
  PlannedAction,
  Release,
  Work,
} from '../target';
import { formatCommand, runTool, ToolCommand, tryTool } from '../tool';
import {
  buildImage,
  composeLogs,
  composeStop,
  composeUp,
  inspectImage,
  listImages,
  LOCAL_REPOSITORY,
  removeImage,
} from './commands';
import { checkDocker } from './preflight';

/** Options of {@link DockerTarget}. */
export interface DockerTargetOptions {
  checkout: Checkout;
  env: NodeJS.ProcessEnv;
  /** Built already; else it is built from the checkout. */
  image?: string;
  /** Where the portal is asked for its health. */
  url: string;
  port: number;
  timeoutSeconds: number;
}

/** The portal and PostgreSQL in containers of this machine, by `deploy/compose.yaml`. */
export class DockerTarget implements DeployTarget {
  readonly name = 'docker';
  readonly #journal: Journal;

  constructor(private readonly options: DockerTargetOptions) {
    this.#journal = new Journal(
      join(options.checkout.dataDirectory, 'deploy/docker.json'),
    );
  }

  preflight(): Promise<CheckResult[]> {
    return checkDocker(this.options);
  }

  question(goal: 'deploy' | 'rollback'): string {
    return `${
      goal === 'rollback' ? 'Go back to the image before' : 'Release'
    } with Docker Compose on port ${
      this.options.port
    }? The portal is replaced.`;
  }

  async build({ note, signal }: Work): Promise<Release> {
    if (this.options.image) {
      return { name: this.options.image, detail: 'given with --image' };
    }
    const { image, command } = await this.#build();
    await runTool(command, { cwd: this.#root, signal, onLine: note });
    return { name: image };
  }

  async release(release: Release, work: Work): Promise<string> {
    await this.#journal.setCandidate(release.name);
    return this.#up(release, work);
  }

  async goBack(to: Release, work: Work): Promise<string> {
    const { ok } = await tryTool(inspectImage(to.name), { cwd: this.#root });
    if (!ok) {
      work.note(
        `${to.name} is not on this machine; Docker looks for it elsewhere`,
      );
    }
    return this.#up(to, work);
  }

  async giveUp({ signal }: Work): Promise<string> {
    const { candidate } = await this.#journal.read();
    await this.#journal.setCandidate(undefined);
    await runTool(composeStop(this.#root, candidate ?? LOCAL_REPOSITORY), {
      cwd: this.#root,
      signal,
    });
    return 'there is no release to go back to; the portal is stopped, its logs and the database are kept';
  }

  checkHealth({ signal }: Work): Promise<string> {
    const { url, env } = this.options;
    return untilHealthy(
      askOverHttp(url, async () => env.INFRA_AI_TOKEN),
      signal,
    );
  }

  async current(): Promise<Release | undefined> {
    return toRelease(await this.#journal.current());
  }

  async previous(): Promise<Release | undefined> {
    return toRelease(await this.#journal.previous());
  }

  settle(release: Release, direction: 'forward' | 'back'): Promise<void> {
    return this.#journal.settle(release.name, direction);
  }

  async prune(): Promise<string[]> {
    const stale = await this.#findStale();
    for (const image of stale) {
      await runTool(removeImage(image), { cwd: this.#root });
    }
    return stale;
  }

  async plan(goal: 'deploy' | 'rollback'): Promise<PlannedAction[]> {
    const { image: given, url, timeoutSeconds } = this.options;
    const built =
      given || goal === 'rollback' ? undefined : await this.#build();
    const current = await this.current();
    const image =
      goal === 'rollback'
        ? (await this.previous())?.name ?? '(there is no previous one)'
        : given ?? built!.image;
    return [
      ...(built
        ? [
            {
              step: 'build' as const,
              does: 'build the image',
              command: formatCommand(built.command),
            },
          ]
        : []),
      {
        step: 'release',
        does: `bring up ${image}; .env and the environment give the values`,
        command: formatCommand(composeUp(this.#root, image, timeoutSeconds)),
      },
      {
        step: 'health',
        does: `wait for ${url}${READINESS_PATH} and ${url}${REPORT_PATH}`,
      },
      {
        step: 'release',
        does: `write ${join(
          this.options.checkout.dataDirectory,
          'deploy/docker.json',
        )}: ${image} is the current release`,
      },
      {
        step: 'rollback',
        does: 'only if that fails',
        command: formatCommand(
          current
            ? composeUp(this.#root, current.name, timeoutSeconds)
            : composeStop(this.#root, image),
        ),
      },
      ...(await this.#findStale([image]).catch(() => [])).map(old => ({
        step: 'prune' as const,
        does: 'remove an old image',
        command: formatCommand(removeImage(old)),
      })),
    ];
  }

  async list(): Promise<ListedRelease[]> {
    const [current, previous, images] = await Promise.all([
      this.#journal.current(),
      this.#journal.previous(),
      this.#images(),
    ]);
    // An image from elsewhere carries no label of ours.
    const names = new Set(
      [current, previous].filter(name => name !== undefined),
    );
    images.forEach(({ name }) => names.add(name));
    return [...names].map(name => ({
      name,
      state: stateOf(name, current, previous),
      created: images.find(image => image.name === name)?.created,
    }));
  }

  async #up(release: Release, { note, signal }: Work): Promise<string> {
    const root = this.#root;
    try {
      await runTool(
        composeUp(root, release.name, this.options.timeoutSeconds),
        {
          cwd: root,
          signal,
          onLine: note,
        },
      );
    } catch (error) {
      const logs = await tryTool(composeLogs(root, release.name), {
        cwd: root,
      });
      const cause = logs.ok
        ? findCause(logs.stdout.split('\n').filter(Boolean))
        : '';
      throw new CommandError(
        cause
          ? `${messageOf(error)}\nThe portal's log says:\n${cause}`
          : messageOf(error),
      );
    }
    return `${release.name} is up on port ${this.options.port}`;
  }

  async #build(): Promise<{ image: string; command: ToolCommand }> {
    const sources = await identifySources(this.#root);
    const image = `${LOCAL_REPOSITORY}:${sources.tag}`;
    return { image, command: buildImage(image, sources) };
  }

  async #findStale(needed: string[] = []): Promise<string[]> {
    return chooseStale(
      (await this.#images()).map(({ name }) => name),
      [
        ...needed,
        await this.#journal.current(),
        await this.#journal.previous(),
      ],
    );
  }

  async #images(): Promise<{ name: string; created?: string }[]> {
    const output = await runTool(listImages(), { cwd: this.#root });
    return output
      .split('\n')
      .filter(line => line.trim())
      .map(line => {
        const { Repository, Tag, CreatedAt } = JSON.parse(line);
        return { name: `${Repository}:${Tag}`, created: CreatedAt };
      });
  }

  get #root(): string {
    return this.options.checkout.root;
  }
}

function toRelease(name: string | undefined): Release | undefined {
  return name === undefined ? undefined : { name };
}

function stateOf(
  name: string,
  current: string | undefined,
  previous: string | undefined,
): ListedRelease['state'] {
  if (name === current) {
    return 'current';
  }
  return name === previous ? 'previous' : 'kept';
}
