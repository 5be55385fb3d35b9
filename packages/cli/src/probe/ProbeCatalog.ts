import { CatalogClient } from '@backstage/catalog-client';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { PortalApi } from '../platform/portalApi';

/** Where a probe's entities come from. */
export interface ProbeRepository {
  /** Without a slash at the end. */
  url: string;
  /** Its default branch. */
  branch: string;
}

/** The catalog, as far as a probe looks into it. */
export class ProbeCatalog {
  readonly #client: CatalogClient;
  readonly #token: string;

  constructor({ baseUrl, token }: PortalApi) {
    this.#client = new CatalogClient({
      discoveryApi: { getBaseUrl: async id => `${baseUrl}/api/${id}` },
    });
    this.#token = token;
  }

  /** Everything that comes from a repository's catalog file, the location itself first. */
  async entitiesOf({ url, branch }: ProbeRepository): Promise<Entity[]> {
    const { items } = await this.#client.queryEntities(
      {
        // GitHub serves a branch under both words.
        filter: ['blob', 'tree'].map(kind => ({
          [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: `url:${url}/${kind}/${branch}/catalog-info.yaml`,
        })),
        limit: 100,
      },
      { token: this.#token },
    );
    return items.sort(
      (a, b) => Number(b.kind === 'Location') - Number(a.kind === 'Location'),
    );
  }

  /** Those of the references that the repository has not brought into the catalog yet. */
  async missing(
    refs: string[],
    repository: ProbeRepository,
  ): Promise<string[]> {
    const found = new Set(
      (await this.entitiesOf(repository)).map(stringifyEntityRef),
    );
    return refs.filter(ref => !found.has(ref.toLowerCase()));
  }

  /** Targets of locations that name a probe's repository. */
  async probeLocations(): Promise<string[]> {
    const { items } = await this.#client.queryEntities(
      {
        filter: { kind: 'location' },
        fullTextFilter: { term: '/infra-ai-probe-', fields: ['spec.target'] },
        fields: ['kind', 'metadata.name', 'spec.target'],
        limit: 100,
      },
      { token: this.#token },
    );
    return items
      .map(({ spec }) => spec?.target)
      .filter(target => typeof target === 'string');
  }

  /** Takes an entity out; one that is gone by now is no error. */
  async remove(entity: Entity): Promise<void> {
    try {
      await this.#client.removeEntityByUid(entity.metadata.uid!, {
        token: this.#token,
      });
    } catch (error) {
      if (
        (error as { response?: { status: number } }).response?.status !== 404
      ) {
        throw error;
      }
    }
  }
}
