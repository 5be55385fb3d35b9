import type { Entity } from '@backstage/catalog-model';
import type { CatalogMatch } from '../api';
import { ANNOTATION_ANALYSIS_ID, ANNOTATION_ELEMENT_ID } from '../entities';
import { identifyElements } from '../entities/identity';
import { toSystemName } from '../entities/toEntities';
import type { Element, InfrastructureModel } from '../model';
import {
  annotation,
  displayName,
  refOf,
  specOf,
  tagsOf,
  text,
} from '../update/merge/entity';
import { dice, isTellingId } from '../update/merge/names';
import { canonicalRef } from '../update/merge/refs';
import { nameForms, wordsOf, type NameForms } from './nameForms';

/** @public */
export interface MatchElementsOptions {
  /** Name of the System, as `toEntities` gets it. */
  systemName?: string;
  /** Of the analysis that the model is of: what it published itself is known for its own. */
  analysisId?: string;
}

type Found = Pick<CatalogMatch, 'reason' | 'score' | 'explanation'>;

/** An entity with what every comparison needs of it. */
interface Candidate {
  entity: Entity;
  ref: string;
  kind: string;
  /** Reference of its system. */
  system?: string;
  forms: NameForms;
  words: Set<string>;
}

const MAX_MATCHES = 5;
/** Letters in common below which two names are two things. */
const SIMILAR = 0.7;
const KINDS = ['component', 'resource', 'api'];
const PUBLISHED: Found = {
  reason: 'provenance',
  score: 1,
  explanation: 'Published from this analysis',
};

/**
 * Finds the entities of the catalog that the elements of a model may be: the one that has the reference the element would
 * get, or that was published from this element; then by name, by another spelling of it, and by a like name together with
 * type and technology. Pure; how sure a match is and what is alike is said with it.
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
    for (const key of keysOf(candidate)) {
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

function comparison(
  element: Element,
  options: MatchElementsOptions & { ref: string; systemName: string },
): { keys: string[]; compare: (candidate: Candidate) => Found | undefined } {
  const { ref, systemName, analysisId } = options;
  const systemRef = `system:default/${systemName}`;
  const chosen = element.catalog && canonicalRef(element.catalog.entityRef);
  const called = [element.name, ...(element.title ? [element.title] : [])];
  const shown = called.at(-1)!;
  const forms = nameForms(called, systemName, [
    element.type,
    element.technology ?? '',
  ]);
  const technology = new Set(wordsOf(element.technology ?? ''));

  const keys = [
    ...keysOf({ ref, forms }),
    `id:${element.id}`,
    ...(chosen ? [`ref:${chosen}`] : []),
  ];
  const compare = (candidate: Candidate): Found | undefined => {
    const { entity, kind } = candidate;
    const isOurs = candidate.system === systemRef;
    const sameId = annotation(entity, ANNOTATION_ELEMENT_ID) === element.id;
    if (sameId && isPublishedBy(entity, analysisId)) {
      return PUBLISHED;
    }
    if (candidate.ref === ref) {
      const explanation = 'The catalog has an entity with this reference';
      return { reason: 'ref', score: 1, explanation };
    }
    if (candidate.ref === chosen) {
      const explanation = 'Chosen for this element';
      return { reason: 'ref', score: 1, explanation };
    }
    const type = text(specOf(entity).type);
    const sameType = type?.toLowerCase() === element.type.toLowerCase();
    if (sameId && isOurs && sameType && isTellingId(element.id)) {
      return {
        reason: 'provenance',
        score: 1,
        explanation: `Published from an earlier analysis of the system "${systemName}", where it was the same element`,
      };
    }
    const isApi = kind === 'api';
    if (isApi !== (element.kind === 'api')) {
      // The interface is not what provides it, whatever both are called.
      return undefined;
    }
    const sharedTechnology =
      technology.size > 0 &&
      [...technology].some(word => candidate.words.has(word));
    const alike = [
      ...(sameType ? [`same type (${type})`] : []),
      ...(sharedTechnology ? [`same technology (${element.technology})`] : []),
      ...(isOurs ? ['same system'] : []),
      ...(candidate.system && !isOurs
        ? [`part of another system (${candidate.system})`]
        : []),
      ...(kind === element.kind ? [] : [`there it is a ${kind}`]),
    ];
    const bonus =
      (sameType ? 0.08 : 0) +
      (sharedTechnology ? 0.05 : 0) +
      (isOurs ? 0.05 : 0) -
      (candidate.system && !isOurs ? 0.15 : 0) -
      (kind === element.kind ? 0 : 0.1);
    const result = (
      reason: Found['reason'],
      base: number,
      what: string,
    ): Found => ({
      reason,
      score: round(Math.min(0.98, Math.max(0.05, base + bonus))),
      explanation: [what, ...alike].join(', '),
    });
    const other = `"${displayName(entity)}"`;
    const isNamed = [...forms.names].some(name =>
      candidate.forms.names.has(name),
    );
    // Every system has its "Redis" or "API": such a name alone says what it is, not which.
    const tells = forms.telling !== '';
    if (isNamed && (tells || isOurs || !candidate.system)) {
      return result('name', tells ? 0.8 : 0.6, 'Same name');
    }
    if (!tells || candidate.forms.telling === '') {
      return undefined;
    }
    if (forms.telling === candidate.forms.telling) {
      return result('alias', 0.7, `"${shown}" and ${other} name the same`);
    }
    const likeness = dice(forms.telling, candidate.forms.telling);
    return likeness >= SIMILAR && (sameType || sharedTechnology)
      ? result('similar', likeness * 0.6, `Name is like ${other}`)
      : undefined;
  };
  return { keys, compare };
}

/** Two that share none of these are not compared: models and catalogs are large. */
function keysOf({
  ref,
  forms,
  entity,
}: Pick<Candidate, 'ref' | 'forms'> & { entity?: Entity }): string[] {
  const id = entity && annotation(entity, ANNOTATION_ELEMENT_ID);
  const { names, telling } = forms;
  return [
    `ref:${ref}`,
    ...[...names].map(name => `name:${name}`),
    ...(telling ? [`telling:${telling}`, `start:${telling.slice(0, 3)}`] : []),
    ...(id ? [`id:${id}`] : []),
  ];
}

function toCandidate(ref: string, entity: Entity): Candidate {
  const { system, type } = specOf(entity);
  const namespace = entity.metadata.namespace;
  const systemRef =
    typeof system === 'string' && system
      ? canonicalRef(system, 'system', namespace)
      : undefined;
  const words = new Set(
    [...tagsOf(entity), text(type) ?? ''].flatMap(word => wordsOf(word)),
  );
  return {
    entity,
    ref,
    kind: entity.kind.toLowerCase(),
    ...(systemRef ? { system: systemRef } : {}),
    forms: nameForms(
      [displayName(entity), entity.metadata.name],
      systemRef?.replace(/^.*\//, ''),
      [...words],
    ),
    words,
  };
}

function isPublishedBy(entity: Entity, analysisId: string | undefined) {
  return (
    analysisId !== undefined &&
    annotation(entity, ANNOTATION_ANALYSIS_ID) === analysisId
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

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
