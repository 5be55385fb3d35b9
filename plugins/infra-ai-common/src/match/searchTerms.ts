import { toEntityName } from '../entities';
import { toSystemName } from '../entities/toEntities';
import type { Element, InfrastructureModel } from '../model';
import { nameForms } from './nameForms';

/** What to look for in the catalog so that {@link matchElements} has what it needs of an element. @public */
export interface SearchTerms {
  /** Values that `metadata.name` or `metadata.title` may have; the catalog ignores case. */
  names: string[];
  /** What a like name starts with; undefined where that would find anything. */
  prefix?: string;
}

/** Shorter ones start too many names. */
const MIN_PREFIX = 4;

/**
 * The terms of an element's search.
 *
 * @public
 */
export function searchTerms(
  element: Element,
  model: InfrastructureModel,
  options: { systemName?: string } = {},
): SearchTerms {
  const called = [element.name, ...(element.title ? [element.title] : [])];
  const system = toSystemName(model, options.systemName);
  const { names, telling } = nameForms(called, system, [
    element.type,
    element.technology ?? '',
  ]);
  const [first] = toEntityName(element.name).split('-');
  return {
    names: [...new Set([...names, ...called])],
    ...(telling && first.length >= MIN_PREFIX
      ? { prefix: first.replace(/s$/, '') }
      : {}),
  };
}
