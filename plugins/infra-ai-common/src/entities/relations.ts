import type {
  ElementKind,
  InfrastructureModel,
  ModelWarning,
  Relation,
} from '../model';
import type { ElementIdentity } from './identity';

type ListField = 'dependsOn' | 'dependencyOf' | 'providesApis' | 'consumesApis';

/** The fields of an entity's `spec` that hold relations, as sorted references. */
type RelationFields = Partial<
  Record<ListField, string[]> & { subcomponentOf: string }
>;

/**
 * Writes each relation into the one field of the catalog's model that can hold it. An API entity has no field for what
 * it depends on, so such a relation goes to the components that provide it. What an entity that is only pointed at depends
 * on is told by the other end, where that has a field for it. What finds no field is a warning.
 */
export function relationFields(
  model: InfrastructureModel,
  identities: ReadonlyMap<string, ElementIdentity>,
  warnings: ModelWarning[],
): Record<string, RelationFields> {
  const names = new Map(model.elements.map(({ id, name }) => [id, name]));
  const identityOf = (id: string) => identities.get(id)!;
  // Two elements may be one entity of the catalog; one of them writes it.
  const writers = new Map(
    [...identities]
      .filter(([, { written }]) => written)
      .map(([id, { ref }]) => [ref, id]),
  );
  const providers = new Map<string, string[]>();
  for (const { from, to, type } of model.relations) {
    if (type === 'providesApi' && identityOf(from).kind === 'component') {
      providers.set(to, [...(providers.get(to) ?? []), from]);
    }
  }

  const fields: Record<string, RelationFields> = {};
  const add = (id: string, field: ListField, ref: string) => {
    const own = (fields[id] ??= {});
    const values = new Set(own[field]).add(ref);
    own[field] = [...values].sort();
  };
  /** @returns false when neither end has a field for it */
  const write = (from: string, to: string, type: Relation['type']): boolean => {
    const source = identityOf(from);
    const target = identityOf(to);
    const field = fieldFor(type, source.kind, target.kind);
    const writer = writers.get(source.ref);
    const targetWriter = writers.get(target.ref);
    if (!field) {
      return false;
    }
    if (writer === undefined) {
      if (field === 'dependsOn' && targetWriter && target.kind !== 'api') {
        add(targetWriter, 'dependencyOf', source.ref);
        return true;
      }
      // Between two that are only pointed at, nothing here has to say it.
      return targetWriter === undefined;
    }
    if (field === 'subcomponentOf') {
      // Only one whole can be named; the first stated wins.
      (fields[writer] ??= {}).subcomponentOf ??= target.ref;
    } else {
      add(writer, field, target.ref);
    }
    return true;
  };

  for (const { from, to, type, evidence } of model.relations) {
    const source = identityOf(from);
    const isSame = source.ref === identityOf(to).ref;
    const sources = source.kind === 'api' ? providers.get(from) ?? [] : [from];
    const isSaid =
      !isSame &&
      sources.length > 0 &&
      sources
        .filter(id => identityOf(id).ref !== identityOf(to).ref)
        .map(id => write(id, to, type))
        .every(Boolean);
    if (!isSaid) {
      const relation = `"${names.get(from)} ${type} ${names.get(to)}"`;
      warnings.push({
        message:
          isSame || writers.has(source.ref)
            ? `The catalog cannot hold ${relation}; it was left out`
            : `${relation} belongs into the file of ${source.ref}, which is only pointed at; it was left out`,
        ...(evidence[0] ? { evidence: evidence[0] } : {}),
      });
    }
  }
  return fields;
}

function fieldFor(
  type: Relation['type'],
  from: ElementKind,
  to: ElementKind,
):
  | 'dependsOn'
  | 'providesApis'
  | 'consumesApis'
  | 'subcomponentOf'
  | undefined {
  switch (type) {
    case 'dependsOn':
    case 'consumesApi':
      return to === 'api' && from === 'component'
        ? 'consumesApis'
        : 'dependsOn';
    case 'providesApi':
      return to === 'api' && from === 'component' ? 'providesApis' : undefined;
    case 'partOf':
      return to === 'component' && from === 'component'
        ? 'subcomponentOf'
        : undefined;
    default:
      return undefined;
  }
}
