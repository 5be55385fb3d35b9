import {
  DEFAULT_NAMESPACE,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { JsonObject, JsonValue } from '@backstage/types';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { messageOf } from '../lib/errors';
import { CatalogState, errorsOf, locationOf } from './catalogEntities';
import { normalizeLocation } from './locations';

/** Far more than a catalog file has; a larger one is not parsed. */
const LARGEST = 2_000_000;

/** How a file, or an entity of it, stands in the catalog, best first. */
export const FILE_STATES = ['present', 'stale', 'missing', 'failed'] as const;
export type FileState = (typeof FILE_STATES)[number];

/** One entity of a file. */
export interface EntityComparison {
  ref: string;
  state: FileState;
  /** What differs, or what is wrong. */
  detail?: string;
}

/** One file. */
export interface FileComparison {
  state: FileState;
  entities: EntityComparison[];
  /** What is wrong with the file itself. */
  problem?: string;
}

/** Compares the content of a file at the head of its branch with what the catalog made of it. */
export function compareFile(
  text: string,
  url: string,
  catalog: CatalogState,
): FileComparison {
  const file = normalizeLocation(url);
  // The catalog's own account comes first: it says what it could not read.
  const errors = errorsOf(catalog.locations.get(file));
  let declared: Entity[];
  try {
    declared = parseEntities(text);
  } catch (error) {
    return {
      state: 'failed',
      entities: [],
      problem: errors[0] ?? `The file cannot be read: ${messageOf(error)}`,
    };
  }
  const entities = declared.map(entity => compareEntity(entity, file, catalog));
  const refs = new Set(entities.map(({ ref }) => ref));
  for (const extra of catalog.byFile.get(file) ?? []) {
    const ref = stringifyEntityRef(extra);
    if (!refs.has(ref)) {
      entities.push({ ref, state: 'stale', detail: 'no longer in the file' });
    }
  }
  return {
    state: errors.length > 0 ? 'failed' : worst(entities),
    entities,
    ...(errors.length > 0 ? { problem: errors.join('; ') } : {}),
  };
}

function worst(entities: EntityComparison[]): FileState {
  return (
    [...FILE_STATES]
      .reverse()
      .find(state => entities.some(entity => entity.state === state)) ??
    'present'
  );
}

function parseEntities(text: string): Entity[] {
  if (text.length > LARGEST) {
    throw new Error(`it has more than ${LARGEST / 1e6} MB`);
  }
  return parseAllDocuments(text)
    .map(document => {
      if (document.errors.length > 0) {
        throw document.errors[0];
      }
      return document.toJS() as Entity | null;
    })
    .filter(entity => entity !== null)
    .map(entity => {
      if (
        typeof entity.kind !== 'string' ||
        typeof entity.metadata?.name !== 'string'
      ) {
        throw new Error('an entity in it has no kind or no metadata.name');
      }
      return entity;
    });
}

function compareEntity(
  declared: Entity,
  file: string,
  catalog: CatalogState,
): EntityComparison {
  const ref = stringifyEntityRef(declared);
  const found = catalog.byRef.get(ref);
  if (!found) {
    return { ref, state: 'missing' };
  }
  const from = locationOf(found);
  if (normalizeLocation(from) !== file) {
    return {
      ref,
      state: 'failed',
      detail: `the catalog has another entity of this name, from ${from}`,
    };
  }
  const [error] = errorsOf(found);
  if (error !== undefined) {
    return { ref, state: 'failed', detail: error };
  }
  const changed = changedFields(declared, found);
  return changed.length > 0
    ? { ref, state: 'stale', detail: `differs in ${changed.join(', ')}` }
    : { ref, state: 'present' };
}

/** Fields of an entity's metadata that are its author's alone. */
const METADATA = ['title', 'description', 'labels', 'tags', 'links'];

/**
 * Fields in which the catalog has something other than the file. Of annotations those of the file are compared, as the
 * catalog adds some; what a placeholder ($text, $json, $yaml) stands for is not, as the catalog puts the content there.
 */
export function changedFields(declared: Entity, found: Entity): string[] {
  const changed: string[] = [];
  const compare = (name: string, one: unknown, other: unknown) => {
    if (!isPlaceholder(one) && !isDeepStrictEqual(plain(one), plain(other))) {
      changed.push(name);
    }
  };
  compare('apiVersion', declared.apiVersion, found.apiVersion);
  compare(
    'metadata.namespace',
    declared.metadata.namespace ?? DEFAULT_NAMESPACE,
    found.metadata.namespace ?? DEFAULT_NAMESPACE,
  );
  for (const name of METADATA) {
    compare(`metadata.${name}`, declared.metadata[name], found.metadata[name]);
  }
  for (const [name, value] of Object.entries(
    declared.metadata.annotations ?? {},
  )) {
    compare(
      `metadata.annotations.${name}`,
      value,
      found.metadata.annotations?.[name],
    );
  }
  const spec = declared.spec ?? {};
  for (const name of new Set([
    ...Object.keys(spec),
    ...Object.keys(found.spec ?? {}),
  ])) {
    compare(`spec.${name}`, spec[name], found.spec?.[name]);
  }
  return changed;
}

function isPlaceholder(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).some(key =>
      /^\$(text|json|yaml|openapi|asyncapi)$/.test(key),
    )
  );
}

/** As JSON sees it: dates of YAML become text, what is undefined goes. */
function plain(value: unknown): JsonValue | JsonObject | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
