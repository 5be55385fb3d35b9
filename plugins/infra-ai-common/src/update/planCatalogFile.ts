import type { Entity } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { CATALOG_FILE } from '../files';
import { fieldChanges } from './fieldChanges';
import { danglingRefs } from './merge/danglingRefs';
import {
  displayName,
  findEntities,
  namespaceOf,
  text,
  type FoundEntity,
} from './merge/entity';
import { matchEntities, type Match } from './merge/matchEntities';
import {
  isBookkeeping,
  mergeEntity,
  type EntityMerge,
} from './merge/mergeEntity';
import { findMissing } from './merge/findMissing';
import { referencedBy, withRefs } from './merge/refs';
import { sameDisplayName } from './merge/names';
import { CatalogSource } from './source/CatalogSource';
import { PARSE_OPTIONS } from './source/editDocument';
import { toPlain } from './source/plain';
import type { EntityChange } from './types';

const TECHDOCS_REF = 'backstage.io/techdocs-ref';

/** What becomes of `catalog-info.yaml`. */
export interface CatalogFilePlan {
  content: string;
  entities: EntityChange[];
  entityRefs: string[];
  notes: string[];
  /** Our references that the repository has under another name, canonical → canonical. */
  renamed: Map<string, string>;
  /** The same of what was published last. */
  baseRenamed: Map<string, string>;
}

interface Merged {
  one: FoundEntity;
  match: Match;
  merge: EntityMerge;
  bookkeeping: boolean;
}

/**
 * Plans one file of entities. The order is fixed by what depends on what: matches, then references under their existing
 * names, then what goes, then the fields.
 */
export function planCatalogFile(options: {
  ours: string;
  theirs: string;
  base?: string;
  removeMissing: boolean;
  /** Whether the repository will have what TechDocs builds. */
  techdocs: boolean;
}): CatalogFilePlan {
  const source = CatalogSource.parse(options.theirs, CATALOG_FILE);
  const theirs = findEntities(source.documents);
  const planned = readPlan(options.ours).map(one =>
    options.techdocs ? one : withoutTechdocs(one),
  );
  const matches = matchEntities(planned, theirs);
  const renamed = renames(planned, matches);
  const matchOf = (index: number) => matches.get(planned[index]);
  const ours = planned.map((one, index) => ({
    ...one,
    entity: withRefs(
      one.entity,
      renamed,
      namespaceOf(matchOf(index)?.theirs.entity ?? one.entity),
    ),
  }));

  const basePlan = options.base ? readPlan(options.base) : [];
  const baseMatches = matchEntities(basePlan, theirs, false);
  const baseRefs = renames(basePlan, baseMatches);
  const baseOf = new Map(
    basePlan.flatMap(one => {
      const match = baseMatches.get(one);
      if (!match) {
        return [];
      }
      const namespace = namespaceOf(match.theirs.entity);
      const entity = withRefs(one.entity, baseRefs, namespace);
      return [[match.theirs, entity] as const];
    }),
  );

  const kept = new Set([...matches.values()].map(match => match.theirs));
  const missing = findMissing({
    theirs,
    kept,
    baseOf,
    baseMatches: [...baseMatches.values()],
    referenced: referencedBy(ours.map(({ entity }) => entity)),
    removeMissing: options.removeMissing,
  });
  const removed = new Set(missing.removed.map(({ ref }) => ref));

  const merged = ours.flatMap((one, index): Merged[] => {
    const match = matchOf(index);
    if (!match) {
      return [];
    }
    const base = baseOf.get(match.theirs);
    const merge = mergeEntity({
      theirs: match.theirs.entity,
      ours: one.entity,
      base,
      removeMissing: options.removeMissing,
      removed,
      mayTitle:
        match.reason !== 'similarity' || sameDisplayName(one, match.theirs),
    });
    const bookkeeping = isBookkeeping(merge.edits, match.theirs.entity);
    return [{ one, match, merge, bookkeeping }];
  });
  const added = ours.filter((_, index) => !matchOf(index));
  const worthWriting =
    added.length > 0 ||
    removed.size > 0 ||
    merged.some(({ bookkeeping }) => !bookkeeping);

  const notes = [
    ...missing.notes,
    ...fileNotes(source.documents, theirs, added),
  ];
  const changes = new Map<string, EntityChange>();
  for (const { one, match, merge, bookkeeping } of merged) {
    const { ref, entity, index } = match.theirs;
    const isSystem = entity.kind.toLowerCase() === 'system';
    // The System names the analysis that was published last, see `publishedAnalysisId`.
    const wanted =
      worthWriting && (!bookkeeping || isSystem) ? merge.edits : [];
    const done = wanted.filter(edit => {
      const made = source.edit(index, edit);
      if (!made) {
        notes.push(
          `${ref}: ${edit.path.join(
            '.',
          )} is written in a way that it cannot be changed on its own (an alias, an anchor that others use, or another form); left`,
        );
      }
      return made;
    });
    notes.push(...merge.notes.map(note => `${ref}: ${note}`));
    const details = bookkeeping ? [] : fieldChanges(entity, done);
    const titled = done.some(({ path }) => path.join('.') === 'metadata.title');
    changes.set(ref, {
      ...changeOf(ref, titled ? one.entity : entity),
      kind: details.length ? 'changed' : 'unchanged',
      fields: details.map(({ path }) => path),
      ...(details.length ? { details } : {}),
      ...(titled && !sameDisplayName(one, match.theirs)
        ? { renamedFrom: displayName(entity) }
        : {}),
    });
  }
  for (const one of added) {
    source.append(one.entity);
    changes.set(one.ref, {
      ...changeOf(one.ref, one.entity),
      kind: 'added',
      fields: [],
    });
  }
  for (const one of missing.removed) {
    source.remove(one.index);
  }
  const left = findEntities(source.documents).filter(
    ({ ref }) => !removed.has(ref),
  );
  notes.push(...danglingRefs(left, removed));

  const entityRefs = ours.map((one, i) => matchOf(i)?.theirs.ref ?? one.ref);
  return {
    content: source.toString(),
    entityRefs,
    entities: [...entityRefs.map(ref => changes.get(ref)!), ...missing.changes],
    notes,
    renamed,
    baseRenamed: baseRefs,
  };
}

/** Entities of a file that this plugin wrote. */
function readPlan(content: string): FoundEntity[] {
  return findEntities(
    [...parseAllDocuments(content, PARSE_OPTIONS)].map(toPlain),
  );
}

function changeOf(
  entityRef: string,
  { metadata }: Entity,
): Pick<EntityChange, 'entityRef' | 'title'> {
  const title = text(metadata.title);
  return { entityRef, ...(title ? { title } : {}) };
}

function renames(
  ours: FoundEntity[],
  matches: ReadonlyMap<FoundEntity, Match>,
): Map<string, string> {
  return new Map(
    ours.flatMap(one => {
      const ref = matches.get(one)?.theirs.ref;
      return ref && ref !== one.ref ? [[one.ref, ref] as const] : [];
    }),
  );
}

/** The annotation would make the portal build pages that are not there. */
function withoutTechdocs(one: FoundEntity): FoundEntity {
  const { metadata } = one.entity;
  if (!metadata.annotations?.[TECHDOCS_REF]) {
    return one;
  }
  const { [TECHDOCS_REF]: _, ...annotations } = metadata.annotations;
  return {
    ...one,
    entity: { ...one.entity, metadata: { ...metadata, annotations } },
  };
}

function fileNotes(
  documents: readonly unknown[],
  theirs: FoundEntity[],
  added: FoundEntity[],
): string[] {
  const locations = theirs.filter(({ entity }) => entity.kind === 'Location');
  const system = added.find(({ entity }) => entity.kind === 'System');
  const named =
    system &&
    JSON.stringify(documents).includes(
      `"system":${JSON.stringify(system.entity.metadata.name)}`,
    );
  return [
    ...(locations.length
      ? [
          `${CATALOG_FILE} has a Location: entities in other files were not compared`,
        ]
      : []),
    ...(named
      ? [
          `${system.ref} was named here and defined nowhere in this file; if another repository defines it, take it out here`,
        ]
      : []),
  ];
}
