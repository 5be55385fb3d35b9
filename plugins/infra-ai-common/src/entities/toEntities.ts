import {
  entityEnvelopeSchemaValidator,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Element, InfrastructureModel, ModelWarning } from '../model';
import {
  ANNOTATION_ANALYSIS_ID,
  ANNOTATION_ANALYZER,
  ANNOTATION_CONFIDENCE,
  ANNOTATION_ELEMENT_ID,
  ANNOTATION_SOURCE,
} from './annotations';
import { apiDefinition } from './definition';
import { qualifyEntityName, toEntityName, toTag, UniqueNames } from './names';
import { isOwnerRef } from './ownerRef';
import { relationFields } from './relations';

/** Where a model came from, written on each entity. @public */
export interface Provenance {
  analysisId?: string;
  analyzer: string;
}

/** @public */
export interface ToEntitiesOptions {
  /** Owner of everything whose source names none, as an entity reference. */
  owner: string;
  /** Name of the System; default: what the source calls it, else "system". */
  systemName?: string;
  /** Default `production`. */
  lifecycle?: string;
  provenance?: Provenance;
  /** Repository the entities are published in, `owner/name`. */
  projectSlug?: string;
  /** Adds the annotation that makes the portal build the repository's docs. */
  techdocs?: boolean;
  /** Element id → reference of an entity in the catalog that is that element: it is pointed at, not made again. */
  existing?: Record<string, string>;
}

/** @public */
export interface EntityMapping {
  /** The System first, then one entity per element, in the model's order. */
  entities: Entity[];
  /** Element id → reference of its entity, `kind:namespace/name`. */
  refs: Record<string, string>;
  /** What the catalog's model has no room for. */
  warnings: ModelWarning[];
}

const API_VERSION = 'backstage.io/v1alpha1';
const KINDS = { component: 'Component', resource: 'Resource', api: 'API' };

/**
 * Maps a model to catalog entities: a System and one entity per element, with legal, unique names and references that
 * hold whatever an analyzer said. Pure: the same model and options give the same entities.
 *
 * @throws Error when an entity is refused by the catalog's own validation: a bug here, never the caller's
 * @public
 */
export function toEntities(
  model: InfrastructureModel,
  options: ToEntitiesOptions,
): EntityMapping {
  const systemName = toEntityName(
    options.systemName ?? model.system?.name ?? 'system',
  );
  const warnings: ModelWarning[] = [];
  const owner = (wanted: string | undefined) =>
    ownerRef(wanted, options.owner, warnings);

  const names = nameElements(model.elements, systemName);
  const refs: Record<string, string> = {};
  for (const element of model.elements) {
    refs[element.id] =
      options.existing?.[element.id] ??
      stringifyEntityRef({
        kind: KINDS[element.kind],
        namespace: 'default',
        name: names[element.id],
      });
  }

  const fields = relationFields(model, refs, warnings);
  const entities = [
    systemEntity(model, systemName, owner(model.system?.owner), options),
    ...model.elements
      .filter(element => !options.existing?.[element.id])
      .map(element => ({
        apiVersion: API_VERSION,
        kind: KINDS[element.kind],
        metadata: elementMetadata(element, names[element.id], model, options),
        spec: {
          type: element.type,
          ...(element.kind === 'resource'
            ? {}
            : {
                lifecycle:
                  element.lifecycle ?? options.lifecycle ?? 'production',
              }),
          owner: owner(element.owner ?? model.system?.owner),
          system: systemName,
          ...fields[element.id],
          ...(element.kind === 'api'
            ? { definition: apiDefinition(element) }
            : {}),
        },
      })),
  ];
  const validate = entityEnvelopeSchemaValidator();
  entities.forEach(entity => validate(entity));
  return { entities, refs, warnings };
}

function nameElements(
  elements: Element[],
  systemName: string,
): Record<string, string> {
  const takenByKind = {
    component: new UniqueNames(),
    resource: new UniqueNames(),
    api: new UniqueNames(),
  };
  return Object.fromEntries(
    elements.map(element => [
      element.id,
      takenByKind[element.kind].take(
        qualifyEntityName(systemName, element.name),
      ),
    ]),
  );
}

function systemEntity(
  model: InfrastructureModel,
  name: string,
  owner: string,
  options: ToEntitiesOptions,
): Entity {
  const { system } = model;
  const title = system?.title ?? options.systemName ?? system?.name;
  const tags = toTags(system?.tags);
  return {
    apiVersion: API_VERSION,
    kind: 'System',
    metadata: {
      name,
      ...(title && title !== name ? { title } : {}),
      ...(system?.description ? { description: system.description } : {}),
      annotations: {
        ...(options.techdocs ? { 'backstage.io/techdocs-ref': 'dir:.' } : {}),
        ...sharedAnnotations(model, options),
      },
      ...(tags.length ? { tags } : {}),
    },
    spec: {
      owner,
      ...(system?.domain ? { domain: toEntityName(system.domain) } : {}),
    },
  };
}

function elementMetadata(
  element: Element,
  name: string,
  model: InfrastructureModel,
  options: ToEntitiesOptions,
): Entity['metadata'] {
  const title = element.title ?? element.name;
  const tags = toTags([
    ...(element.technology ? [element.technology] : []),
    ...(element.tags ?? []),
  ]);
  return {
    name,
    ...(title === name ? {} : { title }),
    ...(element.description ? { description: element.description } : {}),
    annotations: {
      ...sharedAnnotations(model, options),
      [ANNOTATION_CONFIDENCE]: element.confidence.toFixed(2),
      [ANNOTATION_ELEMENT_ID]: element.id,
    },
    ...(tags.length ? { tags } : {}),
  };
}

function sharedAnnotations(
  model: InfrastructureModel,
  options: ToEntitiesOptions,
): Record<string, string> {
  const { kind, format } = model.source;
  return {
    ...(options.projectSlug
      ? { 'github.com/project-slug': options.projectSlug }
      : {}),
    ...(options.provenance?.analysisId
      ? { [ANNOTATION_ANALYSIS_ID]: options.provenance.analysisId }
      : {}),
    ...(options.provenance
      ? { [ANNOTATION_ANALYZER]: options.provenance.analyzer }
      : {}),
    [ANNOTATION_SOURCE]: format ? `${kind}/${format}` : kind,
  };
}

function toTags(words: string[] = []): string[] {
  const tags = words.map(toTag).filter(tag => tag !== undefined);
  return [...new Set(tags)];
}

/** An owner that is no legal reference would make the catalog refuse the whole file. */
function ownerRef(
  wanted: string | undefined,
  fallback: string,
  warnings: ModelWarning[],
): string {
  if (!wanted) {
    return fallback;
  }
  if (isOwnerRef(wanted)) {
    return wanted;
  }
  const message = `"${wanted}" is not an entity reference; the owner is ${fallback} instead`;
  if (!warnings.some(warning => warning.message === message)) {
    warnings.push({ message });
  }
  return fallback;
}
