import { get } from '../cloud/tree';
import { stringsOf, type KubernetesObject } from './objects';
import type { Workload } from './workload';

/** The workloads near a service whose pods have every label that it selects, in their order. */
export function targetsOf(
  service: KubernetesObject,
  labelled: ReadonlyMap<string, Workload[]>,
): Workload[] {
  const selector = new Map(
    service.trees.flatMap(tree => [
      ...stringsOf(get(tree, 'spec', 'selector')),
    ]),
  );
  if (!selector.size) return [];
  const [fewest] = [...selector]
    .map(label => labelled.get(label.join('\n')) ?? [])
    .sort((a, b) => a.length - b.length);
  return fewest.filter(
    ({ podLabels, object }) =>
      (!service.namespace ||
        !object.namespace ||
        service.namespace === object.namespace) &&
      [...selector].every(([key, value]) => podLabels.get(key) === value),
  );
}
