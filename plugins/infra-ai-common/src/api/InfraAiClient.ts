import { ResponseError } from '@backstage/errors';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { toFilesForm, toImageForm } from './forms';
import type { InfraAiApi, RequestOptions } from './InfraAiApi';
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
    return this.#json('POST', '/process-image', toImageForm(request), options, {
      Prefer: 'respond-async',
    });
  }

  async processImage(
    request: ProcessImageRequest,
    options?: RequestOptions,
  ): Promise<Analysis> {
    return this.#json('POST', '/process-image', toImageForm(request), options);
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
