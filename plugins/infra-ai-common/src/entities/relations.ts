import type {
  Element,
  InfrastructureModel,
  ModelWarning,
  Relation,
} from '../model';

/** The fields of an entity's `spec` that hold relations, as sorted references. */
type RelationFields = Partial<
  Record<'dependsOn' | 'providesApis' | 'consumesApis', string[]> & {
    subcomponentOf: string;
  }
>;

/**
 * Writes each relation into the one field of the catalog's model that can hold it. An API entity has no field for what
 * it depends on, so such a relation goes to the components that provide it; what finds no field is a warning.
 */
export function relationFields(
  model: InfrastructureModel,
  refs: Record<string, string>,
  warnings: ModelWarning[],
): Record<string, RelationFields> {
  const elements = new Map(model.elements.map(e => [e.id, e]));
  const providers = new Map<string, string[]>();
  for (const { from, to, type } of model.relations) {
    if (type === 'providesApi' && elements.get(from)?.kind === 'component') {
      providers.set(to, [...(providers.get(to) ?? []), from]);
    }
  }

  const fields: Record<string, RelationFields> = {};
  const add = (
    id: string,
    field: 'dependsOn' | 'providesApis' | 'consumesApis',
    ref: string,
  ) => {
    const own = (fields[id] ??= {});
    const values = new Set(own[field]).add(ref);
    own[field] = [...values].sort();
  };

  for (const relation of model.relations) {
    const from = elements.get(relation.from)!;
    const to = elements.get(relation.to)!;
    const sources =
      from.kind === 'api' ? providers.get(from.id) ?? [] : [from.id];
    const field = fieldFor(relation, from, to);
    if (relation.from === relation.to || !field || sources.length === 0) {
      warnings.push({
        message: `The catalog cannot hold "${from.name} ${relation.type} ${to.name}"; it was left out`,
        ...(relation.evidence[0] ? { evidence: relation.evidence[0] } : {}),
      });
    } else if (field === 'subcomponentOf') {
      // Only one whole can be named; the first stated wins.
      (fields[from.id] ??= {}).subcomponentOf ??= refs[to.id];
    } else {
      for (const id of sources.filter(source => source !== to.id)) {
        add(id, field, refs[to.id]);
      }
    }
  }
  return fields;
}

function fieldFor(
  { type }: Relation,
  from: Element,
  to: Element,
): keyof RelationFields | undefined {
  switch (type) {
    case 'dependsOn':
    case 'consumesApi':
      return to.kind === 'api' && from.kind === 'component'
        ? 'consumesApis'
        : 'dependsOn';
    case 'providesApi':
      return to.kind === 'api' && from.kind === 'component'
        ? 'providesApis'
        : undefined;
    case 'partOf':
      return to.kind === 'component' && from.kind === 'component'
        ? 'subcomponentOf'
        : undefined;
    default:
      return undefined;
  }
}
