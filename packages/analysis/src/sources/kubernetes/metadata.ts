import type { FoundElement } from '../../source';
import type { KubernetesObject } from './objects';
import type { Workload } from './workload';

const BACKSTAGE = 'backstage.io/';
const RECOMMENDED = 'app.kubernetes.io/';

/** What labels and annotations say about a workload. */
export function describedBy({
  object: { labels, annotations },
  podLabels,
  podAnnotations,
}: Workload): Partial<FoundElement> {
  const read = (...keys: string[]): string | undefined => {
    for (const key of keys) {
      for (const map of [annotations, labels, podAnnotations, podLabels]) {
        const value = map.get(key)?.trim();
        if (value) return value.slice(0, 200);
      }
    }
    return undefined;
  };
  const tags = [
    ...(read(`${BACKSTAGE}tags`)?.split(/[\s,]+/) ?? []),
    read(`${RECOMMENDED}component`) ?? '',
  ].filter(Boolean);
  return {
    title: read(`${BACKSTAGE}title`),
    description: read(
      `${BACKSTAGE}description`,
      'description',
      'kubernetes.io/description',
    ),
    owner: read(`${BACKSTAGE}owner`, 'owner', 'team'),
    lifecycle: read(`${BACKSTAGE}lifecycle`),
    tags: tags.length ? [...new Set(tags)].slice(0, 20) : undefined,
    type: read(`${BACKSTAGE}type`),
  };
}

/** Other names of a workload: those that its own labels give it. */
export function namesIn({ object: { labels }, podLabels }: Workload): string[] {
  return [`${BACKSTAGE}kubernetes-id`, `${RECOMMENDED}name`]
    .flatMap(key => labels.get(key) ?? podLabels.get(key) ?? [])
    .filter((name, i, all) => name && all.indexOf(name) === i);
}

/** What workloads say that they are part of, when they agree; else the only namespace that the files make. */
export function systemOf(
  workloads: readonly Workload[],
  namespaces: readonly KubernetesObject[],
): { name: string } | undefined {
  const wholes = new Set(
    workloads.flatMap(({ object: { labels, annotations }, podLabels }) => {
      const whole =
        annotations.get(`${BACKSTAGE}system`) ??
        labels.get(`${BACKSTAGE}system`) ??
        labels.get(`${RECOMMENDED}part-of`) ??
        podLabels.get(`${RECOMMENDED}part-of`);
      return whole ?? [];
    }),
  );
  const [whole] = wholes.size ? wholes : namespaces.map(({ name }) => name);
  const isOne = wholes.size === 1 || (!wholes.size && namespaces.length === 1);
  return whole && isOne ? { name: whole.slice(0, 200) } : undefined;
}
