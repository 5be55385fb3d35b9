import type { FoundElement, FoundRelation } from '../../source';
import { get, textOf } from '../cloud/tree';
import { classify } from '../containers/classify';
import type { KubernetesObject, KubernetesObjects, Place } from './objects';
import { operatedName } from './operators';
import type { Workload } from './workload';

const MAX_EVIDENCE = 20;
/** Behind these a name is one of the internet, not of a namespace. */
const TOP_LEVEL_DOMAIN =
  /^(?:com|net|org|io|dev|app|cloud|ai|co|info|eu|es|de|fr|uk|us|mx|ar|cl)$/;

/** Elements and relations while the objects are being read, and the names by which the elements are reached. */
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
    readonly objects: KubernetesObjects,
    readonly workloads: readonly Workload[],
  ) {}

  get relations(): FoundRelation[] {
    return [...this.found.values()];
  }

  /** Adds what an object stands for, sure and without aliases unless `rest` says otherwise. */
  add(
    object: KubernetesObject,
    what: Pick<FoundElement, 'kind' | 'type'> & Partial<FoundElement>,
  ): void {
    this.elements.push({
      key: keyOf(object),
      name: object.name,
      evidence: [this.objects.evidence(object.place)],
      confidence: 1,
      ...what,
    });
  }

  /** Makes a name mean an element, unless it already means one. */
  reach(host: string, key: string): void {
    const name = host.toLowerCase();
    if (!this.hosts.has(name)) this.hosts.set(name, key);
  }

  /** Makes a name mean a store that an operator runs. */
  reachOperated(object: KubernetesObject): void {
    this.reach(object.name, keyOf(object));
    this.operated.set(object.name, keyOf(object));
  }

  /** Notes a service that nothing of these files answers. */
  reachOutside(service: KubernetesObject): void {
    this.outside.set(service.name, service);
  }

  operatedStore(name: string): string | undefined {
    return this.operated.get(name);
  }

  /** The element behind a host: `cart`, `cart.shop`, `cart.shop.svc.cluster.local`, `cart-0.cart`. */
  target(host: string): string | undefined {
    const labels = host.toLowerCase().split('.');
    const [first, second = ''] = labels;
    const isForeign =
      labels.length === 2
        ? TOP_LEVEL_DOMAIN.test(second)
        : labels.length > 2 && labels[2] !== 'svc' && labels[3] !== 'svc';
    if (isForeign) return this.hosts.get(host.toLowerCase());
    const known =
      this.hosts.get(first) ??
      (/-\d+$/.test(first) ? this.hosts.get(second) : undefined) ??
      this.hosts.get(operatedName(first));
    if (known) return known;
    const service = this.outside.get(first);
    return service && this.addOutside(service);
  }

  /** Adds a relation, or to the evidence of the one that is known. */
  relate(
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

  /** Adds a relation that is concluded, unless one is known in either direction. */
  conclude(
    relation: Pick<FoundRelation, 'from' | 'to' | 'confidence'>,
    why: string,
    evidence: FoundRelation['evidence'],
  ): void {
    const { from, to } = relation;
    if (
      from === to ||
      this.found.has(`${from}\n${to}`) ||
      this.found.has(`${to}\n${from}`)
    )
      return;
    this.found.set(`${from}\n${to}`, {
      ...relation,
      type: 'dependsOn',
      evidence: [{ kind: 'inferred', why: why.slice(0, 500) }, ...evidence],
    });
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
    this.add(service, {
      kind,
      type: isExternal && kind === 'component' ? 'external-service' : type,
      technology,
      confidence: 0.8,
    });
    return key;
  }
}

/** What stands for an object in relations. */
export function keyOf({ kind, name, namespace }: KubernetesObject): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
