import type {
  InfrastructureModel,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** A relation as the catalog can hold it. */
export type Link = Pick<Relation, 'from' | 'to' | 'type' | 'evidence'>;

/** What an API depends on is told by the components that provide it, as an API entity has no field for it. */
export function modelLinks({
  elements,
  relations,
}: InfrastructureModel): Link[] {
  const kinds = new Map(elements.map(({ id, kind }) => [id, kind]));
  const providers = new Map<string, string[]>();
  for (const { from, to, type } of relations) {
    if (type === 'providesApi' && kinds.get(from) === 'component') {
      providers.set(to, [...(providers.get(to) ?? []), from]);
    }
  }
  return relations.flatMap(({ from, to, type, evidence }) =>
    (kinds.get(from) === 'api' ? providers.get(from) ?? [] : [from])
      .filter(source => source !== to)
      .filter(source => isHeld(type, kinds.get(source)!, kinds.get(to)!))
      .map(source => ({ from: source, to, type, evidence })),
  );
}

function isHeld(
  type: Relation['type'],
  from: 'component' | 'resource' | 'api',
  to: 'component' | 'resource' | 'api',
): boolean {
  switch (type) {
    case 'providesApi':
      return from === 'component' && to === 'api';
    case 'partOf':
      return from === 'component' && to === 'component';
    default:
      return true;
  }
}
