import type { FoundElement, FoundRelation } from '../../source';
import { findTechnology } from '../../vocabulary';
import { get, textOf } from '../cloud/tree';
import { classify } from '../containers/classify';
import { readConfigs } from './config';
import { entriesOfCluster } from './entries';
import { describedBy, namesIn } from './metadata';
import type { KubernetesObject, KubernetesObjects, Place } from './objects';
import { operatedBySecret, operatedName, operatedProduct } from './operators';
import { allowedBy } from './policies';
import { hostReferences, secretReferences } from './references';
import { targetsOf } from './targets';
import type { Workload } from './workload';

const MAX_EVIDENCE = 20;
/** Behind these a name is one of the internet, not of a namespace. */
const TOP_LEVEL_DOMAIN =
  /^(?:com|net|org|io|dev|app|cloud|ai|co|info|eu|es|de|fr|uk|us|mx|ar|cl)$/;

/** Elements and relations while the objects are being read. */
export class Cluster {
  readonly elements: FoundElement[] = [];
  private readonly found = new Map<string, FoundRelation>();
  /** Keys of elements by the names under which they are reached. */
  private readonly hosts = new Map<string, string>();
  /** Keys of the stores that operators run, by their names. */
  private readonly operated = new Map<string, string>();
  /** Services that lead out of these files; an element only where something reaches them. */
  private readonly outside = new Map<string, KubernetesObject>();

  constructor(
    private readonly objects: KubernetesObjects,
    readonly workloads: readonly Workload[],
  ) {}

  get relations(): FoundRelation[] {
    return [...this.found.values()];
  }

  addWorkloads(): void {
    for (const workload of this.workloads) {
      const { object, image, isJob } = workload;
      const { kind, type, technology, confidence } = classify({
        name: object.name,
        image,
        hasPorts: true,
        isJob,
      });
      const said = describedBy(workload);
      this.elements.push({
        ...said,
        key: keyOf(object),
        name: object.name,
        aliases: namesIn(workload),
        kind,
        type: said.type ?? type,
        technology,
        evidence: [this.objects.evidence(object.place)],
        confidence,
      });
    }
  }

  /** Stores and brokers that an operator runs. */
  addOperated(): void {
    for (const object of this.objects.all) {
      const product = operatedProduct(object);
      const technology = product ? findTechnology(product) : undefined;
      if (!technology) continue;
      this.elements.push({
        key: keyOf(object),
        name: object.name,
        kind: technology.kind,
        type: technology.type,
        technology: technology.name,
        evidence: [this.objects.evidence(object.place)],
        confidence: 1,
      });
      this.reach(object.name, keyOf(object));
      this.operated.set(object.name, keyOf(object));
    }
  }

  /** Finds what each service leads to. */
  addServices(): void {
    // Every service with every workload would be the square of a large cluster.
    const labelled = new Map<string, Workload[]>();
    for (const workload of this.workloads) {
      for (const label of workload.podLabels) {
        const id = label.join('\n');
        const known = labelled.get(id);
        if (known) known.push(workload);
        else labelled.set(id, [workload]);
      }
    }
    for (const service of this.objects.ofKind('Service')) {
      if (service.group) continue;
      const targets = targetsOf(service, labelled);
      for (const workload of targets) workload.services.add(service.name);
      if (targets.length) this.reach(service.name, keyOf(targets[0].object));
      else this.outside.set(service.name, service);
    }
    // workloads without a service of their own, so that a name in a config still means them
    for (const { object } of this.workloads)
      this.reach(object.name, keyOf(object));
  }

  relateWorkloads(sideFiles: ReadonlyMap<string, string>): void {
    const configs = readConfigs(this.objects, sideFiles);
    for (const workload of this.workloads) {
      const from = keyOf(workload.object);
      for (const { host, why, place, confidence } of hostReferences(
        workload,
        configs,
      )) {
        const to = this.target(host);
        if (to) this.relate(from, to, why, place, confidence);
        else this.warnOfUnknown(workload, host, why, place);
      }
      for (const { secret, why, place } of secretReferences(workload)) {
        if (configs.has(`Secret/${secret}`)) continue;
        const to = operatedBySecret(secret)
          .map(name => this.operated.get(name))
          .find(Boolean);
        if (to) this.relate(from, to, why, place, 0.9);
      }
      const told = workload.object.annotations.get('backstage.io/depends-on');
      for (const ref of told?.split(/[\s,]+/).filter(Boolean) ?? []) {
        const to = this.target(ref.replace(/^.*[:/]/, ''));
        if (to) this.relate(from, to, 'annotation', workload.object.place, 1);
      }
    }
  }

  /** Who may reach whom, where nothing else says that somebody does. */
  relateByPolicies(): void {
    for (const { from, to, policy } of allowedBy(
      this.objects,
      this.workloads,
    )) {
      const id = `${keyOf(from.object)}\n${keyOf(to.object)}`;
      const back = `${keyOf(to.object)}\n${keyOf(from.object)}`;
      if (from === to || this.found.has(id) || this.found.has(back)) continue;
      const why = `The network policy "${policy.name}" lets "${from.object.name}" reach "${to.object.name}"`;
      this.found.set(id, {
        from: keyOf(from.object),
        to: keyOf(to.object),
        type: 'dependsOn',
        evidence: [
          { kind: 'inferred', why: why.slice(0, 500) },
          this.objects.evidence(policy.place),
        ],
        confidence: 0.7,
      });
    }
  }

  /** Ingresses and gateways that pass requests on. */
  relateEntries(): void {
    const names = new Set(this.elements.map(({ name }) => name));
    for (const { object, backends } of entriesOfCluster(this.objects)) {
      const targets = backends.flatMap(({ service, place }) => {
        const to = this.target(service);
        return to ? [{ to, place }] : [];
      });
      if (!targets.length) continue;
      const isTaken = names.has(object.name);
      this.elements.push({
        key: keyOf(object),
        name: isTaken
          ? `${object.name} ${object.kind.toLowerCase()}`
          : object.name,
        kind: 'resource',
        type: 'load-balancer',
        technology: `Kubernetes ${object.kind}`,
        evidence: [this.objects.evidence(object.place)],
        confidence: 1,
      });
      for (const { to, place } of targets) {
        this.relate(keyOf(object), to, object.kind, place, 1);
      }
    }
  }

  /** `cart` and `cart-db`, which nothing else names: the store of that workload, by its name. */
  adoptStores(): void {
    const reached = new Set(this.relations.map(({ to }) => to));
    const owners = new Map(
      this.elements
        .filter(({ kind }) => kind === 'component')
        .flatMap(({ name, key }) => [
          [withoutLastPart(name) ?? name, key] as const,
          [name, key] as const,
        ]),
    );
    for (const { kind, key, name, evidence } of this.elements) {
      const owner = withoutLastPart(name);
      const from = owner ? owners.get(owner) : undefined;
      if (kind !== 'resource' || reached.has(key) || !owner || !from) continue;
      const why = `Nothing names "${name}"; by its name it is the store of "${owner}"`;
      this.found.set(`${from}\n${key}`, {
        from,
        to: key,
        type: 'dependsOn',
        evidence: [{ kind: 'inferred', why: why.slice(0, 500) }, ...evidence],
        confidence: 0.6,
      });
    }
  }

  private reach(host: string, key: string): void {
    if (!this.hosts.has(host.toLowerCase()))
      this.hosts.set(host.toLowerCase(), key);
  }

  /** The element behind a host: `cart`, `cart.shop`, `cart.shop.svc.cluster.local`, `cart-0.cart`. */
  private target(host: string): string | undefined {
    const labels = host.toLowerCase().split('.');
    const [first, second = ''] = labels;
    const isForeign =
      labels.length === 2
        ? TOP_LEVEL_DOMAIN.test(second)
        : labels.length > 2 && labels[2] !== 'svc' && labels[3] !== 'svc';
    if (isForeign) return undefined;
    const known =
      this.hosts.get(first) ??
      (/-\d+$/.test(first) ? this.hosts.get(second) : undefined) ??
      this.hosts.get(operatedName(first));
    if (known) return known;
    const service = this.outside.get(first);
    return service && this.addOutside(service);
  }

  /** A service without pods of these files: an external name, or what other files run. */
  private addOutside(service: KubernetesObject): string {
    const key = keyOf(service);
    this.reach(service.name, key);
    const isExternal = service.trees.some(
      tree => textOf(get(tree, 'spec', 'type')) === 'ExternalName',
    );
    const { kind, type, technology } = classify({
      name: service.name,
      hasPorts: true,
      isJob: false,
    });
    this.elements.push({
      key,
      name: service.name,
      kind,
      type: isExternal && kind === 'component' ? 'external-service' : type,
      technology,
      evidence: [this.objects.evidence(service.place)],
      confidence: 0.8,
    });
    return key;
  }

  private relate(
    from: string,
    to: string,
    why: string,
    place: Place,
    confidence: number,
  ): void {
    if (from === to) return;
    const id = `${from}\n${to}`;
    const evidence = this.objects.evidence(place);
    const known = this.found.get(id);
    if (!known) {
      this.found.set(id, {
        from,
        to,
        type: 'dependsOn',
        description: why.slice(0, 300),
        evidence: [evidence],
        confidence,
      });
      return;
    }
    known.confidence = Math.max(known.confidence, confidence);
    if (known.evidence.length < MAX_EVIDENCE) known.evidence.push(evidence);
  }

  private warnOfUnknown(
    { object }: Workload,
    host: string,
    why: string,
    place: Place,
  ): void {
    // a name of the cluster, not one of the internet, this machine or a number
    if (
      !/^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+\.svc(?:\.cluster\.local)?)?$/i.test(
        host,
      )
    )
      return;
    if (
      /^(?:localhost|host|true|false)$/i.test(host) ||
      !why.startsWith('env ')
    )
      return;
    this.objects.warn(
      `"${object.name}" names "${host.slice(
        0,
        100,
      )}" (${why}), which these files do not define.`,
      place,
    );
  }
}

/** `cart` of `cart-db`. */
function withoutLastPart(name: string): string | undefined {
  return /^(.+?)[-_][^-_]+$/.exec(name)?.[1];
}

function keyOf({ kind, name, namespace }: KubernetesObject): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
