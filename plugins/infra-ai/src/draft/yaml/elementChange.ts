import type { Entity } from '@backstage/catalog-model';
import {
  elementKinds,
  qualifyEntityName,
  toTag,
  type Element,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ElementChange } from '../edits';
import type { EntityDocument } from './readDocuments';

/** What of an element a document says otherwise than the entity that the element was written as. */
export function elementChange(
  document: EntityDocument,
  element: Element,
  entity: Entity,
  system: string,
): ElementChange {
  const { metadata, spec, name } = document;
  const title = titleOf(document);
  const change: ElementChange = {};
  const isRenamed = name !== entity.metadata.name;
  if (isRenamed || title !== entity.metadata.title) {
    change.title = title;
    // The title of an element without one is its name.
    if (title === undefined) {
      change.name = name;
    } else if (isRenamed) {
      change.name = elementName(name, system);
    }
  }
  const kind = elementKinds.find(known => known === document.kind);
  // What is written may be of the kind that the catalog has it as.
  if (kind && kind !== entity.kind.toLowerCase()) {
    change.kind = kind;
  }
  const description = textOf(metadata.description);
  if (description !== textOf(entity.metadata.description)) {
    change.description = description;
  }
  if (spec.type !== entity.spec?.type) {
    change.type = String(spec.type).trim();
  }
  const tags = tagsOf(document);
  const before = entity.metadata.tags ?? [];
  if (!isSameSet(tags, before)) {
    // Tags are written from words; the words that stay are kept as they are.
    const kept = (element.tags ?? []).filter(word =>
      tags.includes(toTag(word) ?? ''),
    );
    const added = tags.filter(tag => !before.includes(tag));
    change.tags = kept.length + added.length ? [...kept, ...added] : undefined;
  }
  const definition = definitionOf(document);
  if (definition !== undefined && definition !== entity.spec?.definition) {
    change.definition = definition;
  }
  return change;
}

/** An element for a document of none. */
export function newElement(
  document: EntityDocument,
  id: string,
  system: string,
): Pick<Element, 'id' | 'kind' | 'type' | 'name'> & ElementChange {
  const { metadata, spec, name, kind } = document;
  const title = titleOf(document);
  const tags = tagsOf(document);
  return {
    id,
    kind: elementKinds.find(known => known === kind)!,
    type: String(spec.type).trim(),
    name: title === undefined ? name : elementName(name, system),
    title,
    description: textOf(metadata.description),
    tags: tags.length ? tags : undefined,
    definition: definitionOf(document),
  };
}

/** A title that only repeats the name is not written. */
export function titleOf({ metadata, name }: EntityDocument) {
  const title = textOf(metadata.title);
  return title === name ? undefined : title;
}

export function tagsOf({ metadata }: EntityDocument): string[] {
  return Array.isArray(metadata.tags) ? [...new Set(metadata.tags)] : [];
}

/** As it stands: it may be of a language that minds the space around it. */
function definitionOf({ kind, spec }: EntityDocument): string | undefined {
  return kind === 'api' && textOf(spec.definition)
    ? String(spec.definition)
    : undefined;
}

/** A text as the model keeps it; undefined for none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

export function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every(item => b.includes(item));
}

/** What an element has to be called for its entity to have this name; entities' names start with that of their system. */
function elementName(entityName: string, system: string): string {
  const short = entityName.startsWith(`${system}-`)
    ? entityName.slice(system.length + 1)
    : '';
  return short && qualifyEntityName(system, short) === entityName
    ? short
    : entityName;
}
