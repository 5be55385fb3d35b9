import type { Entity } from '@backstage/catalog-model';
import { isObject } from '../source/plain';
import { canonicalRef } from './refs';

/** An entity of a file, with what its document says as it stands. */
export interface FoundEntity {
  /** Of the document in its file. */
  index: number;
  /** `kind:namespace/name` in lower case, as references are compared. */
  ref: string;
  entity: Entity;
}

/** The entities among documents; what is no entity is left out. */
export function findEntities(documents: readonly unknown[]): FoundEntity[] {
  return documents.flatMap((document, index) =>
    isEntity(document)
      ? [{ index, ref: refOf(document), entity: document }]
      : [],
  );
}

function isEntity(value: unknown): value is Entity {
  return (
    isObject(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isObject(value.metadata) &&
    typeof value.metadata.name === 'string' &&
    value.metadata.name !== ''
  );
}

export function refOf({ kind, metadata }: Entity): string {
  return canonicalRef(`${kind}:${namespaceOf({ metadata })}/${metadata.name}`);
}

export function namespaceOf({ metadata }: Pick<Entity, 'metadata'>): string {
  return typeof metadata.namespace === 'string' && metadata.namespace
    ? metadata.namespace
    : 'default';
}

/** What people see. */
export function displayName({ metadata }: Entity): string {
  return text(metadata.title) ?? metadata.name;
}

/** A text that is there, of a field that may hold anything. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function annotation(entity: Entity, name: string): string | undefined {
  const { annotations } = entity.metadata;
  return isObject(annotations) && Object.hasOwn(annotations, name)
    ? text(annotations[name])
    : undefined;
}

export function tagsOf({ metadata }: Entity): string[] {
  return Array.isArray(metadata.tags)
    ? metadata.tags.filter(tag => typeof tag === 'string')
    : [];
}

export function specOf({ spec }: Entity): Record<string, unknown> {
  return isObject(spec) ? spec : {};
}
