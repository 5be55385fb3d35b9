import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ELEMENT_ID,
  type EntityMapping,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { isObject, type EntityDocument } from './readDocuments';

/** An entity that the model was written as, and the element that it is. */
export interface WrittenElement {
  id: string;
  entity: Entity;
}

/** The elements of a mapping that have an entity of their own. */
export function writtenElements({ entities }: EntityMapping): WrittenElement[] {
  return entities.flatMap(entity => {
    const id = entity.metadata.annotations?.[ANNOTATION_ELEMENT_ID];
    return id === undefined ? [] : [{ id, entity }];
  });
}

/**
 * Which element each document is: the one whose id it has, so that a name can be changed, else the one of its reference. A
 * copy of a document has its id too; it is the one whose reference was left. Documents of no element are new ones.
 */
export function pairDocuments(
  documents: readonly EntityDocument[],
  elements: readonly WrittenElement[],
): Map<EntityDocument, WrittenElement> {
  const pairs = new Map<EntityDocument, WrittenElement>();
  const byId = new Map(elements.map(element => [element.id, element]));
  const byRef = new Map(
    elements.map(element => [stringifyEntityRef(element.entity), element]),
  );
  const paired = new Set<WrittenElement>();
  const pair = (document: EntityDocument, element?: WrittenElement) => {
    if (element && !pairs.has(document) && !paired.has(element)) {
      pairs.set(document, element);
      paired.add(element);
    }
  };
  const ofId = (document: EntityDocument) => byId.get(idOf(document) ?? '');
  const ofRef = (document: EntityDocument) => byRef.get(document.ref);
  for (const document of documents) {
    if (ofId(document) === ofRef(document)) {
      pair(document, ofId(document));
    }
  }
  documents.forEach(document => pair(document, ofId(document)));
  documents.forEach(document => pair(document, ofRef(document)));
  return pairs;
}

function idOf({ metadata }: EntityDocument): string | undefined {
  const { annotations } = metadata;
  const id = isObject(annotations) && annotations[ANNOTATION_ELEMENT_ID];
  return typeof id === 'string' ? id : undefined;
}
