import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Prediction } from './types';

const KINDS = { component: 'Component', resource: 'Resource', api: 'API' };

/**
 * A model in the words of the evaluation cases. Relations name their ends, so an element whose name is taken is told
 * apart by its id.
 *
 * @public
 */
export function toPrediction(model: InfrastructureModel): Prediction {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const components: Prediction['components'] = [];
  for (const element of model.elements) {
    const name = taken.has(element.name)
      ? `${element.name} (${element.id})`
      : element.name;
    taken.add(name);
    names.set(element.id, name);
    components.push({
      name,
      ...(element.title ? { aliases: [element.title] } : {}),
      kind: KINDS[element.kind],
      type: element.type,
    });
  }
  if (model.system && !taken.has(model.system.name)) {
    components.push({ name: model.system.name, kind: 'System' });
  }
  return {
    components,
    relations: model.relations.map(({ from, to, type }) => ({
      from: names.get(from)!,
      to: names.get(to)!,
      type,
    })),
  };
}
