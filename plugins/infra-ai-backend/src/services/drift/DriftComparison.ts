import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_ANALYSIS_ID,
  type DriftChange,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublicationStore } from '../../database/PublicationStore';
import type { AnalysisRecord } from '../../database/types';
import type { EntitySource } from '../entities/EntitySources';
import { isCatalogFile } from '../files/definingFiles';
import { CatalogSearch } from '../matches/CatalogSearch';
import { assignEntities } from './assignEntities';
import { findDrift } from './findDrift';

/** What came of comparing an analysis with the catalog. */
export interface Comparison {
  changes: DriftChange[];
  /** The model, with the entities that its elements are: what a correction starts from. */
  model: InfrastructureModel;
}

/** Compares the analysis of an entity's repository with what the catalog has of it, as far as the caller may see it. */
export class DriftComparison {
  readonly #catalog: CatalogService;
  readonly #publications: PublicationStore;

  constructor(options: {
    catalog: CatalogService;
    publications: PublicationStore;
  }) {
    this.#catalog = options.catalog;
    this.#publications = options.publications;
  }

  /** @throws ServiceUnavailableError without the catalog */
  async compare(
    source: EntitySource,
    analysis: AnalysisRecord,
    credentials: BackstageCredentials,
  ): Promise<Comparison> {
    const model = analysis.model!;
    const { systemName } = source;
    const publishedId =
      source.entity.metadata.annotations?.[ANNOTATION_ANALYSIS_ID];
    const candidates = await this.#candidates(source, model, credentials);
    const fromRepository = candidates.filter(entity =>
      isFrom(entity, source.url),
    );
    const assigned = assignEntities(model, candidates, {
      systemName,
      analysisId: publishedId,
    });
    const changes = findDrift({
      model,
      systemName,
      owner: analysis.owner,
      assigned,
      fromRepository,
      isCatalogFile:
        analysis.files?.some(({ path }) => isCatalogFile(path)) ?? false,
      published: await this.#published(publishedId),
    });
    return { changes, model: withChoices(model, assigned, fromRepository) };
  }

  async #candidates(
    { entityRef, systemName }: EntitySource,
    model: InfrastructureModel,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const search = new CatalogSearch({
      catalog: this.#catalog,
      credentials,
      fields: ['relations'],
    });
    try {
      const [own, found] = await Promise.all([
        search.byRefs([entityRef]),
        search.candidates(model, {
          systemName,
          systemEntity: systemName,
          analysisId: '',
        }),
      ]);
      const entities = [...found, ...own.values()].flatMap(one => one ?? []);
      return [
        ...new Map(
          entities.map(entity => [stringifyEntityRef(entity), entity]),
        ).values(),
      ];
    } catch (error) {
      throw new ServiceUnavailableError(
        'The catalog cannot be asked what it has. Try again later.',
        error,
      );
    }
  }

  /** Only to know what a person changed since then; nothing of it is shown. */
  async #published(
    id: string | undefined,
  ): Promise<InfrastructureModel | undefined> {
    const isId =
      id && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
    return isId
      ? (await this.#publications.findSnapshot(id, {}))?.model
      : undefined;
  }
}

/** Whether the catalog has an entity from the repository that a URL is in. */
function isFrom({ metadata }: Entity, url: string): boolean {
  const location = metadata.annotations?.[ANNOTATION_LOCATION]?.replace(
    /^url:/,
    '',
  );
  return location !== undefined && repositoryOf(location) === repositoryOf(url);
}

/** Without the branch and folder that hosts show a file or tree under. */
function repositoryOf(url: string): string {
  const [repository] = url.split(/\/(?:-|tree|blob|src|raw)\//);
  return repository.replace(/(?:\.git)?\/*$/, '').toLocaleLowerCase('en-US');
}

/** Entities of this repository are corrected, those of others only pointed at. */
function withChoices(
  model: InfrastructureModel,
  assigned: ReadonlyMap<string, Entity>,
  fromRepository: Entity[],
): InfrastructureModel {
  return {
    ...model,
    elements: model.elements.map(element => {
      const entity = assigned.get(element.id);
      return entity
        ? {
            ...element,
            catalog: {
              entityRef: stringifyEntityRef(entity),
              use: fromRepository.includes(entity) ? 'update' : 'reference',
            },
          }
        : element;
    }),
  };
}
