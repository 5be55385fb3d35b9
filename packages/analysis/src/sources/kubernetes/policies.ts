import { get, itemsOf, type Tree } from '../cloud/tree';
import {
  stringsOf,
  type KubernetesObject,
  type KubernetesObjects,
} from './objects';
import type { Workload } from './workload';

/** That a network policy lets one workload reach another. */
export interface Allowed {
  from: Workload;
  to: Workload;
  policy: KubernetesObject;
}

const MAX_ALLOWED = 5000;
/** A policy that names more than this many on one side opens a door, it does not draw an architecture. */
const MAX_SIDE = 5;

/** Pairs of workloads that network policies name by their labels, one by one; what a whole namespace may is no hint. */
export function allowedBy(
  objects: KubernetesObjects,
  workloads: readonly Workload[],
): Allowed[] {
  const found: Allowed[] = [];
  for (const policy of objects.ofKind('NetworkPolicy')) {
    const select = (selector: Tree | undefined): Workload[] => {
      const labels = [...stringsOf(get(selector, 'matchLabels'))];
      if (!labels.length || get(selector, 'matchExpressions')) return [];
      const selected = workloads.filter(
        ({ podLabels, object }) =>
          (!policy.namespace ||
            !object.namespace ||
            policy.namespace === object.namespace) &&
          labels.every(([key, value]) => podLabels.get(key) === value),
      );
      return selected.length > MAX_SIDE ? [] : selected;
    };
    for (const tree of policy.trees) {
      const own = select(get(tree, 'spec', 'podSelector'));
      if (!own.length) continue;
      for (const [rules, peers] of [
        ['ingress', 'from'],
        ['egress', 'to'],
      ]) {
        for (const rule of itemsOf(get(tree, 'spec', rules))) {
          for (const peer of itemsOf(get(rule, peers))) {
            if (get(peer, 'namespaceSelector') || get(peer, 'ipBlock'))
              continue;
            for (const other of select(get(peer, 'podSelector'))) {
              for (const one of own) {
                if (found.length >= MAX_ALLOWED) return found;
                found.push(
                  rules === 'ingress'
                    ? { from: other, to: one, policy }
                    : { from: one, to: other, policy },
                );
              }
            }
          }
        }
      }
    }
  }
  return found;
}
