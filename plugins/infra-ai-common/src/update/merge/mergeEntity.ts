import type { Entity } from '@backstage/catalog-model';
import { isObject, valueAt } from '../source/plain';
import type { Edit } from '../source/edits';
import { namespaceOf, text } from './entity';
import { canonicalRef, REF_FIELDS } from './refs';

/** What has to change in an entity of the repository, and what a person should know about what does not. */
export interface EntityMerge {
  edits: Edit[];
  notes: string[];
}

export interface MergeOptions {
  theirs: Entity;
  /** What the analysis says; its references are those of the repository. */
  ours: Entity;
  /** What this plugin published of it last, in the same references. */
  base?: Entity;
  removeMissing: boolean;
  /** Canonical references of the entities that are taken out of the repository. */
  removed: ReadonlySet<string>;
  /** Whether a title may be added to an entity that has none. */
  mayTitle: boolean;
}

const SCALARS = [
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.domain',
  'spec.system',
  'spec.subcomponentOf',
  'spec.definition',
];
/** What an analysis adds to; what it no longer finds stays unless its removal is asked for. */
export const LISTS = [
  'metadata.tags',
  'spec.providesApis',
  'spec.consumesApis',
  'spec.dependsOn',
  'spec.dependencyOf',
];
/** What a later analysis may no longer say. */
const REMOVABLE = ['metadata.description', 'spec.subcomponentOf'];
export const OWN_ANNOTATIONS = 'infra-ai/';

/**
 * Merges field by field. With a base, what people left as it was follows the analysis and what they changed stays; without
 * one, what is there stays, as a person's file is better than a guess, and what is missing is added. Annotations
 * `infra-ai/…` are this plugin's and always follow.
 */
export function mergeEntity(options: MergeOptions): EntityMerge {
  const merges = [
    ...SCALARS.map(path => mergeScalar(path, options)),
    mergeAnnotations(options),
    ...LISTS.map(path => mergeList(path, options)),
  ];
  return {
    edits: merges.flatMap(({ edits }) => edits),
    notes: merges.flatMap(({ notes }) => notes),
  };
}

/**
 * Whether edits only say that another analysis saw the same: new values of annotations `infra-ai/…` that are there, or such
 * annotations for an entity that no element stands for. Nobody needs a pull request for these.
 */
export function isBookkeeping(edits: Edit[], theirs: Entity): boolean {
  return edits.every(
    ({ path: [root, map, key] }) =>
      root === 'metadata' &&
      map === 'annotations' &&
      key.startsWith(OWN_ANNOTATIONS) &&
      (theirs.kind.toLowerCase() === 'system' ||
        valueAt(theirs, [root, map, key]) !== undefined),
  );
}

function mergeScalar(name: string, options: MergeOptions): EntityMerge {
  const path = name.split('.');
  const ours = text(valueAt(options.ours, path));
  const theirs = valueAt(options.theirs, path);
  const base = text(valueAt(options.base, path));
  const same = (a: unknown, b: unknown) => isSame(path, a, b, options.theirs);

  if (ours === undefined) {
    return options.removeMissing &&
      REMOVABLE.includes(name) &&
      base !== undefined &&
      same(theirs, base)
      ? { edits: [{ op: 'delete', path }], notes: [] }
      : nothing();
  }
  if (theirs === undefined || theirs === null || theirs === '') {
    const isTitle = name === 'metadata.title';
    // A title that is the name says nothing.
    if (
      isTitle &&
      (!options.mayTitle || ours === options.theirs.metadata.name)
    ) {
      return nothing();
    }
    if (base === undefined) {
      return { edits: [{ op: 'set', path, value: ours }], notes: [] };
    }
    return same(ours, base)
      ? nothing()
      : note(
          `${name} was taken out since it was published; the analysis says ${quote(
            ours,
          )}; left out`,
        );
  }
  if (same(theirs, ours)) {
    return nothing();
  }
  if (base !== undefined && same(theirs, base)) {
    return { edits: [{ op: 'set', path, value: ours }], notes: [] };
  }
  if (name === 'spec.definition' || same(ours, base)) {
    return nothing();
  }
  return note(
    typeof theirs === 'string'
      ? `${name} is ${quote(theirs)}, the analysis says ${quote(ours)}; kept`
      : `${name} is written in another form, the analysis says ${quote(
          ours,
        )}; kept`,
  );
}

function mergeAnnotations({ theirs, ours, base }: MergeOptions): EntityMerge {
  const wanted = Object.entries(ours.metadata.annotations ?? {});
  const edits = wanted.flatMap(([key, value]): Edit[] => {
    const path = ['metadata', 'annotations', key];
    const current = valueAt(theirs, path);
    const isOurs = key.startsWith(OWN_ANNOTATIONS);
    const isNew = current === undefined && valueAt(base, path) === undefined;
    return current !== value && (isOurs || isNew)
      ? [{ op: 'set', path, value }]
      : [];
  });
  return { edits, notes: [] };
}

function mergeList(name: string, options: MergeOptions): EntityMerge {
  const path = name.split('.');
  const ours = listAt(options.ours, path);
  const base = listAt(options.base, path);
  const value = valueAt(options.theirs, path);
  if (value !== undefined && value !== null && !Array.isArray(value)) {
    return ours.length
      ? note(`${name} is written in another form and was left as it is`)
      : nothing();
  }
  const theirs = listAt(options.theirs, path);
  const key = (item: string) => itemKey(path, item, options.theirs);
  const has = (list: string[], item: string) =>
    list.some(other => key(other) === key(item));

  const added = ours.filter(item => !has(theirs, item) && !has(base, item));
  const refused = ours.filter(item => !has(theirs, item) && has(base, item));
  const gone = theirs.filter(
    item =>
      !has(ours, item) && (has(base, item) || options.removed.has(key(item))),
  );
  const removed = gone.filter(
    item => options.removeMissing || options.removed.has(key(item)),
  );
  const left = gone.filter(item => !removed.includes(item));
  return {
    // First in, then out: a list that loses all it had stays where it is.
    edits: [
      ...(added.length ? [{ op: 'add', path, items: added } as const] : []),
      ...(removed.length
        ? [{ op: 'remove', path, items: removed } as const]
        : []),
    ],
    notes: [
      ...(refused.length
        ? [
            `${name}: ${refused
              .map(quote)
              .join(', ')} was taken out since it was published; left out`,
          ]
        : []),
      ...(left.length
        ? [
            `${name}: ${left
              .map(quote)
              .join(', ')} is no longer found and stays`,
          ]
        : []),
    ],
  };
}

function isSame(
  path: string[],
  a: unknown,
  b: unknown,
  entity: Entity,
): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') {
    return a === b;
  }
  return path[1] in REF_FIELDS
    ? itemKey(path, a, entity) === itemKey(path, b, entity)
    : a.trim() === b.trim();
}

function itemKey([root, field]: string[], item: string, entity: Entity) {
  return root === 'spec' && field in REF_FIELDS
    ? canonicalRef(item, REF_FIELDS[field], namespaceOf(entity))
    : item;
}

function listAt(entity: unknown, path: string[]): string[] {
  const value = isObject(entity) ? valueAt(entity, path) : undefined;
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

function nothing(): EntityMerge {
  return { edits: [], notes: [] };
}

function note(message: string): EntityMerge {
  return { edits: [], notes: [message] };
}

/** Short enough for one line. */
export function quote(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`;
}
