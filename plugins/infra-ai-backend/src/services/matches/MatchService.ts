import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isOwnerRef,
  matchElements,
  matchSystem,
  catalogChanges,
  toEntities,
  toEntityName,
  type AnalysisMatches,
  type CatalogChanges,
  type EntityChange,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisAccess } from '../AnalysisAccess';
import { CatalogSearch } from './CatalogSearch';

/** Says what the catalog has of an analysis already, as far as the caller may see both. */
export class MatchService {
  readonly #access: AnalysisAccess;
  readonly #catalog: CatalogService;

  constructor(options: { access: AnalysisAccess; catalog: CatalogService }) {
    this.#access = options.access;
    this.#catalog = options.catalog;
  }

  /**
   * @throws NotFoundError | ConflictError for an analysis without a result | ServiceUnavailableError without the catalog
   */
  async find(
    analysisId: string,
    credentials: BackstageCredentials,
  ): Promise<AnalysisMatches> {
    const { model, name, owner } = await this.#completed(
      analysisId,
      credentials,
    );
    const options = { systemName: name, analysisId };
    const systemEntity = toEntityName(name);
    const systemRef = `system:default/${systemEntity}`;
    const owners = ownersOf(model, owner);
    const chosen = model.elements.flatMap(({ catalog }) =>
      catalog ? canonical(catalog.entityRef) ?? [] : [],
    );
    const refs = [systemRef, ...owners.values(), ...chosen].flatMap(
      ref => ref ?? [],
    );

    const search = new CatalogSearch({ catalog: this.#catalog, credentials });
    try {
      const [known, candidates] = await Promise.all([
        search.byRefs([...new Set(refs)]),
        search.candidates(model, { ...options, systemEntity }),
      ]);
      const system = known.get(systemRef);
      const chosenEntities = chosen.flatMap(ref => known.get(ref) ?? []);
      return {
        elements: matchElements(
          model,
          [...candidates, ...chosenEntities],
          options,
        ),
        ...(system ? { system: matchSystem(system, options) } : {}),
        unknownOwners: [...owners].flatMap(([written, ref]) =>
          ref && known.get(ref) ? [] : [written],
        ),
      };
    } catch (error) {
      throw unavailable(error);
    }
  }

  /**
   * What the entities of the analysis say otherwise than the catalog; see {@link CatalogChanges}.
   *
   * @throws as {@link MatchService.find}
   */
  async changes(
    analysisId: string,
    credentials: BackstageCredentials,
  ): Promise<CatalogChanges> {
    const { model, name, owner, analyzerId } = await this.#completed(
      analysisId,
      credentials,
    );
    const { entities, refs } = toEntities(model, {
      owner,
      systemName: name,
      provenance: { analysisId, analyzer: analyzerId },
    });
    const written = new Set(entities.map(entity => stringifyEntityRef(entity)));
    const pointedAt = Object.values(refs).filter(ref => !written.has(ref));
    const search = new CatalogSearch({
      catalog: this.#catalog,
      credentials,
      fields: ['metadata', 'spec'],
    });
    try {
      const [known, published] = await Promise.all([
        search.byRefs([...written]),
        search.published(analysisId),
      ]);
      const kept = new Set([...written, ...pointedAt]);
      return {
        entities: [
          ...catalogChanges(entities, known),
          ...[...new Set(pointedAt)].map(entityRef =>
            leftAlone(entityRef, 'unchanged'),
          ),
          ...published
            .filter(ref => !kept.has(ref))
            .map(entityRef => leftAlone(entityRef, 'missing')),
        ],
      };
    } catch (error) {
      throw unavailable(error);
    }
  }

  async #completed(analysisId: string, credentials: BackstageCredentials) {
    const record = await this.#access.readable(analysisId, credentials);
    const { model, state } = record;
    if (!model) {
      throw new ConflictError(
        `The analysis is ${state}; only a completed one can be compared with the catalog.`,
      );
    }
    return { ...record, model };
  }
}

function leftAlone(
  entityRef: string,
  kind: 'unchanged' | 'missing',
): EntityChange {
  return { entityRef, kind, fields: [] };
}

function unavailable(error: unknown): ServiceUnavailableError {
  return new ServiceUnavailableError(
    'The catalog cannot be asked what it has of this analysis. Try again later.',
    error,
  );
}

/** The owners that the analysis names, as written → as a reference; undefined for what is none. */
function ownersOf(
  model: InfrastructureModel,
  owner: string,
): Map<string, string | undefined> {
  const named = [
    owner,
    model.system?.owner,
    // Of what is only pointed at the catalog knows the owner.
    ...model.elements
      .filter(({ catalog }) => catalog?.use !== 'reference')
      .map(element => element.owner),
  ];
  return new Map(
    named
      .filter(one => one !== undefined)
      .map(one => [one, isOwnerRef(one) ? canonical(one, 'group') : undefined]),
  );
}

function canonical(ref: string, defaultKind?: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind }));
  } catch {
    return undefined;
  }
}
