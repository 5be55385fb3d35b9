import {
  infrastructureModelSchema,
  type Element,
  type Evidence,
  type InfrastructureModel,
  type Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { isSameRelation, type ModelEdit, type RelationKey } from './edits';

/** Why a step does not fit. */
export type EditRefusal =
  | 'noElement'
  | 'noRelation'
  | 'idTaken'
  | 'relationExists'
  | 'toItself'
  | 'invalid';

/** A step that does not fit the model. */
export class EditError extends Error {
  readonly reason: EditRefusal;

  constructor(reason: EditRefusal, message: string) {
    super(message);
    this.name = 'EditError';
    this.reason = reason;
  }
}

/** The schema's limit; a merge may bring more together. */
const MAX_EVIDENCE = 100;
const BY_PERSON = {
  evidence: [
    { kind: 'inferred', why: 'Added in the review' },
  ] satisfies Evidence[],
  confidence: 1,
  confirmed: true as const,
};

/**
 * The model after one step of a person; the one given is left as it is.
 *
 * @throws EditError when the step does not fit, or its result is no legal model
 */
export function applyEdit(
  model: InfrastructureModel,
  edit: ModelEdit,
): InfrastructureModel {
  const result = infrastructureModelSchema.safeParse(step(model, edit));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new EditError(
      'invalid',
      `${issue.path.map(String).join('.')}: ${issue.message}`,
    );
  }
  return result.data;
}

function step(
  model: InfrastructureModel,
  edit: ModelEdit,
): InfrastructureModel {
  switch (edit.op) {
    case 'setElement':
      return setElement(model, edit.id, element =>
        withoutUndefined({ ...element, ...edit.change, confirmed: true }),
      );
    case 'addElement':
      assertFree(model, edit.element.id);
      return {
        ...model,
        elements: [
          ...model.elements,
          withoutUndefined({ ...edit.element, ...BY_PERSON }),
        ],
      };
    case 'removeElements':
      return removeElements(model, edit.ids);
    case 'mergeElements':
      return mergeElements(model, edit.into, edit.ids);
    case 'splitElement':
      return splitElement(model, edit);
    case 'useCatalog':
      return setElement(model, edit.id, element =>
        withoutUndefined({ ...element, catalog: edit.use }),
      );
    case 'addRelation':
      assertNew(model, edit.relation);
      return {
        ...model,
        relations: [
          ...model.relations,
          withoutUndefined({
            ...edit.relation,
            description: edit.description,
            ...BY_PERSON,
          }),
        ],
      };
    case 'setRelation':
      return replaceRelation(model, edit.relation, edit.change);
    case 'reverseRelation':
      return replaceRelation(model, edit.relation, {
        from: edit.relation.to,
        to: edit.relation.from,
      });
    case 'removeRelations':
      edit.relations.forEach(key => findRelation(model, key));
      return {
        ...model,
        relations: model.relations.filter(
          relation =>
            !edit.relations.some(key => isSameRelation(relation, key)),
        ),
      };
    case 'confirm':
      edit.elements.forEach(id => findElement(model, id));
      edit.relations.forEach(key => findRelation(model, key));
      return {
        ...model,
        elements: model.elements.map(element =>
          edit.elements.includes(element.id)
            ? { ...element, confirmed: true as const }
            : element,
        ),
        relations: model.relations.map(relation =>
          edit.relations.some(key => isSameRelation(relation, key))
            ? { ...relation, confirmed: true as const }
            : relation,
        ),
      };
    case 'setSystem':
      return {
        ...model,
        system: withoutUndefined({
          ...(model.system ?? { name: '' }),
          ...edit.change,
        }),
      };
    case 'all':
      return edit.edits.reduce(step, model);
    default:
      throw new EditError('invalid', 'unknown step');
  }
}

function setElement(
  model: InfrastructureModel,
  id: string,
  change: (element: Element) => Element,
): InfrastructureModel {
  findElement(model, id);
  return {
    ...model,
    elements: model.elements.map(element =>
      element.id === id ? change(element) : element,
    ),
  };
}

function removeElements(
  model: InfrastructureModel,
  ids: string[],
): InfrastructureModel {
  ids.forEach(id => findElement(model, id));
  return {
    ...model,
    elements: model.elements.filter(({ id }) => !ids.includes(id)),
    relations: model.relations.filter(
      ({ from, to }) => !ids.includes(from) && !ids.includes(to),
    ),
  };
}

function mergeElements(
  model: InfrastructureModel,
  into: string,
  ids: string[],
): InfrastructureModel {
  if (ids.includes(into)) {
    throw new EditError('toItself', `"${into}" cannot be merged into itself`);
  }
  const others = ids.map(id => findElement(model, id));
  const merged = setElement(model, into, element => ({
    ...element,
    evidence: [element, ...others]
      .flatMap(({ evidence }) => evidence)
      .slice(0, MAX_EVIDENCE),
    confidence: Math.max(
      element.confidence,
      ...others.map(({ confidence }) => confidence),
    ),
    confirmed: true,
  }));
  const end = (id: string) => (ids.includes(id) ? into : id);
  return {
    ...merged,
    elements: merged.elements.filter(({ id }) => !ids.includes(id)),
    relations: unique(
      model.relations
        .map(relation => ({
          ...relation,
          from: end(relation.from),
          to: end(relation.to),
        }))
        // What connected the merged ones connects nothing now.
        .filter(
          ({ from, to }, index) =>
            from !== to ||
            model.relations[index].from === model.relations[index].to,
        ),
    ),
  };
}

function splitElement(
  model: InfrastructureModel,
  edit: Extract<ModelEdit, { op: 'splitElement' }>,
): InfrastructureModel {
  const { id, newId, name } = edit;
  const original = findElement(model, id);
  assertFree(model, newId);
  edit.relations.forEach(key => findRelation(model, key));
  // Title and catalog entity are of the one that stays.
  const { title: _title, catalog: _catalog, ...kept } = original;
  const second: Element = { ...kept, id: newId, name, confirmed: true };
  return {
    ...model,
    elements: model.elements.flatMap(element =>
      element.id === id ? [element, second] : [element],
    ),
    relations: unique(
      model.relations.map(relation =>
        edit.relations.some(key => isSameRelation(relation, key))
          ? {
              ...relation,
              from: relation.from === id ? newId : relation.from,
              to: relation.to === id ? newId : relation.to,
            }
          : relation,
      ),
    ),
  };
}

function replaceRelation(
  model: InfrastructureModel,
  key: RelationKey,
  change: Partial<Relation>,
): InfrastructureModel {
  const before = findRelation(model, key);
  const after: Relation = withoutUndefined({
    ...before,
    ...change,
    confirmed: true,
  });
  if (!isSameRelation(after, key)) {
    assertNew(model, after);
  }
  return {
    ...model,
    relations: model.relations.map(relation =>
      relation === before ? after : relation,
    ),
  };
}

function findElement(model: InfrastructureModel, id: string): Element {
  const element = model.elements.find(candidate => candidate.id === id);
  if (!element) {
    throw new EditError('noElement', `There is no element "${id}"`);
  }
  return element;
}

function findRelation(model: InfrastructureModel, key: RelationKey): Relation {
  const relation = model.relations.find(candidate =>
    isSameRelation(candidate, key),
  );
  if (!relation) {
    throw new EditError(
      'noRelation',
      `There is no relation "${key.from} ${key.type} ${key.to}"`,
    );
  }
  return relation;
}

function assertFree(model: InfrastructureModel, id: string) {
  if (model.elements.some(element => element.id === id)) {
    throw new EditError('idTaken', `There is an element "${id}" already`);
  }
}

function assertNew(model: InfrastructureModel, key: RelationKey) {
  findElement(model, key.from);
  findElement(model, key.to);
  if (key.from === key.to) {
    throw new EditError('toItself', 'A relation needs two ends');
  }
  if (model.relations.some(relation => isSameRelation(relation, key))) {
    throw new EditError('relationExists', 'There is such a relation already');
  }
}

function unique(relations: Relation[]): Relation[] {
  const byKey = new Map<string, Relation>();
  for (const relation of relations) {
    const key = JSON.stringify([relation.from, relation.to, relation.type]);
    const known = byKey.get(key);
    byKey.set(
      key,
      known
        ? {
            ...known,
            evidence: [...known.evidence, ...relation.evidence].slice(
              0,
              MAX_EVIDENCE,
            ),
          }
        : relation,
    );
  }
  return [...byKey.values()];
}

/** A value that was taken away is not there, also after JSON. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== undefined),
  ) as T;
}
