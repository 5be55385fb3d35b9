import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  InfraAiClient,
  planFiles,
  type Analysis,
  type FilePlan,
  type InfraAiApi,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { ConflictError } from '@backstage/errors';

/** The Infrastructure AI back end as the person who started the task sees it. */
export class InfraAi {
  readonly #auth: AuthService;
  readonly client: InfraAiApi;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    client?: InfraAiApi;
  }) {
    this.#auth = options.auth;
    this.client =
      options.client ?? new InfraAiClient({ discoveryApi: options.discovery });
  }

  /** Options of a request that is made on the person's behalf. */
  async requestOptions(
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<{ token: string; signal?: AbortSignal }> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'infra-ai',
    });
    return { token, signal };
  }

  /**
   * The files that publishing an analysis writes.
   *
   * @throws ConflictError when the analysis has no result
   */
  async plan(
    options: {
      analysisId: string;
      projectSlug?: string;
      techdocs: boolean;
    },
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<{ analysis: Analysis; plan: FilePlan }> {
    const { analysisId, projectSlug, techdocs } = options;
    const analysis = await this.client.getAnalysis(
      analysisId,
      await this.requestOptions(credentials, signal),
    );
    if (!analysis.model) {
      throw new ConflictError(
        `The analysis ${analysisId} is ${analysis.state} and has no result to publish`,
      );
    }
    const plan = planFiles(analysis.model, {
      owner: analysis.owner,
      systemName: analysis.name,
      provenance: { analysisId, analyzer: analysis.analyzer.id },
      projectSlug,
      techdocs,
    });
    return { analysis, plan };
  }
}
