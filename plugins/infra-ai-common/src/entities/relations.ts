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
 * What one relation of a model says in the catalog file: this value in this field of this element's entity. A relation
 * from an API says as many as components provide it.
 *
 * @public
 */
export interface RelationEntry {
  relation: Pick<Relation, 'from' | 'to' | 'type'>;
  /** Id of the element whose entity has the field. */
  element: string;
  /** Of the entity's `spec`. */
  field: ListField | 'subcomponentOf';
  /** `kind:namespace/name` of the other end. */
  ref: string;
}

/**
 * Writes each relation into the one field of the catalog's model that can hold it. An API entity has no field for what
 * it depends on, so such a relation goes to the components that provide it. What an entity that is only pointed at depends
 * on is told by the other end, where that has a field for it. What finds no field is a warning.
 */
export function relationFields(
  model: InfrastructureModel,
  identities: ReadonlyMap<string, ElementIdentity>,
  warnings: ModelWarning[],
): { fields: Record<string, RelationFields>; entries: RelationEntry[] } {
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
  const entries: RelationEntry[] = [];
  const add = (
    { from, to, type }: Relation,
    element: string,
    field: RelationEntry['field'],
    ref: string,
  ) => {
    const own = (fields[element] ??= {});
    if (field !== 'subcomponentOf') {
      own[field] = [...new Set(own[field]).add(ref)].sort();
    } else if (own.subcomponentOf === undefined) {
      own.subcomponentOf = ref;
    } else {
      // Only one whole can be named; the first stated wins.
      return;
    }
    entries.push({ relation: { from, to, type }, element, field, ref });
  };
  /** @returns false when neither end has a field for it */
  const write = (relation: Relation, from: string): boolean => {
    const { to, type } = relation;
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
        add(relation, targetWriter, 'dependencyOf', source.ref);
        return true;
      }
      // Between two that are only pointed at, nothing here has to say it.
      return targetWriter === undefined;
    }
    add(relation, writer, field, target.ref);
    return true;
  };

  for (const relation of model.relations) {
    const { from, to, type, evidence } = relation;
    const source = identityOf(from);
    const isSame = source.ref === identityOf(to).ref;
    const sources = source.kind === 'api' ? providers.get(from) ?? [] : [from];
    const isSaid =
      !isSame &&
      sources.length > 0 &&
      sources
        .filter(id => identityOf(id).ref !== identityOf(to).ref)
        .map(id => write(relation, id))
        .every(Boolean);
    if (!isSaid) {
      const sentence = `"${names.get(from)} ${type} ${names.get(to)}"`;
      warnings.push({
        message:
          isSame || writers.has(source.ref)
            ? `The catalog cannot hold ${sentence}; it was left out`
            : `${sentence} belongs into the file of ${source.ref}, which is only pointed at; it was left out`,
        ...(evidence[0] ? { evidence: evidence[0] } : {}),
      });
    }
  }
  return { fields, entries };
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
