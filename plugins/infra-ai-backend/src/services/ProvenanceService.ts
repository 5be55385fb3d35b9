import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ANALYSIS_ID,
  ANNOTATION_ANALYZER,
  ANNOTATION_CONFIDENCE,
  ANNOTATION_SOURCE,
  type AnalysisSummary,
  type EntityProvenance,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AuthorizedAnalysisService } from './AuthorizedAnalysisService';
import type { EntitySources } from './entities/EntitySources';

/** Says where entities came from, as far as the caller may see entity and analysis. */
export class ProvenanceService {
  readonly #sources: EntitySources;
  readonly #analyses: AuthorizedAnalysisService;

  constructor(options: {
    sources: EntitySources;
    analyses: AuthorizedAnalysisService;
  }) {
    this.#sources = options.sources;
    this.#analyses = options.analyses;
  }

  /** @throws InputError | NotFoundError */
  async of(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<EntityProvenance> {
    const { entity, entityRef } = await this.#sources.entity(ref, credentials);
    const annotations = entity.metadata.annotations ?? {};
    const analysisId = annotations[ANNOTATION_ANALYSIS_ID];
    // A person may have written anything there.
    const confidence = Number(annotations[ANNOTATION_CONFIDENCE] || NaN);
    return {
      entityRef,
      analyzer: annotations[ANNOTATION_ANALYZER],
      source: annotations[ANNOTATION_SOURCE],
      ...(confidence >= 0 && confidence <= 1 ? { confidence } : {}),
      analysisId,
      analysis: analysisId
        ? await this.#readable(analysisId, credentials)
        : undefined,
    };
  }

  async #readable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<AnalysisSummary | undefined> {
    try {
      const { input, owner, revision, model, ...summary } =
        await this.#analyses.get(id, credentials);
      return summary;
    } catch (error) {
      if (
        ['NotFoundError', 'NotAllowedError'].includes((error as Error).name)
      ) {
        return undefined;
      }
      throw error;
    }
  }
}
