import type { CheckResult } from '../../checks/check';
import { CommandError, UsageError } from '../../lib/errors';
import { buildImage, pushImage } from '../docker/commands';
import {
  Ask,
  askOverHttp,
  READINESS_PATH,
  REPORT_PATH,
  untilHealthy,
} from '../healthGate';
import { identifySources } from '../identity';
import type {
  DeployTarget,
  ListedRelease,
  PlannedAction,
  Release,
  Work,
} from '../target';
import { formatCommand, runTool, ToolCommand, tryTool } from '../tool';
import {
  askPortal,
  helmHistory,
  helmRollback,
  helmUpgrade,
  ImageName,
  parseImage,
  Place,
  RELEASE_NAME,
  rolloutStatus,
} from './commands';
import {
  currentRevision,
  imageOf,
  originOf,
  parseHistory,
  previousRevision,
  Revision,
} from './history';
import { checkKubernetes } from './preflight';

/** Options of {@link KubernetesTarget}. */
export interface KubernetesTargetOptions {
  root: string;
  env: NodeJS.ProcessEnv;
  place: Place;
  /** Pushed already; else it is built and pushed to `registry`. */
  image?: string;
  registry?: string;
  /** A file with values on top of ours. */
  values?: string;
  /** Asked for its health instead of the service inside the cluster. */
  url?: string;
  timeoutSeconds: number;
}

/** A cluster, by Backstage's Helm chart. Helm's own history says what is current and what came before. */
export class KubernetesTarget implements DeployTarget {
  readonly name = 'kubernetes';

  constructor(private readonly options: KubernetesTargetOptions) {}

  preflight(): Promise<CheckResult[]> {
    return checkKubernetes(this.options);
  }

  question(goal: 'deploy' | 'rollback'): string {
    const { context, namespace } = this.options.place;
    return `${
      goal === 'rollback' ? 'Go back to the revision before' : 'Release'
    } in namespace ${namespace} of the cluster of context ${context}?`;
  }

  async build({ note, signal }: Work): Promise<Release> {
    const { image, commands } = await this.#image();
    for (const command of commands) {
      await runTool(command, { cwd: this.options.root, signal, onLine: note });
    }
    return {
      name: image,
      detail: commands.length > 0 ? 'pushed' : 'given with --image',
    };
  }

  async release(release: Release, work: Work): Promise<string> {
    await this.#runHelm(this.#upgrade(release.name), work);
    await this.#run(this.#rollout(), work);
    return `${release.name} in ${this.#where()}`;
  }

  async goBack(to: Release, work: Work): Promise<string> {
    const revision = numberOf(to);
    const history = await this.#history();
    const current = currentRevision(history);
    if (
      current &&
      originOf(history, current) === originOfNumber(history, revision)
    ) {
      await this.#run(this.#rollout(), work);
      return `Helm put revision ${revision} back itself, in ${this.#where()}`;
    }
    await this.#runHelm(this.#rollback(revision), work);
    await this.#run(this.#rollout(), work);
    return `revision ${revision} in ${this.#where()}`;
  }

  async giveUp(): Promise<string> {
    return `there is no revision to go back to. What is left of it: kubectl --context ${this.options.place.context} --namespace ${this.options.place.namespace} get pods`;
  }

  checkHealth({ signal }: Work): Promise<string> {
    const { url, env } = this.options;
    return untilHealthy(
      url ? askOverHttp(url, async () => env.INFRA_AI_TOKEN) : this.#ask,
      signal,
    );
  }

  async current(): Promise<Release | undefined> {
    const history = await this.#history();
    return toRelease(history, currentRevision(history));
  }

  async previous(): Promise<Release | undefined> {
    const history = await this.#history();
    return toRelease(history, previousRevision(history));
  }

  /** Helm has written it down. */
  async settle(): Promise<void> {}

  /** Helm removes revisions itself (`--history-max`); images in a registry are not ours to delete. */
  async prune(): Promise<string[]> {
    return [];
  }

  async plan(goal: 'deploy' | 'rollback'): Promise<PlannedAction[]> {
    const { url } = this.options;
    const shown =
      (step: PlannedAction['step'], does: string) =>
      (command: ToolCommand): PlannedAction => ({
        step,
        does,
        command: formatCommand(command),
      });
    // Where the cluster cannot be asked, the preflight has said so.
    const history = await this.#history().catch(() => []);
    const current = currentRevision(history);
    const to = goal === 'rollback' ? previousRevision(history) : current;
    const back = to ? [this.#rollback(to.revision), this.#rollout()] : [];
    const gate: PlannedAction[] = [READINESS_PATH, REPORT_PATH].map(path =>
      url
        ? { step: 'health', does: `wait for ${url}${path}` }
        : shown(
            'health',
            'ask the portal',
          )(askPortal(this.options.place, path)),
    );
    if (goal === 'rollback') {
      return to
        ? [
            ...back.map(shown('release', `go back to revision ${to.revision}`)),
            ...gate,
          ]
        : [{ step: 'release', does: 'there is no revision to go back to' }];
    }
    const { image, commands } = await this.#image();
    return [
      ...commands.map(shown('build', 'build and push the image')),
      ...[this.#upgrade(image), this.#rollout()].map(
        shown('release', 'install or upgrade'),
      ),
      ...gate,
      ...back.map(shown('rollback', 'only if that fails')),
    ];
  }

  async list(): Promise<ListedRelease[]> {
    const history = await this.#history();
    const current = currentRevision(history);
    const previous = previousRevision(history);
    const states = new Map([
      [current?.revision, 'current' as const],
      [previous?.revision, 'previous' as const],
    ]);
    return history.toReversed().map(revision => ({
      name: `revision ${revision.revision}`,
      state: states.get(revision.revision) ?? 'kept',
      version: imageOf(history, revision),
      created: revision.updated,
    }));
  }

  readonly #ask: Ask = async (path, signal) => {
    const { ok, stdout, cause } = await tryTool(
      askPortal(this.options.place, path),
      { cwd: this.options.root, signal },
    );
    if (ok) {
      return { status: 200, body: stdout };
    }
    const status = [
      { status: 401, text: 'Unauthorized' },
      { status: 403, text: 'Forbidden' },
      { status: 404, text: 'NotFound' },
    ].find(({ text }) => cause.includes(`(${text})`))?.status;
    if (status) {
      return { status, body: '' };
    }
    throw new Error(cause);
  };

  async #image(): Promise<{ image: string; commands: ToolCommand[] }> {
    const { image: given, registry, root } = this.options;
    if (given) {
      return { image: given, commands: [] };
    }
    const sources = await identifySources(root);
    const image = `${registry}:${sources.tag}`;
    return { image, commands: [buildImage(image, sources), pushImage(image)] };
  }

  async #history(): Promise<Revision[]> {
    const { ok, stdout, cause, missing } = await tryTool(
      helmHistory(this.options.place),
      { cwd: this.options.root },
    );
    if (ok) {
      return parseHistory(stdout);
    }
    if (/release: not found/.test(cause)) {
      return [];
    }
    throw new CommandError(
      missing
        ? 'There is no helm on PATH.'
        : `The history of ${RELEASE_NAME} cannot be read: ${cause}`,
    );
  }

  #upgrade(image: string): ToolCommand {
    const { place, timeoutSeconds, values } = this.options;
    return helmUpgrade(place, imageName(image), {
      timeoutSeconds,
      values,
      description: image,
    });
  }

  #rollback(revision: number): ToolCommand {
    const { place, timeoutSeconds } = this.options;
    return helmRollback(place, revision, timeoutSeconds);
  }

  #rollout(): ToolCommand {
    return rolloutStatus(this.options.place, this.options.timeoutSeconds);
  }

  async #run(command: ToolCommand, { note, signal }: Work): Promise<void> {
    await runTool(command, { cwd: this.options.root, signal, onLine: note });
  }

  /** Ended in the middle Helm would leave the release locked; it keeps to its own `--timeout`, and then goes back. */
  async #runHelm(command: ToolCommand, { note }: Work): Promise<void> {
    await runTool(command, { cwd: this.options.root, onLine: note });
  }

  #where(): string {
    const { context, namespace } = this.options.place;
    return `${context}/${namespace}`;
  }
}

/** @throws UsageError when it has neither a tag nor a digest */
export function imageName(image: string): ImageName {
  const parsed = parseImage(image);
  if (!parsed) {
    throw new UsageError(
      `'${image}' is no image with a tag, as in ghcr.io/acme/infra-ai:1.2.0.`,
    );
  }
  return parsed;
}

function toRelease(
  history: Revision[],
  revision: Revision | undefined,
): Release | undefined {
  return (
    revision && {
      name: `revision ${revision.revision}`,
      detail: imageOf(history, revision),
    }
  );
}

function numberOf({ name }: Release): number {
  return Number(name.replace('revision ', ''));
}

function originOfNumber(history: Revision[], revision: number): number {
  const found = history.find(other => other.revision === revision);
  return found ? originOf(history, found) : revision;
}
