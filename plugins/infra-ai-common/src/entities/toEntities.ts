import {
  entityEnvelopeSchemaValidator,
  parseEntityRef,
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
import { identifyElements, type ElementIdentity } from './identity';
import { toEntityName, toTag } from './names';
import { isOwnerRef } from './ownerRef';
import { relationFields, type RelationEntry } from './relations';

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
}

/** @public */
export interface EntityMapping {
  /** The System first, then one entity per element that is not only pointed at, in the model's order. */
  entities: Entity[];
  /** Element id → reference of its entity, `kind:namespace/name`. */
  refs: Record<string, string>;
  /** Where the relations of the model are said; those that the catalog cannot hold are not among them. */
  relations: RelationEntry[];
  /** What the catalog's model has no room for. */
  warnings: ModelWarning[];
}

const API_VERSION = 'backstage.io/v1alpha1';
const KINDS = { component: 'Component', resource: 'Resource', api: 'API' };

/**
 * Maps a model to catalog entities: a System and one entity per element, with legal, unique names and references that
 * hold whatever an analyzer said. An element that is an entity of the catalog already is pointed at, or written under
 * exactly that entity's reference, as its `catalog` says. Pure: the same model and options give the same entities.
 *
 * @throws Error when an entity is refused by the catalog's own validation: a bug here, never the caller's
 * @public
 */
export function toEntities(
  model: InfrastructureModel,
  options: ToEntitiesOptions,
): EntityMapping {
  const systemName = toSystemName(model, options.systemName);
  const warnings: ModelWarning[] = [];
  const owner = (wanted: string | undefined) =>
    ownerRef(wanted, options.owner, warnings);

  const identities = identifyElements(model, systemName, warnings);
  const { fields, entries } = relationFields(model, identities, warnings);
  const entities = [
    systemEntity(model, systemName, owner(model.system?.owner), options),
    ...model.elements.flatMap(element => {
      const identity = identities.get(element.id)!;
      return identity.written
        ? [
            elementEntity(element, identity, model, options, {
              owner: owner(element.owner ?? model.system?.owner),
              system: systemName,
              ...fields[element.id],
            }),
          ]
        : [];
    }),
  ];
  const validate = entityEnvelopeSchemaValidator();
  entities.forEach(entity => validate(entity));
  const refs = Object.fromEntries(
    [...identities].map(([id, { ref }]) => [id, ref]),
  );
  return { entities, refs, relations: entries, warnings };
}

/** Name of the System's entity. */
export function toSystemName(
  model: InfrastructureModel,
  wanted: string | undefined,
): string {
  return toEntityName(wanted ?? model.system?.name ?? 'system');
}

function elementEntity(
  element: Element,
  identity: ElementIdentity,
  model: InfrastructureModel,
  options: ToEntitiesOptions,
  links: { owner: string; system: string },
): Entity {
  const { kind, namespace } = identity;
  const isElsewhere = namespace !== 'default';
  return {
    apiVersion: API_VERSION,
    kind: KINDS[kind],
    metadata: elementMetadata(element, identity, model, options),
    spec: {
      type: element.type,
      ...(kind === 'resource'
        ? {}
        : {
            lifecycle: element.lifecycle ?? options.lifecycle ?? 'production',
          }),
      ...links,
      // A reference without a namespace means the one of the entity that has it.
      ...(isElsewhere
        ? {
            owner: fullRef(links.owner, 'group'),
            system: fullRef(links.system, 'system'),
          }
        : {}),
      ...(kind === 'api' ? { definition: apiDefinition(element) } : {}),
    },
  };
}

function fullRef(ref: string, defaultKind: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
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
  { name, namespace }: ElementIdentity,
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
    ...(namespace === 'default' ? {} : { namespace }),
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
