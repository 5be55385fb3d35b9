import { qualifyEntityName, toEntityName } from '../../entities';
import {
  displayName,
  namespaceOf,
  specOf,
  tagsOf,
  type FoundEntity,
} from './entity';
import { canonicalRef } from './refs';

/** Words that say what a thing is and not which. */
export const GENERIC_WORDS = new Set(
  'db database bd base datos de del la el the of for service servicio svc server servidor api app application aplicacion queue cola topic cache store storage bucket system sistema main principal'.split(
    ' ',
  ),
);

/** Reference of the system that an entity says it belongs to. */
export function systemOf({ entity }: FoundEntity): string | undefined {
  const { system } = specOf(entity);
  return typeof system === 'string'
    ? canonicalRef(system, 'system', namespaceOf(entity))
    : undefined;
}

/** Normalized name and title, each with and without the name of the system in front. */
export function namesOf(found: FoundEntity): string[] {
  const system = systemName(found);
  const names = rawNames(found).flatMap(name =>
    system
      ? [withoutSystem(name, system), qualifyEntityName(system, name)]
      : [name],
  );
  return [...new Set(names)];
}

/** Says how alike the names of two entities are in the words that tell things apart, 0 to 1. */
export function nameComparison() {
  const known = new Map<FoundEntity, string[]>();
  const tellingOf = (found: FoundEntity) => {
    const names = known.get(found) ?? telling(found);
    known.set(found, names);
    return names;
  };
  return (one: FoundEntity, other: FoundEntity): number =>
    Math.max(
      0,
      ...tellingOf(one).flatMap(a =>
        tellingOf(other).map(b => (a && b ? dice(a, b) : 0)),
      ),
    );
}

function rawNames({ entity }: FoundEntity): string[] {
  return [entity.metadata.name, displayName(entity)].map(toEntityName);
}

function systemName(found: FoundEntity): string | undefined {
  return systemOf(found)?.replace(/^.*\//, '');
}

function withoutSystem(name: string, system: string): string {
  return name.startsWith(`${system}-`) ? name.slice(system.length + 1) : name;
}

function telling(found: FoundEntity): string[] {
  const { type } = specOf(found.entity);
  const kinds = new Set(
    [...tagsOf(found.entity), typeof type === 'string' ? type : ''].flatMap(
      words => toEntityName(words).split('-'),
    ),
  );
  const system = systemName(found);
  return rawNames(found).map(name =>
    (system ? withoutSystem(name, system) : name)
      .split('-')
      .filter(word => !GENERIC_WORDS.has(word) && !kinds.has(word))
      .join('-'),
  );
}

/** Share of the pairs of neighboring letters that two names have in common (Sørensen–Dice). */
export function dice(a: string, b: string): number {
  if (a === b) {
    return 1;
  }
  const left = bigrams(a);
  const right = bigrams(b);
  const total = left.length + right.length;
  let common = 0;
  for (const pair of left) {
    const index = right.indexOf(pair);
    if (index >= 0) {
      right.splice(index, 1);
      common++;
    }
  }
  return total ? (2 * common) / total : 0;
}

function bigrams(name: string): string[] {
  return Array.from({ length: Math.max(name.length - 1, 0) }, (_, i) =>
    name.slice(i, i + 2),
  );
}

/** Whether an element's id says what it is: numbers start again in each analysis, "n3" is another thing in the next. */
export function isTellingId(id: string): boolean {
  return /[A-Za-z]{3}/.test(id.replace(/element|node|item/gi, ''));
}

/** Whether people see the same name, but for its spelling and the name of the system in front. */
export function sameDisplayName(one: FoundEntity, other: FoundEntity): boolean {
  const shown = (found: FoundEntity) => {
    const system = systemName(found);
    const name = toEntityName(displayName(found.entity));
    return system ? withoutSystem(name, system) : name;
  };
  return shown(one) === shown(other);
}
