import type {
  DuplicateAnalysisRequest,
  ListAnalysesQuery,
  ProcessFilesRequest,
  ProcessImageRequest,
  ProcessRepositoryRequest,
  ProcessTextRequest,
  PublishRequest,
  UpdateAnalysisRequest,
} from './requests';
import type {
  Analysis,
  AnalysisEvent,
  AnalysisFiles,
  AnalysisList,
  AnalysisMatches,
  CatalogChanges,
  AnalyzerInfo,
  DriftReport,
  EntityProvenance,
  HealthReport,
  Publication,
  PublishTargets,
  RepositoryAvailability,
  UsageReport,
} from './types';
/** @public */
export interface RequestOptions {
  /** Back end callers pass a token; in the page the fetch API adds it. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * The plugin's REST API. Every method throws `ResponseError` for an answer that is no success; its message is written
 * for the person.
 *
 * @public
 */
export interface InfraAiApi {
  /** Starts an analysis and returns at once; follow it with {@link InfraAiApi.watchAnalysis}. */
  startTextAnalysis(
    request: ProcessTextRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  /** Analyzes, publishes when asked, and returns when all is done. */
  processText(
    request: ProcessTextRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  /** As {@link InfraAiApi.startTextAnalysis}, of a picture. */
  startImageAnalysis(
    request: ProcessImageRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  /** Analyzes a picture, publishes when asked, and returns when all is done. */
  processImage(
    request: ProcessImageRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  /**
   * The analyzed picture; with `original` the document that it is a page of, with `preview` a copy of at most 192 pixels.
   * A large SVG has no preview (404).
   */
  getPicture(
    id: string,
    options?: RequestOptions & { original?: boolean; preview?: boolean },
  ): Promise<Blob>;
  /** As {@link InfraAiApi.startTextAnalysis}, of files; archives among them are unpacked. */
  startFilesAnalysis(
    request: ProcessFilesRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  /** As {@link InfraAiApi.startTextAnalysis}, of what a repository holds. */
  startRepositoryAnalysis(
    request: ProcessRepositoryRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  /** Text of one of the analyzed files. */
  getSourceFile(
    id: string,
    path: string,
    options?: RequestOptions,
  ): Promise<string>;
  /** What the catalog has of the analysis' elements already, as far as the caller may see it. */
  getMatches(id: string, options?: RequestOptions): Promise<AnalysisMatches>;
  /** What the analysis says otherwise than the catalog, field by field. */
  getCatalogChanges(
    id: string,
    options?: RequestOptions,
  ): Promise<CatalogChanges>;
  listAnalyses(
    query?: ListAnalysesQuery,
    options?: RequestOptions,
  ): Promise<AnalysisList>;
  getAnalysis(id: string, options?: RequestOptions): Promise<Analysis>;
  updateAnalysis(
    id: string,
    request: UpdateAnalysisRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  /** A completed analysis of one's own with the same input and model, edits included. */
  duplicateAnalysis(
    id: string,
    request?: DuplicateAnalysisRequest,
    options?: RequestOptions,
  ): Promise<Analysis>;
  deleteAnalysis(id: string, options?: RequestOptions): Promise<void>;
  /** Events from the first on, ending with the analysis; `after` resumes behind the event with that id. */
  watchAnalysis(
    id: string,
    options?: RequestOptions & { after?: number },
  ): AsyncGenerator<AnalysisEvent>;
  /**
   * What would be published; `owner` and `repo` name the repository that the entities will point at. With `published` it
   * is what was published there last, whatever has been edited since: the base of an update.
   */
  getFiles(
    id: string,
    options?: RequestOptions & {
      owner?: string;
      repo?: string;
      published?: boolean;
    },
  ): Promise<AnalysisFiles>;
  /** Starts a publication; poll {@link InfraAiApi.getPublication} or follow the scaffolder task. */
  publish(
    id: string,
    request: PublishRequest,
    options?: RequestOptions,
  ): Promise<Publication>;
  getPublication(
    analysisId: string,
    publicationId: string,
    options?: RequestOptions,
  ): Promise<Publication>;
  /** Gives up a publication that is under way, and stops its task; what is on GitHub by then stays. */
  cancelPublication(
    analysisId: string,
    publicationId: string,
    options?: RequestOptions,
  ): Promise<Publication>;
  listAnalyzers(options?: RequestOptions): Promise<AnalyzerInfo[]>;
  listPublishTargets(options?: RequestOptions): Promise<PublishTargets>;
  /** Whether a repository of that name could be made. */
  checkRepository(
    target: { owner: string; repo: string },
    options?: RequestOptions,
  ): Promise<RepositoryAvailability>;
  /** Starts comparing an entity with its repository; ask {@link InfraAiApi.getDrift} until it no longer says `checking`. */
  checkDrift(entityRef: string, options?: RequestOptions): Promise<DriftReport>;
  /** The last comparison; undefined when there was none. */
  getDrift(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<DriftReport | undefined>;
  getProvenance(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityProvenance>;
  /** `days` counts back from today: 30 when left out, at most 365. */
  getUsage(
    query?: { days?: number },
    options?: RequestOptions,
  ): Promise<UsageReport>;
  getHealth(options?: RequestOptions): Promise<HealthReport>;
}
