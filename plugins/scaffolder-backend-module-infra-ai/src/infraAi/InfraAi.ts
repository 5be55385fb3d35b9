import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  InfraAiClient,
  type AnalysisFiles,
  type InfraAiApi,
} from '@infra-ai/backstage-plugin-infra-ai-common';

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
   * The permission to publish does not cover what the person may only read.
   *
   * @throws NotAllowedError with the way out, NotFoundError
   */
  async assertMayPublish(
    analysisId: string,
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<void> {
    const { allowed } = await this.client.getAnalysis(
      analysisId,
      await this.requestOptions(credentials, signal),
    );
    if (!allowed?.publish) {
      throw new NotAllowedError(
        'You may read this analysis, but not change it, so you cannot publish it. Publish a copy of it, or ask its author',
      );
    }
  }

  /**
   * The files that publishing an analysis writes, for the given repository when one is named; with `published` those that
   * were published there last.
   */
  async files(
    {
      analysisId,
      owner,
      repo,
      published,
    }: {
      analysisId: string;
      owner?: string;
      repo?: string;
      published?: boolean;
    },
    credentials: BackstageCredentials,
    signal?: AbortSignal,
  ): Promise<AnalysisFiles> {
    return this.client.getFiles(analysisId, {
      ...(await this.requestOptions(credentials, signal)),
      owner,
      repo,
      published,
    });
  }
}
