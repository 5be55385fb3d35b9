import { keyOf, type Cluster } from './cluster';
import type { Config } from './config';
import { entriesOfCluster } from './entries';
import type { Place } from './objects';
import { operatedBySecret } from './operators';
import { allowedBy } from './policies';
import { hostReferences, secretReferences } from './references';
import type { Workload } from './workload';

/** What the workloads name: in variables, config, arguments, secrets and annotations. */
export function relateWorkloads(
  cluster: Cluster,
  configs: ReadonlyMap<string, Config>,
): void {
  for (const workload of cluster.workloads) {
    const from = keyOf(workload.object);
    for (const { host, why, place, confidence } of hostReferences(
      workload,
      configs,
    )) {
      const to = cluster.target(host);
      if (to) cluster.relate(from, to, why, place, confidence);
      else warnOfUnknown(cluster, workload, host, why, place);
    }
    for (const { secret, why, place } of secretReferences(workload)) {
      if (configs.has(`Secret/${secret}`)) continue;
      const to = operatedBySecret(secret)
        .map(name => cluster.operatedStore(name))
        .find(Boolean);
      if (to) cluster.relate(from, to, why, place, 0.9);
    }
    const told = workload.object.annotations.get('backstage.io/depends-on');
    for (const ref of told?.split(/[\s,]+/).filter(Boolean) ?? []) {
      const to = cluster.target(ref.replace(/^.*[:/]/, ''));
      if (to) cluster.relate(from, to, 'annotation', workload.object.place, 1);
    }
  }
}

/** Who may reach whom, where nothing else says that somebody does. */
export function relateByPolicies(cluster: Cluster): void {
  const { objects, workloads } = cluster;
  for (const { from, to, policy } of allowedBy(objects, workloads)) {
    cluster.conclude(
      { from: keyOf(from.object), to: keyOf(to.object), confidence: 0.7 },
      `The network policy "${policy.name}" lets "${from.object.name}" reach "${to.object.name}"`,
      [objects.evidence(policy.place)],
    );
  }
}

/** Ingresses and gateways that pass requests on. */
export function relateEntries(cluster: Cluster): void {
  const names = new Set(cluster.elements.map(({ name }) => name));
  for (const { object, backends } of entriesOfCluster(cluster.objects)) {
    const targets = backends.flatMap(({ service, place }) => {
      const to = cluster.target(service);
      return to ? [{ to, place }] : [];
    });
    if (!targets.length) continue;
    const isTaken = names.has(object.name);
    cluster.add(object, {
      name: isTaken
        ? `${object.name} ${object.kind.toLowerCase()}`
        : object.name,
      kind: 'resource',
      type: 'load-balancer',
      technology: `Kubernetes ${object.kind}`,
    });
    for (const { to, place } of targets) {
      cluster.relate(keyOf(object), to, object.kind, place, 1);
    }
  }
}

/** `cart` and `cart-db`, which nothing else names: the store of that workload, by its name. */
export function adoptStores(cluster: Cluster): void {
  const reached = new Set(cluster.relations.map(({ to }) => to));
  const owners = new Map(
    cluster.elements
      .filter(({ kind }) => kind === 'component')
      .flatMap(({ name, key }) => [
        [withoutLastPart(name) ?? name, key] as const,
        [name, key] as const,
      ]),
  );
  for (const { kind, key, name, evidence } of cluster.elements) {
    const owner = withoutLastPart(name);
    const from = owner ? owners.get(owner) : undefined;
    if (kind !== 'resource' || reached.has(key) || !owner || !from) continue;
    cluster.conclude(
      { from, to: key, confidence: 0.6 },
      `Nothing names "${name}"; by its name it is the store of "${owner}"`,
      evidence,
    );
  }
}

function warnOfUnknown(
  { objects }: Cluster,
  { object }: Workload,
  host: string,
  why: string,
  place: Place,
): void {
  // a name of the cluster, not one of the internet, this machine or a number
  if (
    !/^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+\.svc(?:\.cluster\.local)?)?$/i.test(host)
  )
    return;
  if (/^(?:localhost|host|true|false)$/i.test(host) || !why.startsWith('env '))
    return;
  objects.warn(
    `"${object.name}" names "${host.slice(
      0,
      100,
    )}" (${why}), which these files do not define.`,
    place,
  );
}

/** `cart` of `cart-db`. */
function withoutLastPart(name: string): string | undefined {
  return /^(.+?)[-_][^-_]+$/.exec(name)?.[1];
}
