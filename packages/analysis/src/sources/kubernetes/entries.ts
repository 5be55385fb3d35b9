import { get, itemsOf, textOf, type Tree } from '../cloud/tree';
import type { KubernetesObject, KubernetesObjects, Place } from './objects';

/** What lets requests in from outside, and the services that it passes them to. */
export interface Entry {
  object: KubernetesObject;
  backends: Array<{ service: string; place: Place }>;
}

/** Ingresses, OpenShift routes, and gateways with the routes that are bound to them. */
export function entriesOfCluster(objects: KubernetesObjects): Entry[] {
  const entries = new Map<KubernetesObject, Entry>();
  const entryOf = (object: KubernetesObject) => {
    const entry = entries.get(object) ?? { object, backends: [] };
    entries.set(object, entry);
    return entry;
  };
  for (const object of objects.ofKind('Ingress', 'Route', 'IngressRoute')) {
    entryOf(object).backends.push(...backendsOf(object));
  }
  const gateways = objects.ofKind('Gateway');
  for (const gateway of gateways) entryOf(gateway);
  for (const route of objects.ofKind(
    'HTTPRoute',
    'GRPCRoute',
    'TCPRoute',
    'VirtualService',
  )) {
    const names = parentsOf(route);
    const parents = gateways.filter(({ name }) => names.has(name));
    const isMeshOnly = route.kind === 'VirtualService' && !names.size;
    if (isMeshOnly) continue;
    // a route whose gateway is in other files lets requests in itself
    for (const entry of parents.length ? parents : [route]) {
      entryOf(entry).backends.push(...backendsOf(route));
    }
  }
  return [...entries.values()];
}

function parentsOf({ trees }: KubernetesObject): Set<string> {
  return new Set(
    trees.flatMap(tree => [
      ...itemsOf(get(tree, 'spec', 'parentRefs')).flatMap(
        parent => textOf(get(parent, 'name')) ?? [],
      ),
      ...itemsOf(get(tree, 'spec', 'gateways'))
        .map(gateway => (textOf(gateway) ?? '').split('/').pop()!)
        .filter(name => name && name !== 'mesh'),
    ]),
  );
}

/** Services that a route or an ingress names, wherever in it. */
function backendsOf({ trees, place }: KubernetesObject): Entry['backends'] {
  const found: Entry['backends'] = [];
  const take = (tree: Tree | undefined) => {
    const name = textOf(tree)?.split('.')[0];
    if (tree && name) {
      const { start, end } = tree;
      found.push({
        service: name,
        place: { source: place.source, start, end },
      });
    }
  };
  const walk = (tree: Tree): void => {
    if (tree.kind === 'list') tree.items.forEach(walk);
    if (tree.kind !== 'map') return;
    for (const { key, value } of tree.entries) {
      if (key === 'serviceName') take(value);
      else if (key === 'destination') take(get(value, 'host'));
      else if (key === 'service' || key === 'to') take(get(value, 'name'));
      else if (key === 'backendRefs' || key === 'services') {
        for (const item of itemsOf(value)) take(get(item, 'name'));
      }
      walk(value);
    }
  };
  for (const tree of trees) {
    const spec = get(tree, 'spec');
    if (spec) walk(spec);
  }
  return found;
}
