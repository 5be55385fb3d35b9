import type {
  Element,
  Evidence,
  InfrastructureModel,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, FoundElement } from '../source';
import { fold, keyOf } from '../vocabulary';

const MAX_ELEMENTS = 5000;
const MAX_RELATIONS = 20_000;
const MAX_WARNINGS = 1000;
const MAX_EVIDENCE = 100;

/** Joins what the extractors found into one model: same name means same element. */
export function joinExtractions(
  extractions: readonly Extraction[],
  source: InfrastructureModel['source'],
  name?: string,
): InfrastructureModel {
  const warnings = extractions.flatMap(extraction => extraction.warnings);
  const byName = new Map<string, Joined>();
  const joined: Joined[] = [];
  const ids = new Set<string>();
  const relations = new Map<string, Relation>();

  for (const extraction of extractions) {
    const ofKey = new Map<string, Joined>();
    // two services of one file are two elements even where their names look alike
    const own = new Set<Joined>();
    for (const found of extraction.elements) {
      const names = [found.name, ...(found.aliases ?? [])].map(keyOf);
      let target = names
        .map(key => (key ? byName.get(key) : undefined))
        .find(candidate => candidate && !own.has(candidate));
      if (target) {
        merge(target.element, found);
      } else {
        if (joined.length >= MAX_ELEMENTS) continue;
        target = { element: toElement(found, ids) };
        joined.push(target);
      }
      ofKey.set(found.key, target);
      own.add(target);
      for (const key of names) {
        if (key && !byName.has(key)) byName.set(key, target);
      }
    }
    for (const found of extraction.relations) {
      const from = ofKey.get(found.from)?.element.id;
      const to = ofKey.get(found.to)?.element.id;
      if (!from || !to || from === to) continue;
      const key = `${from} ${to} ${found.type}`;
      const known = relations.get(key);
      if (known) {
        known.evidence = mergeEvidence(known.evidence, found.evidence);
        known.confidence = Math.max(known.confidence, found.confidence);
      } else if (relations.size < MAX_RELATIONS) {
        relations.set(key, { ...found, from, to });
      }
    }
  }

  const system =
    extractions.map(extraction => extraction.system).find(Boolean) ?? undefined;
  const systemName = name?.trim().slice(0, 200) || undefined;
  return {
    ...(system || systemName
      ? { system: { ...system, name: systemName ?? system!.name } }
      : {}),
    elements: joined.map(({ element }) => element),
    relations: [...relations.values()].map(dropUndefined),
    warnings: warnings.slice(0, MAX_WARNINGS),
    source,
  };
}

interface Joined {
  element: Element;
}

/** What the model allows; a source may hold longer ones. */
const MAX_LENGTH = {
  name: 200,
  type: 63,
  title: 200,
  description: 2000,
  technology: 100,
  owner: 200,
  lifecycle: 63,
} as const;
const MAX_TAG = 63;

function toElement(found: FoundElement, ids: Set<string>): Element {
  const { key: _key, aliases: _aliases, ...rest } = fitting(found);
  return dropUndefined({ id: idOf(found.name, ids), ...rest });
}

/** An element with its texts cut to what the model allows, and without empty ones. */
function fitting(found: FoundElement): FoundElement {
  const fitted = { ...found };
  for (const [field, length] of Object.entries(MAX_LENGTH)) {
    const key = field as keyof typeof MAX_LENGTH;
    const text = found[key]?.trim().slice(0, length).trim();
    Object.assign(fitted, { [key]: text || undefined });
  }
  const tags = found.tags
    ?.map(tag => tag.trim().slice(0, MAX_TAG))
    .filter(Boolean);
  return { ...fitted, tags: tags?.length ? tags.slice(0, 20) : undefined };
}

function idOf(name: string, ids: Set<string>): string {
  const base =
    fold(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80)
      .replace(/-+$/, '') || 'element';
  let id = base;
  for (let i = 2; ids.has(id); i++) id = `${base}-${i}`;
  ids.add(id);
  return id;
}

function merge(element: Element, other: FoundElement): void {
  const found = fitting(other);
  element.evidence = mergeEvidence(element.evidence, found.evidence);
  if (found.confidence > element.confidence) {
    element.kind = found.kind;
    element.type = found.type;
    element.confidence = found.confidence;
  }
  for (const field of [
    'title',
    'description',
    'technology',
    'owner',
    'lifecycle',
    'tags',
    'definition',
  ] as const) {
    if (element[field] === undefined && found[field] !== undefined) {
      Object.assign(element, { [field]: found[field] });
    }
  }
}

function mergeEvidence(a: Evidence[], b: Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return [...a, ...b]
    .filter(item => {
      const key = JSON.stringify(item);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MAX_EVIDENCE);
}

/** Absent fields are absent, so that the JSON of a model does not depend on how it was built. */
function dropUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as T;
}
