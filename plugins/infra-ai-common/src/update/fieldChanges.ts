import type { Entity } from '@backstage/catalog-model';
import { oneLine } from './oneLine';
import { isObject, valueAt } from './source/plain';
import type { Edit } from './source/edits';
import type { FieldChange } from './types';

/** What edits change, one entry per field of an entity; the annotations are one field. */
export function fieldChanges(entity: Entity, edits: Edit[]): FieldChange[] {
  const byField = new Map<string, FieldChange>();
  for (const edit of edits) {
    const path = edit.path.slice(0, 2).join('.');
    const { before, after } = values(entity, edit);
    const known = byField.get(path);
    byField.set(path, {
      path,
      ...optional('before', join(known?.before, before)),
      ...optional('after', join(known?.after, after)),
    });
  }
  return [...byField.values()];
}

function values(
  entity: Entity,
  edit: Edit,
): { before?: string; after?: string } {
  const name = edit.path.slice(2).join('.');
  const show = (value: unknown) =>
    value === undefined || value === null
      ? undefined
      : `${name ? `${name}: ` : ''}${isObject(value) ? '{…}' : String(value)}`;
  const before = valueAt(entity, edit.path);
  switch (edit.op) {
    case 'set':
      return { before: show(before), after: show(edit.value) };
    case 'add':
      return { after: edit.items.join(', ') };
    case 'remove':
      return { before: edit.items.join(', ') };
    default:
      return { before: show(before) };
  }
}

function join(a: string | undefined, b: string | undefined) {
  const both = [a, b].filter(text => text !== undefined).join(', ');
  return both || undefined;
}

function optional(key: 'before' | 'after', value: string | undefined) {
  return value === undefined ? {} : { [key]: oneLine(value) };
}
