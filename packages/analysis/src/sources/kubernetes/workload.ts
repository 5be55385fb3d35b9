import { get, itemsOf, textOf, type Tree } from '../cloud/tree';
import {
  stringsOf,
  type KubernetesObject,
  type KubernetesObjects,
} from './objects';

/** Something that runs pods. */
export interface Workload {
  object: KubernetesObject;
  isJob: boolean;
  podLabels: ReadonlyMap<string, string>;
  podAnnotations: ReadonlyMap<string, string>;
  podSpecs: Tree[];
  /** The container that gives the workload its purpose. */
  image?: string;
  /** Ports of its containers. */
  ports: number[];
  /** Names of services that lead to its pods. */
  services: Set<string>;
}

const JOBS = new Set(['Job', 'CronJob']);
const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
  'Rollout',
  'Pod',
  ...JOBS,
]);
/** Containers that stand beside the one that matters. */
const SIDECAR =
  /proxy|envoy|istio|linkerd|filebeat|fluent|promtail|vault-agent|exporter|otel|jaeger-agent|datadog|git-sync|config-reload|sidecar|metrics/i;

/** Whether a kind of objects runs pods. */
export const runsPods = (kind: string): boolean => WORKLOADS.has(kind);

/** The workloads among the objects. */
export function workloadsOf(objects: KubernetesObjects): Workload[] {
  const images = renamedImages(objects);
  return objects.all.flatMap(object => {
    const isKnative =
      object.kind === 'Service' && object.group === 'serving.knative.dev';
    if (!WORKLOADS.has(object.kind) && !isKnative) return [];
    const templates = object.trees.flatMap(
      tree => templateOf(object.kind, tree) ?? [],
    );
    const podSpecs = templates.flatMap(template => get(template, 'spec') ?? []);
    const labels = templates.map(template =>
      stringsOf(get(template, 'metadata', 'labels')),
    );
    const image = podSpecs
      .map(spec => mainImage(spec, object.name))
      .find(Boolean);
    return [
      {
        object,
        isJob: JOBS.has(object.kind),
        podLabels: new Map(labels.flatMap(map => [...map])),
        podAnnotations: new Map(
          templates.flatMap(template => [
            ...stringsOf(get(template, 'metadata', 'annotations')),
          ]),
        ),
        podSpecs,
        image: image && (images.get(withoutTag(image)) ?? image),
        ports: podSpecs.flatMap(spec =>
          itemsOf(get(spec, 'containers')).flatMap(container =>
            itemsOf(get(container, 'ports')).map(port =>
              Number(textOf(get(port, 'containerPort'))),
            ),
          ),
        ),
        services: new Set(isKnative ? [object.name] : []),
      },
    ];
  });
}

function templateOf(kind: string, tree: Tree): Tree | undefined {
  if (kind === 'Pod') return tree;
  return kind === 'CronJob'
    ? get(tree, 'spec', 'jobTemplate', 'spec', 'template')
    : get(tree, 'spec', 'template');
}

/** Containers of a pod, those that run first included. */
export function containersOf(spec: Tree): Tree[] {
  return [
    ...itemsOf(get(spec, 'containers')),
    ...itemsOf(get(spec, 'initContainers')),
  ];
}

function mainImage(spec: Tree, name: string): string | undefined {
  const containers = itemsOf(get(spec, 'containers')).filter(container =>
    textOf(get(container, 'image')),
  );
  const nameOf = (container: Tree) => textOf(get(container, 'name')) ?? '';
  const main =
    containers.find(container => nameOf(container) === name) ??
    containers.find(
      container =>
        !SIDECAR.test(nameOf(container)) &&
        !SIDECAR.test(textOf(get(container, 'image'))!),
    ) ??
    containers[0];
  return textOf(get(main, 'image'));
}

function withoutTag(image: string): string {
  const slash = image.lastIndexOf('/') + 1;
  return image.slice(0, slash) + image.slice(slash).replace(/[:@].*$/s, '');
}

/** `images` of kustomizations: what stands in the manifest, and what runs. */
function renamedImages(objects: KubernetesObjects): Map<string, string> {
  return new Map(
    objects.kustomizations.flatMap(({ tree }) =>
      itemsOf(get(tree, 'images')).flatMap(item => {
        const name = textOf(get(item, 'name'));
        const newName = textOf(get(item, 'newName'));
        return name && newName ? [[name, newName] as const] : [];
      }),
    ),
  );
}
