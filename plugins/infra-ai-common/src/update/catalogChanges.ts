import type { Entity } from '@backstage/catalog-model';
import { refOf } from './merge/entity';
import { LISTS, OWN_ANNOTATIONS } from './merge/mergeEntity';
import { canonicalRef, REF_FIELDS } from './merge/refs';
import { oneLine } from './oneLine';
import { isEqual, isObject } from './source/plain';
import type { EntityChange, FieldChange } from './types';

/**
 * What the entities of an analysis say otherwise than those that a catalog has under their references, field by field. What
 * only the catalog's say (its own annotations, links, fields of a person, items of a list) is left out: writing keeps or does not
 * know it. That another analysis saw the same is no change, as when publishing. Of a list, `after` names what is added.
 *
 * @param known - what the catalog has, by canonical reference
 * @public
 */
export function catalogChanges(
  planned: readonly Entity[],
  known: ReadonlyMap<string, Entity | undefined>,
): EntityChange[] {
  return planned.map(entity => {
    const entityRef = refOf(entity);
    const { title } = entity.metadata;
    const before = known.get(entityRef);
    const details = before
      ? fieldChanges(before, entity).filter(field => !isBookkeeping(field))
      : [];
    const change = details.length > 0 ? 'changed' : 'unchanged';
    return {
      entityRef,
      ...(title ? { title } : {}),
      kind: before ? change : 'added',
      fields: details.map(({ path }) => path),
      ...(details.length > 0 ? { details } : {}),
    };
  });
}

function isBookkeeping({ path, before }: FieldChange): boolean {
  return (
    path.startsWith(`metadata.annotations.${OWN_ANNOTATIONS}`) &&
    before !== undefined
  );
}

function fieldChanges(before: Entity, after: Entity): FieldChange[] {
  const namespace = after.metadata.namespace;
  const { title, description, tags, annotations = {} } = after.metadata;
  const fields: Array<[path: string, before: unknown, after: unknown]> = [
    ['metadata.title', before.metadata.title, title],
    ['metadata.description', before.metadata.description, description],
    ['metadata.tags', before.metadata.tags, tags],
    ...Object.entries(annotations).map(
      ([name, value]): [string, unknown, unknown] => [
        `metadata.annotations.${name}`,
        before.metadata.annotations?.[name],
        value,
      ],
    ),
    ...Object.entries(after.spec ?? {}).map(
      ([name, value]): [string, unknown, unknown] => [
        `spec.${name}`,
        refs(name, before.spec?.[name], before.metadata.namespace),
        refs(name, value, namespace),
      ],
    ),
  ];
  return fields
    .map(([path, was, is]): (typeof fields)[number] =>
      LISTS.includes(path)
        ? [path, undefined, added(was, is)]
        : [path, was, is],
    )
    .filter(
      ([, was, is]) => is !== undefined && !isEqual(inOrder(was), inOrder(is)),
    )
    .map(([path, was, is]) => ({
      path,
      ...(was === undefined ? {} : { before: show(was) }),
      after: show(is),
    }));
}

/** References in full, so that `payments` is `group:default/payments`. */
function refs(field: string, value: unknown, namespace?: string): unknown {
  if (!Object.hasOwn(REF_FIELDS, field)) {
    return value;
  }
  const full = (one: unknown) =>
    typeof one === 'string'
      ? canonicalRef(one, REF_FIELDS[field], namespace)
      : one;
  return Array.isArray(value) ? value.map(full) : full(value);
}

/** Items of the second list that the first lacks; undefined where it lacks none. */
function added(was: unknown, is: unknown): unknown[] | undefined {
  const known = Array.isArray(was) ? was : [];
  const more = Array.isArray(is) ? is.filter(one => !known.includes(one)) : [];
  return more.length > 0 ? more : undefined;
}

function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort() : value;
}

function show(value: unknown): string {
  const words = Array.isArray(value) ? value.join(', ') : value;
  return oneLine(isObject(words) ? '{…}' : String(words));
}
