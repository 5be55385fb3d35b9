import type { Extraction, SourceText } from '../../source';
import { Cluster } from './cluster';
import { readConfigs } from './config';
import { addOperated, addServices, addWorkloads } from './elements';
import { addEvents, relateEvents } from './events';
import { systemOf } from './metadata';
import { KubernetesObjects } from './objects';
import {
  adoptStores,
  relateByPolicies,
  relateEntries,
  relateWorkloads,
} from './relate';
import { warnOfUnread } from './unread';
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
  const sideFilesRead = new Set<string>();
  const configs = readConfigs(objects, sideFiles, sideFilesRead);
  addWorkloads(cluster);
  addOperated(cluster);
  addEvents(cluster);
  addServices(cluster);
  relateWorkloads(cluster, configs);
  relateEvents(cluster, configs);
  relateByPolicies(cluster);
  adoptStores(cluster);
  relateEntries(cluster);
  warnOfUnread(objects);
  return {
    format: 'kubernetes',
    system: systemOf(cluster.workloads, objects.ofKind('Namespace')),
    elements: cluster.elements,
    relations: cluster.relations,
    warnings: objects.warnings,
    sideFilesRead,
  };
}
