import type { Entity } from '@backstage/catalog-model';
import type { CatalogMatch } from '../api';
import { identifyElements } from '../entities/identity';
import { toSystemName } from '../entities/toEntities';
import type { InfrastructureModel } from '../model';
import { annotation, refOf, specOf, text } from '../update/merge/entity';
import {
  comparison,
  isPublishedBy,
  keysOf,
  PUBLISHED,
  toCandidate,
  type Candidate,
  type Found,
} from './comparison';

/** @public */
export interface MatchElementsOptions {
  /** Name of the System, as `toEntities` gets it. */
  systemName?: string;
  /** Of the analysis that the model is of: what it published itself is known for its own. */
  analysisId?: string;
}

const MAX_MATCHES = 5;
const KINDS = ['component', 'resource', 'api'];

/**
 * Finds the entities of the catalog that the elements of a model may be: the one that has the reference the element would
 * get, or that was published from this element; then by name, by another spelling of it, and by a like name together with
 * type and technology. None is chosen for anybody. Pure; how sure a match is and what is alike is said with it.
 *
 * @returns element id → at most five, best first; elements without any are left out
 * @public
 */
export function matchElements(
  model: InfrastructureModel,
  candidates: Entity[],
  options: MatchElementsOptions = {},
): Record<string, CatalogMatch[]> {
  const systemName = toSystemName(model, options.systemName);
  // What a person chose must not hide what else there is.
  const unchosen = model.elements.map(({ catalog: _, ...element }) => element);
  const own = identifyElements(
    { ...model, elements: unchosen },
    systemName,
    [],
  );
  const comparable = [
    ...new Map(candidates.map(entity => [refOf(entity), entity])),
  ]
    .map(([ref, entity]) => toCandidate(ref, entity))
    .filter(({ kind }) => KINDS.includes(kind));
  const byKey = new Map<string, Candidate[]>();
  for (const candidate of comparable) {
    for (const key of keysOf({ ...candidate, ...candidate.forms })) {
      const list = byKey.get(key) ?? [];
      list.push(candidate);
      byKey.set(key, list);
    }
  }

  const matches: Record<string, CatalogMatch[]> = Object.create(null);
  for (const element of model.elements) {
    const { keys, compare } = comparison(element, {
      ...options,
      ref: own.get(element.id)!.ref,
      systemName,
    });
    const found = [...new Set(keys.flatMap(key => byKey.get(key) ?? []))]
      .flatMap(candidate => {
        const match = compare(candidate);
        return match ? [toMatch(candidate.entity, match)] : [];
      })
      .sort((a, b) => b.score - a.score || (a.entityRef < b.entityRef ? -1 : 1))
      .slice(0, MAX_MATCHES);
    if (found.length > 0) {
      matches[element.id] = found;
    }
  }
  return { ...matches };
}

/**
 * The match of the System: an entity that has its reference.
 *
 * @public
 */
export function matchSystem(
  entity: Entity,
  { analysisId }: MatchElementsOptions = {},
): CatalogMatch {
  return toMatch(
    entity,
    isPublishedBy(entity, analysisId)
      ? PUBLISHED
      : {
          reason: 'ref',
          score: 1,
          explanation: 'The catalog has a system of this name',
        },
  );
}

function toMatch(entity: Entity, found: Found): CatalogMatch {
  const { type, owner } = specOf(entity);
  const location =
    annotation(entity, 'backstage.io/source-location') ??
    annotation(entity, 'backstage.io/managed-by-location');
  return {
    entityRef: refOf(entity),
    ...(text(entity.metadata.title) ? { title: entity.metadata.title } : {}),
    ...(text(type) ? { type: type as string } : {}),
    ...(text(owner) ? { owner: owner as string } : {}),
    ...found,
    ...(location ? { sourceLocation: location.replace(/^url:/, '') } : {}),
  };
}
