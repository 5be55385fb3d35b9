import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  DriftChange,
  DriftReport,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { DriftRecord } from '../../database/DriftStore';
import type { AnalysisAccess } from '../AnalysisAccess';
import type { AuthorizedAnalysisService } from '../AuthorizedAnalysisService';
import { authorOf } from '../author';
import type { EntitySources } from '../entities/EntitySources';
import type { DriftService } from './DriftService';

/** {@link DriftService} for callers: checks what they may, and shows what they may see. */
export class AuthorizedDriftService {
  readonly #access: AnalysisAccess;
  readonly #analyses: AuthorizedAnalysisService;
  readonly #sources: EntitySources;
  readonly #catalog: CatalogService;
  readonly #drift: DriftService;

  constructor(options: {
    access: AnalysisAccess;
    analyses: AuthorizedAnalysisService;
    sources: EntitySources;
    catalog: CatalogService;
    drift: DriftService;
  }) {
    this.#access = options.access;
    this.#analyses = options.analyses;
    this.#sources = options.sources;
    this.#catalog = options.catalog;
    this.#drift = options.drift;
  }

  /** Starts a check. @throws NotAllowedError | NotFoundError | InputError, StatusError 429 */
  async check(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<DriftReport> {
    await this.#analyses.requireStart(credentials);
    await this.#analyses.requireRepositoryRead(credentials);
    const source = await this.#sources.find(ref, credentials);
    const { record } = await this.#drift.start(source, credentials, {
      requestedBy: authorOf(credentials),
      keepAnalysis: true,
    });
    return this.#present(record, credentials);
  }

  /** The last check; undefined when there was none. @throws NotAllowedError | NotFoundError | InputError */
  async get(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<DriftReport | undefined> {
    await this.#access.readCriteria(credentials);
    const { entityRef } = await this.#sources.entity(ref, credentials);
    const record = await this.#drift.last(entityRef);
    return record && this.#present(record, credentials);
  }

  /** Who asked may have seen more than who looks. */
  async #present(
    record: DriftRecord,
    credentials: BackstageCredentials,
  ): Promise<DriftReport> {
    const { entityRef, state, url, checkedAt, error, requestedBy } = record;
    const all = record.changes ?? [];
    const changes = await this.#visible(all, credentials);
    const analysisId = await this.#readable(record.analysisId, credentials);
    return {
      entityRef,
      state,
      checkedAt: checkedAt.toISOString(),
      ...(analysisId ? { analysisId } : {}),
      ...(url ? { url } : {}),
      ...(state === 'drifted' ? { changes } : {}),
      ...(changes.length < all.length
        ? { hiddenChanges: all.length - changes.length }
        : {}),
      ...(error ? { error } : {}),
      ...(requestedBy ? { requestedBy } : {}),
    };
  }

  async #visible(
    changes: DriftChange[],
    credentials: BackstageCredentials,
  ): Promise<DriftChange[]> {
    const refs = [...new Set(changes.flatMap(refsOf))];
    if (refs.length === 0) {
      return changes;
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind'] },
      { credentials },
    );
    const seen = new Set(refs.filter((_, index) => items[index]));
    // What has left the catalog since is no difference any more.
    return changes.filter(change => refsOf(change).every(ref => seen.has(ref)));
  }

  async #readable(
    id: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<string | undefined> {
    if (!id) {
      return undefined;
    }
    try {
      return (await this.#access.readable(id, credentials)).id;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  }
}

/** The entities of the catalog that a difference speaks of. */
function refsOf({ kind, entityRef, relation }: DriftChange): string[] {
  if (relation) {
    return [entityRef, relation.targetRef];
  }
  return kind === 'added' ? [] : [entityRef];
}
