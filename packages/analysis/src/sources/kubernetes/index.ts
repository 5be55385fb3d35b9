import type { Extraction, SourceText } from '../../source';
import { Cluster } from './cluster';
import { systemOf } from './metadata';
import { KubernetesObjects } from './objects';
import { workloadsOf } from './workload';

export { isKubernetes } from './detect';

/**
 * Reads Kubernetes manifests (plain, a kustomization, or what Helm renders), all at once: a workload and the services
 * that lead to it become one element, and every host name by which one reaches another a relation.
 */
export function extractKubernetes(
  sources: readonly SourceText[],
  sideFiles: ReadonlyMap<string, string>,
): Extraction {
  const objects = new KubernetesObjects(sources);
  const cluster = new Cluster(objects, workloadsOf(objects));
  cluster.addWorkloads();
  cluster.addOperated();
  cluster.addServices();
  cluster.relateWorkloads(sideFiles);
  cluster.relateByPolicies();
  cluster.adoptStores();
  cluster.relateEntries();
  return {
    format: 'kubernetes',
    system: systemOf(cluster.workloads, objects.ofKind('Namespace')),
    elements: cluster.elements,
    relations: cluster.relations,
    warnings: objects.warnings,
  };
}
