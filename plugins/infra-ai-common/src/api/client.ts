import { ResponseError } from '@backstage/errors';
import { EventSourceParserStream } from 'eventsource-parser/stream';
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

/** @public */
export class InfraAiClient implements InfraAiApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetch: typeof fetch;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetch = options.fetchApi?.fetch ?? fetch;
  }

  async startTextAnalysis(
    request: ProcessTextRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('POST', '/process-text', request, options, {
      // RFC 7240: accepted now, done later.
      Prefer: 'respond-async',
    });
  }

  async processText(
    request: ProcessTextRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('POST', '/process-text', request, options);
  }

  async startImageAnalysis(
    request: ProcessImageRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('POST', '/process-image', toForm(request), options, {
      Prefer: 'respond-async',
    });
  }

  async processImage(
    request: ProcessImageRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('POST', '/process-image', toForm(request), options);
  }

  async getPicture(
    id: string,
    options: RequestOptions & { original?: boolean; preview?: boolean } = {},
  ): Promise<Blob> {
    const { original, preview, ...request } = options;
    const response = await this.#request(
      'GET',
      `${analysisPath(id)}/picture${toSearch({ original, preview })}`,
      undefined,
      request,
    );
    return response.blob();
  }

  async startFilesAnalysis(
    request: ProcessFilesRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('POST', '/process-files', toFilesForm(request), options, {
      Prefer: 'respond-async',
    });
  }

  async startRepositoryAnalysis(
    request: ProcessRepositoryRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('POST', '/process-repository', request, options, {
      Prefer: 'respond-async',
    });
  }

  async getSourceFile(
    id: string,
    path: string,
    options?: RequestOptions,
  ): Promise<string> {
    const response = await this.#request(
      'GET',
      `${analysisPath(id)}/source${toSearch({ path })}`,
      undefined,
      options,
    );
    return response.text();
  }

  async getMatches(
    id: string,
    options?: RequestOptions,
  ): Promise<AnalysisMatches> {
    return this.#json('GET', `${analysisPath(id)}/matches`, undefined, options);
  }

  async getCatalogChanges(
    id: string,
    options?: RequestOptions,
  ): Promise<CatalogChanges> {
    const path = `${analysisPath(id)}/catalog-changes`;
    return this.#json('GET', path, undefined, options);
  }

  async listAnalyses(
    query: ListAnalysesQuery = {},
    options?: RequestOptions,
  ): Promise<AnalysisList> {
    return this.#json('GET', `/analyses${toSearch(query)}`, undefined, options);
  }

  async getAnalysis(id: string, options?: RequestOptions): Promise<Analysis> {
    return this.#json('GET', analysisPath(id), undefined, options);
  }

  async updateAnalysis(
    id: string,
    request: UpdateAnalysisRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('PATCH', analysisPath(id), request, options);
  }

  async duplicateAnalysis(
    id: string,
    request: DuplicateAnalysisRequest = {},
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json(
      'POST',
      `${analysisPath(id)}/duplicate`,
      request,
      options,
    );
  }

  async deleteAnalysis(id: string, options?: RequestOptions): Promise<void> {
    await this.#request('DELETE', analysisPath(id), undefined, options);
  }

  async *watchAnalysis(
    id: string,
    options?: RequestOptions & { after?: number },
  ): AsyncGenerator<AnalysisEvent> {
    const response = await this.#request(
      'GET',
      `${analysisPath(id)}/events`,
      undefined,
      options,
      {
        Accept: 'text/event-stream',
        ...(options?.after === undefined
          ? {}
          : { 'Last-Event-ID': String(options.after) }),
      },
    );
    if (!response.body) {
      return;
    }
    const reader = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        yield JSON.parse(value.data) as AnalysisEvent;
      }
    } finally {
      await reader.cancel();
    }
  }

  async getFiles(
    id: string,
    options: RequestOptions & {
      owner?: string;
      repo?: string;
      published?: boolean;
    } = {},
  ): Promise<AnalysisFiles> {
    const { owner, repo, published, ...request } = options;
    const search = toSearch({ owner, repo, published });
    return this.#json(
      'GET',
      `${analysisPath(id)}/files${search}`,
      undefined,
      request,
    );
  }

  async publish(
    id: string,
    request: PublishRequest,
    options?: RequestOptions,
  ): Promise<Publication> {
    return this.#json('POST', `${analysisPath(id)}/publish`, request, options);
  }

  async getPublication(
    analysisId: string,
    publicationId: string,
    options?: RequestOptions,
  ): Promise<Publication> {
    return this.#json(
      'GET',
      `${analysisPath(analysisId)}/publications/${encodeURIComponent(
        publicationId,
      )}`,
      undefined,
      options,
    );
  }

  async cancelPublication(
    analysisId: string,
    publicationId: string,
    options?: RequestOptions,
  ): Promise<Publication> {
    return this.#json(
      'POST',
      `${analysisPath(analysisId)}/publications/${encodeURIComponent(
        publicationId,
      )}/cancel`,
      undefined,
      options,
    );
  }

  async listAnalyzers(options?: RequestOptions): Promise<AnalyzerInfo[]> {
    return this.#json('GET', '/analyzers', undefined, options);
  }

  async listPublishTargets(options?: RequestOptions): Promise<PublishTargets> {
    return this.#json('GET', '/publish-targets', undefined, options);
  }

  async checkRepository(
    target: { owner: string; repo: string },
    options?: RequestOptions,
  ): Promise<RepositoryAvailability> {
    const search = toSearch(target);
    return this.#json(
      'GET',
      `/publish-targets/availability${search}`,
      undefined,
      options,
    );
  }

  async checkDrift(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<DriftReport> {
    return this.#json('POST', '/drift', { entityRef }, options);
  }

  async getDrift(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<DriftReport | undefined> {
    const { report } = await this.#json<{ report?: DriftReport }>(
      'GET',
      `/drift${toSearch({ entityRef })}`,
      undefined,
      options,
    );
    return report;
  }

  async getProvenance(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityProvenance> {
    return this.#json(
      'GET',
      `/provenance${toSearch({ entityRef })}`,
      undefined,
      options,
    );
  }

  async getUsage(
    query: { days?: number } = {},
    options?: RequestOptions,
  ): Promise<UsageReport> {
    return this.#json('GET', `/usage${toSearch(query)}`, undefined, options);
  }

  async getHealth(options?: RequestOptions): Promise<HealthReport> {
    return this.#json('GET', '/health', undefined, options);
  }

  async #json<T>(
    method: string,
    path: string,
    body: unknown,
    options?: RequestOptions,
    headers?: Record<string, string>,
  ): Promise<T> {
    const response = await this.#request(method, path, body, options, headers);
    return response.json();
  }

  async #request(
    method: string,
    path: string,
    body: unknown,
    options: RequestOptions = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('infra-ai');
    const response = await this.#fetch(`${baseUrl}${path}`, {
      method,
      signal: options.signal,
      headers: {
        ...headers,
        // Of a form the runtime writes the header, as it knows the boundary.
        ...(body === undefined || body instanceof FormData
          ? {}
          : { 'Content-Type': 'application/json' }),
        ...(options.token ? { Authorization: `Bearer ${options.token}` } : {}),
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function toFilesForm(request: ProcessFilesRequest): FormData {
  const { files, ...fields } = request;
  const form = formOf(fields);
  for (const { path, content } of files) {
    form.append('file', content, path);
  }
  return form;
}

function formOf({
  publish,
  ...fields
}: Record<string, unknown> & { publish?: PublishRequest }): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== '') {
      form.set(name, String(value));
    }
  }
  if (publish) {
    form.set('publish', JSON.stringify(publish));
  }
  return form;
}

function toForm(request: ProcessImageRequest): FormData {
  const { file, fileName, ...fields } = request;
  const form = formOf(fields);
  // Last: a server that reads as it goes knows all else by then.
  form.set('file', file, fileName ?? 'picture');
  return form;
}

function analysisPath(id: string): string {
  return `/analyses/${encodeURIComponent(id)}`;
}

/** A query string with its `?`, of the values that are there. */
function toSearch(values: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') {
      search.set(key, String(value));
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
