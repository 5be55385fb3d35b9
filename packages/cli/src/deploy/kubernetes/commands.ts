import type { ToolCommand } from '../tool';

export const CHART = 'backstage';
export const CHART_REPOSITORY = 'https://backstage.github.io/charts';
/** The version whose values `deploy/kubernetes/values.yaml` is written for. */
export const CHART_VERSION = '2.6.0';
export const VALUES_FILE = 'deploy/kubernetes/values.yaml';
/** Of the Helm release, and by `fullnameOverride` of what it makes. */
export const RELEASE_NAME = 'infra-ai';
/** What `values.yaml` takes its secret values from. */
export const SECRET_NAME = 'infra-ai';
export const SERVICE_PORT = 7007;
/** The current and the previous revision, and some more. */
const HISTORY = 7;

/** Where in which cluster. Every command names it, so that none meets the one that happens to be selected. */
export interface Place {
  context: string;
  namespace: string;
}

/** The parts of an image's name, as the chart takes them. */
export interface ImageName {
  registry: string;
  repository: string;
  tag: string;
  digest: string;
}

/** Reads `registry/repository:tag` or `…@sha256:…`; undefined where it has neither tag nor digest. */
export function parseImage(image: string): ImageName | undefined {
  const [named, digest = ''] = image.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const path = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? '' : named.slice(colon + 1);
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost';
  if (isRegistry && !/^[a-z0-9][a-z0-9.-]*(:\d{1,5})?$/i.test(first)) {
    return undefined;
  }
  const repository = isRegistry ? path.slice(slash + 1) : path;
  if (
    !/^[a-z0-9][a-z0-9._/-]*$/.test(repository) ||
    !(digest
      ? /^sha256:[0-9a-f]{64}$/.test(digest)
      : /^\w[\w.-]{0,127}$/.test(tag))
  ) {
    return undefined;
  }
  return {
    registry: isRegistry ? first : 'docker.io',
    repository,
    tag,
    digest,
  };
}

export function helm(place: Place, args: string[]): ToolCommand {
  return {
    file: 'helm',
    args: [
      ...args,
      '--kube-context',
      place.context,
      '--namespace',
      place.namespace,
    ],
  };
}

export function kubectl(place: Place, args: string[]): ToolCommand {
  return {
    file: 'kubectl',
    args: ['--context', place.context, '--namespace', place.namespace, ...args],
  };
}

/** Installs or upgrades; Helm itself goes back when the pods do not become ready. */
export function helmUpgrade(
  place: Place,
  image: ImageName,
  settings: { timeoutSeconds: number; values?: string; description: string },
): ToolCommand {
  return helm(place, [
    'upgrade',
    '--install',
    RELEASE_NAME,
    CHART,
    '--repo',
    CHART_REPOSITORY,
    '--version',
    CHART_VERSION,
    '--values',
    VALUES_FILE,
    ...(settings.values ? ['--values', settings.values] : []),
    ...Object.entries({ ...image, tag: image.tag || 'unused' }).flatMap(
      ([name, value]) => ['--set-string', `backstage.image.${name}=${value}`],
    ),
    '--description',
    settings.description,
    '--history-max',
    String(HISTORY),
    '--atomic',
    '--wait',
    '--timeout',
    `${settings.timeoutSeconds}s`,
  ]);
}

export function helmHistory(place: Place): ToolCommand {
  return helm(place, ['history', RELEASE_NAME, '--output', 'json']);
}

export function helmRollback(
  place: Place,
  revision: number,
  timeoutSeconds: number,
): ToolCommand {
  return helm(place, [
    'rollback',
    RELEASE_NAME,
    String(revision),
    '--wait',
    '--timeout',
    `${timeoutSeconds}s`,
  ]);
}

export function rolloutStatus(
  place: Place,
  timeoutSeconds: number,
): ToolCommand {
  return kubectl(place, [
    'rollout',
    'status',
    `deployment/${RELEASE_NAME}`,
    `--timeout=${timeoutSeconds}s`,
  ]);
}

/** Asks the portal through the cluster's API, so that nothing has to be exposed for it. */
export function askPortal(place: Place, path: string): ToolCommand {
  return kubectl(place, [
    'get',
    '--raw',
    `/api/v1/namespaces/${place.namespace}/services/http:${RELEASE_NAME}:${SERVICE_PORT}/proxy${path}`,
  ]);
}
