import type { Entity } from '@backstage/catalog-model';
import type { CatalogMatch } from '../api';
import { ANNOTATION_ANALYSIS_ID, ANNOTATION_ELEMENT_ID } from '../entities';
import type { Element } from '../model';
import {
  annotation,
  displayName,
  specOf,
  tagsOf,
  text,
} from '../update/merge/entity';
import { dice, isTellingId } from '../update/merge/names';
import { canonicalRef } from '../update/merge/refs';
import { nameForms, wordsOf, type NameForms } from './nameForms';

/** What was found alike, and how much it says. */
export type Found = Pick<CatalogMatch, 'reason' | 'score' | 'explanation'>;

/** An entity with what every comparison needs of it. */
export interface Candidate {
  entity: Entity;
  ref: string;
  kind: string;
  /** Reference of its system. */
  system?: string;
  forms: NameForms;
  words: Set<string>;
}

/** Letters in common below which two names are two things. */
const SIMILAR = 0.7;

/** What is said of a match of another kind. */
const THERE: Record<string, string> = {
  api: 'there it is an API: what calls it then consumes it',
};

export const PUBLISHED: Found = {
  reason: 'provenance',
  score: 1,
  explanation: 'Published from this analysis',
};

/** The keys under which to look for what an element may be, and the comparison with each one found. */
export function comparison(
  element: Element,
  options: { ref: string; systemName: string; analysisId?: string },
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

  const own = new Set(forms.telling.split('-'));

  const keys = [
    ...keysOf({ ref, names: forms.names, words: [...own].slice(0, 1) }),
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
    const isInterface = kind === 'api' || element.kind === 'api';
    const crosses = isInterface && kind !== element.kind;
    if (crosses && !(kind === 'api' ? forms : candidate.forms).isCalledApi) {
      // The interface is not what provides it, whatever both are called. Where the one that is no API is called one,
      // "It calls the Payments API", its kind is what is in doubt: a person is asked.
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
      ...(kind === element.kind
        ? []
        : [THERE[kind] ?? `there it is a ${kind}`]),
    ];
    const otherKind = crosses ? 0.4 : 0.1;
    const bonus =
      (sameType ? 0.08 : 0) +
      (sharedTechnology ? 0.05 : 0) +
      (isOurs ? 0.05 : 0) -
      (candidate.system && !isOurs ? 0.15 : 0) -
      (kind === element.kind ? 0 : otherKind);
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
    // A tag may say what a thing is ("postgresql") or be its name once more ("payments").
    const telling = candidate.forms.words
      .filter(word => !candidate.words.has(word) || own.has(word))
      .join('-');
    if (!tells || telling === '') {
      return undefined;
    }
    if (forms.telling === telling) {
      return result('alias', 0.7, `"${shown}" and ${other} name the same`);
    }
    const likeness = dice(forms.telling, telling);
    return likeness >= SIMILAR && (sameType || sharedTechnology) && !crosses
      ? result('similar', likeness * 0.6, `Name is like ${other}`)
      : undefined;
  };
  return { keys, compare };
}

/** Two that share none of these are not compared: models and catalogs are large. */
export function keysOf({
  ref,
  names,
  words,
  entity,
}: {
  ref: string;
  names: Iterable<string>;
  words: string[];
  entity?: Entity;
}): string[] {
  const id = entity && annotation(entity, ANNOTATION_ELEMENT_ID);
  return [
    `ref:${ref}`,
    ...[...names].map(name => `name:${name}`),
    ...words.filter(Boolean).map(word => `start:${word.slice(0, 3)}`),
    ...(id ? [`id:${id}`] : []),
  ];
}

/** An entity made ready to be compared. */
export function toCandidate(ref: string, entity: Entity): Candidate {
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

/** Whether an entity was published from this analysis. */
export function isPublishedBy(entity: Entity, analysisId: string | undefined) {
  return (
    analysisId !== undefined &&
    annotation(entity, ANNOTATION_ANALYSIS_ID) === analysisId
  );
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
