import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';

/** An id that no element of the model has: `element-2`. */
export function freeId(model: InfrastructureModel, stem: string): string {
  const taken = new Set(model.elements.map(({ id }) => id));
  const base = stem.slice(0, 90);
  let count = 1;
  while (taken.has(`${base}-${count}`)) {
    count++;
  }
  return `${base}-${count}`;
}
