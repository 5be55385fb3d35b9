import { findTechnology } from '../../vocabulary';
import { classify } from '../containers/classify';
import { keyOf, type Cluster } from './cluster';
import { describedBy, namesIn } from './metadata';
import { operatedProduct } from './operators';
import { targetsOf } from './targets';
import type { Workload } from './workload';

/** Everything that runs pods. */
export function addWorkloads(cluster: Cluster): void {
  for (const workload of cluster.workloads) {
    const { object, image, ports, isJob } = workload;
    const { kind, type, technology, confidence } = classify({
      name: object.name,
      image,
      ports,
      hasPorts: true,
      isJob,
    });
    const said = describedBy(workload);
    cluster.add(object, {
      ...said,
      aliases: namesIn(workload),
      kind,
      type: said.type ?? type,
      technology,
      confidence,
    });
  }
}

/** Stores and brokers that an operator runs. */
export function addOperated(cluster: Cluster): void {
  for (const object of cluster.objects.all) {
    const product = operatedProduct(object);
    const technology = product ? findTechnology(product) : undefined;
    if (!technology) continue;
    cluster.add(object, {
      kind: technology.kind,
      type: technology.type,
      technology: technology.name,
    });
    cluster.reachOperated(object);
  }
}

/** Finds what each service leads to. */
export function addServices(cluster: Cluster): void {
  // Every service with every workload would be the square of a large cluster.
  const labelled = new Map<string, Workload[]>();
  for (const workload of cluster.workloads) {
    for (const label of workload.podLabels) {
      const id = label.join('\n');
      const known = labelled.get(id);
      if (known) known.push(workload);
      else labelled.set(id, [workload]);
    }
  }
  for (const service of cluster.objects.ofKind('Service')) {
    if (service.group) continue;
    const targets = targetsOf(service, labelled);
    for (const workload of targets) workload.services.add(service.name);
    if (targets.length) cluster.reach(service.name, keyOf(targets[0].object));
    else cluster.reachOutside(service);
  }
  // workloads without a service of their own, so that a name in a config still means them
  for (const { object } of cluster.workloads)
    cluster.reach(object.name, keyOf(object));
}
