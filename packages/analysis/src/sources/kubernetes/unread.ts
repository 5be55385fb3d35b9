import { isRead } from './events';
import type { KubernetesObjects } from './objects';
import { operatedProduct } from './operators';
import { runsPods } from './workload';

const MAX_KINDS = 20;
/** Groups of what makes a cluster run, which is no part of an architecture: certificates, secrets, policies, metrics … */
const PLUMBING =
  /(?:^|\.)(?:k8s\.io|x-k8s\.io|istio\.io|cert-manager\.io|external-secrets\.io|coreos\.com|openshift\.io|linkerd\.io|cilium\.io|projectcalico\.org|kyverno\.io|gatekeeper\.sh|velero\.io|metallb\.io|traefik\.io|traefik\.containo\.us|bitnami\.com|strimzi\.io|keda\.sh|flagger\.app|isindir\.github\.com|snapshot\.storage|grafana\.com|opentelemetry\.io|jaegertracing\.io|vpa|gke\.io|cloud\.google\.com|amazonaws\.com|k8s\.aws|aad\.pod|secrets\.hashicorp\.com|nginx\.org|konghq\.com|getambassador\.io|projectcontour\.io|rabbitmq\.com|reloader|stakater\.com)$/;
const CORE_GROUPS = new Set([
  '',
  'apps',
  'batch',
  'autoscaling',
  'policy',
  'extensions',
]);

/** Says of which kinds of custom resources nothing was read: an operator may run something for them. */
export function warnOfUnread(objects: KubernetesObjects): void {
  const unread = new Map<string, typeof objects.all>();
  for (const object of objects.all) {
    const { kind, group } = object;
    if (
      CORE_GROUPS.has(group) ||
      PLUMBING.test(group) ||
      runsPods(kind) ||
      operatedProduct(object) ||
      isRead(object)
    )
      continue;
    const id = `${kind} (${group})`;
    unread.set(id, [...(unread.get(id) ?? []), object]);
  }
  for (const [id, found] of [...unread].slice(0, MAX_KINDS)) {
    objects.warn(
      `${
        found.length === 1 ? 'An object' : `${found.length} objects`
      } of the kind ${id.slice(
        0,
        150,
      )}, which the analyzer does not know: add what it runs by hand, if anything.`,
      found[0].place,
    );
  }
}
