import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  getCompoundEntityRef,
  getEntitySourceLocation,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { toEntityName } from '@infra-ai/backstage-plugin-infra-ai-common';

const ANALYZABLE = ['component', 'system'];

/** An entity with what an analysis of its source starts from. */
export interface EntitySource {
  entity: Entity;
  entityRef: string;
  /** Folder of its repository, as a browser shows it. */
  url: string;
  /** Name of its system, as its entities are named after it. */
  systemName: string;
  /** Reference of its system, when it is in one or is one. */
  systemRef?: string;
  /** Entity reference. */
  owner?: string;
}

/** Finds where entities have their source, as far as the caller may see them. */
export class EntitySources {
  readonly #catalog: CatalogService;
  readonly #integrations: ScmIntegrationRegistry;

  constructor(options: {
    catalog: CatalogService;
    integrations: ScmIntegrationRegistry;
  }) {
    this.#catalog = options.catalog;
    this.#integrations = options.integrations;
  }

  /**
   * The entity, as the catalog has it now.
   *
   * @throws InputError for what is no reference, NotFoundError also when the caller may not see it
   */
  async entity(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<{ entity: Entity; entityRef: string }> {
    const entityRef = canonical(ref);
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `There is no entity "${entityRef}" among those that you may see.`,
      );
    }
    return { entity, entityRef };
  }

  /**
   * Where a component or system has its source.
   *
   * @throws InputError | NotFoundError
   */
  async find(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<EntitySource> {
    const { entity, entityRef } = await this.entity(ref, credentials);
    if (!ANALYZABLE.includes(entity.kind.toLocaleLowerCase('en-US'))) {
      throw new InputError(
        `Only components and systems can be analyzed, and ${entityRef} is neither.`,
      );
    }
    const systemRef = systemOf(entity);
    const { name } = systemRef ? parseEntityRef(systemRef) : entity.metadata;
    return {
      entity,
      entityRef,
      url: this.#sourceUrl(entity, entityRef),
      systemName: toEntityName(name),
      systemRef,
      owner: ownerOf(entity),
    };
  }

  #sourceUrl(entity: Entity, entityRef: string): string {
    let location;
    try {
      location = getEntitySourceLocation(entity);
    } catch {
      throw noSource(entityRef);
    }
    if (location.type !== 'url' || !URL.canParse(location.target)) {
      throw noSource(entityRef);
    }
    // Without a source location it is the file of the entity, and its source is what lies beside it.
    return /\.ya?ml$/i.test(new URL(location.target).pathname)
      ? this.#integrations.resolveUrl({ url: '.', base: location.target })
      : location.target;
  }
}

function noSource(entityRef: string): InputError {
  return new InputError(
    `The catalog names no repository for ${entityRef}. Give it the annotation "backstage.io/source-location" with "url:" and the address of one.`,
  );
}

function canonical(ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      `"${ref}" is no entity reference such as "component:default/shop".`,
    );
  }
}

function systemOf(entity: Entity): string | undefined {
  if (entity.kind.toLocaleLowerCase('en-US') === 'system') {
    return stringifyEntityRef(entity);
  }
  return refIn(entity, entity.spec?.system, 'system');
}

function ownerOf(entity: Entity): string | undefined {
  return refIn(entity, entity.spec?.owner, 'group');
}

function refIn(
  entity: Entity,
  ref: unknown,
  defaultKind: string,
): string | undefined {
  if (typeof ref !== 'string' || ref === '') {
    return undefined;
  }
  try {
    const defaultNamespace = getCompoundEntityRef(entity).namespace;
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace }),
    );
  } catch {
    return undefined;
  }
}
