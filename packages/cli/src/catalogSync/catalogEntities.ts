import {
  CATALOG_FILTER_EXISTS,
  CatalogClient,
  QueryEntitiesResponse,
} from '@backstage/catalog-client';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CommandError, messageOf } from '../lib/errors';
import type { PortalApi } from '../platform/portalApi';
import { normalizeLocation } from './locations';

const PAGE = 500;

/** What the catalog has, found by reference and by file. */
export interface CatalogState {
  byRef: Map<string, Entity>;
  /** Entities by the file that they come from, in its normal form; without the locations themselves. */
  byFile: Map<string, Entity[]>;
  /** Location entities by their target. */
  locations: Map<string, Entity>;
}

function clientOf(portal: PortalApi): CatalogClient {
  return new CatalogClient({
    discoveryApi: { getBaseUrl: async id => `${portal.baseUrl}/api/${id}` },
  });
}

/**
 * Why the catalog cannot take a file, in its own words; undefined when it can. A dry run of the catalog's, which writes
 * nothing: errors of entities that never got in are in no other answer of its.
 *
 * @throws Error when the catalog does not try it
 */
export async function whyRefused(
  portal: PortalApi,
  url: string,
): Promise<string | undefined> {
  try {
    await clientOf(portal).addLocation(
      { type: 'url', target: url, dryRun: true },
      { token: portal.token },
    );
    return undefined;
  } catch (error) {
    const { response, body } = error as {
      response?: { status: number };
      body?: { error?: { message?: string } };
    };
    const message = body?.error?.message;
    if (response?.status !== 400 || message === undefined) {
      throw error;
    }
    return message
      .replace(/^(\w*Error: )+/, '')
      .replace(/\s+/g, ' ')
      .trim();
  }
}

/** Reads all entities of the catalog that come from somewhere, page by page. */
export async function readCatalog(portal: PortalApi): Promise<CatalogState> {
  const client = clientOf(portal);
  const state: CatalogState = {
    byRef: new Map(),
    byFile: new Map(),
    locations: new Map(),
  };
  let cursor: string | undefined;
  do {
    let page: QueryEntitiesResponse;
    try {
      page = await client.queryEntities(
        cursor
          ? { cursor, limit: PAGE }
          : {
              filter: {
                [`metadata.annotations.${ANNOTATION_LOCATION}`]:
                  CATALOG_FILTER_EXISTS,
              },
              limit: PAGE,
            },
        { token: portal.token },
      );
    } catch (error) {
      throw new CommandError(
        `The catalog at ${portal.baseUrl} cannot be read: ${messageOf(error)}`,
      );
    }
    for (const entity of page.items) {
      add(state, entity);
    }
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return state;
}

function add(state: CatalogState, entity: Entity): void {
  state.byRef.set(stringifyEntityRef(entity), entity);
  const target = entity.spec?.target;
  if (entity.kind === 'Location' && typeof target === 'string') {
    state.locations.set(normalizeLocation(target), entity);
    return;
  }
  const file = normalizeLocation(locationOf(entity));
  state.byFile.set(file, [...(state.byFile.get(file) ?? []), entity]);
}

/** Where an entity comes from. */
export function locationOf(entity: Entity): string {
  return entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? '';
}

/** What the catalog says is wrong with an entity. */
export function errorsOf(entity: Entity | undefined): string[] {
  const { status } = (entity ?? {}) as {
    status?: {
      items?: Array<{
        level?: string;
        message?: string;
        error?: { message?: string };
      }>;
    };
  };
  return (status?.items ?? [])
    .filter(({ level }) => level === 'error')
    .map(({ error, message }) => error?.message ?? message ?? 'unknown error');
}
