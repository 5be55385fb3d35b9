import type { DeployFlags, TargetName } from '../commands/deploy';
import { confirm } from '../lib/confirm';
import { UsageError } from '../lib/errors';
import { isInteractive } from '../lib/interactive';
import { lazy } from '../lib/lazy';
import { Checkout } from '../platform/checkout';
import { completeGithubOwner } from '../platform/githubOwner';
import { PlatformOptions, resolveOptions } from '../platform/options';
import { readState } from '../platform/state';
import type { DeployTarget } from './target';
import { tryTool } from './tool';

/** The target of the command line, with what its flags and the environment say. */
export async function createTarget(
  name: TargetName,
  flags: DeployFlags,
  checkout: Checkout,
): Promise<DeployTarget> {
  const { timeout: timeoutSeconds, image, url } = flags;
  const { env } = process;
  switch (name) {
    case 'docker': {
      const { DockerTarget } = await lazy(
        () => import('./docker/DockerTarget'),
      );
      const port = resolveOptions({ production: true }).ports.api;
      return new DockerTarget({
        checkout,
        env,
        image,
        port,
        url: url ?? `http://localhost:${port}`,
        timeoutSeconds,
      });
    }
    case 'kubernetes':
      return createKubernetesTarget(flags, checkout);
    default: {
      const { LocalTarget } = await lazy(() => import('./local/LocalTarget'));
      return new LocalTarget({
        checkout,
        options: await localOptions(flags, checkout),
        startTimeoutMs: timeoutSeconds * 1000,
      });
    }
  }
}

/** As `start --production` would, but on the ports of a production platform that ran here before. */
async function localOptions(
  { port, sandboxPort }: DeployFlags,
  checkout: Checkout,
): Promise<PlatformOptions> {
  await completeGithubOwner(process.env);
  const options = resolveOptions({ production: true, port, sandboxPort });
  const last = (await readState(checkout))?.options;
  const given = port !== undefined || sandboxPort !== undefined;
  return last?.mode === 'production' && !given
    ? { ...options, ports: last.ports }
    : options;
}

async function createKubernetesTarget(
  flags: DeployFlags,
  { root }: Checkout,
): Promise<DeployTarget> {
  const { image, registry, namespace, values, url, timeout } = flags;
  const { imageName, KubernetesTarget } = await lazy(
    () => import('./kubernetes/KubernetesTarget'),
  );
  const deploys = !flags.list && !flags.rollback;
  if (image !== undefined) {
    imageName(image);
  }
  if (deploys && (image === undefined) === (registry === undefined)) {
    throw new UsageError(
      'Take --registry REPOSITORY to build and push an image there, or --image IMAGE for one that is there.',
    );
  }
  if (registry !== undefined) {
    imageName(`${registry}:tag`);
  }
  return new KubernetesTarget({
    root,
    env: process.env,
    place: { context: await chooseContext(flags, root), namespace },
    image,
    // Going back builds nothing.
    registry: deploys ? registry : undefined,
    values,
    url,
    timeoutSeconds: timeout,
  });
}

/** The context that was named. The one that happens to be selected is only taken once it was shown. */
async function chooseContext(flags: DeployFlags, cwd: string): Promise<string> {
  if (flags.context !== undefined) {
    return flags.context;
  }
  const { ok, stdout } = await tryTool(
    { file: 'kubectl', args: ['config', 'current-context'] },
    { cwd, timeoutMs: 10_000 },
  );
  const selected = ok ? stdout.trim() : '';
  if (!selected) {
    throw new UsageError(
      'Name the cluster with --context; kubectl has none selected.',
    );
  }
  if (!isInteractive() || flags.yes) {
    throw new UsageError(
      `Name the cluster with --context. kubectl has '${selected}' selected, which is not taken unasked.`,
    );
  }
  await confirm(`Use the context that kubectl has selected, ${selected}?`, {});
  return selected;
}
