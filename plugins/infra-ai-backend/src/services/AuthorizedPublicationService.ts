import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  infraAiAnalysisUpdatePermission,
  infraAiPublishPermission,
  type AnalysisFiles,
  type Publication,
  type PublishTargets,
  type RepositoryAvailability,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisAccess } from './AnalysisAccess';
import type { GithubService } from './GithubService';
import type {
  PublicationOrder,
  PublicationService,
} from './PublicationService';
import { toPublication } from './toApi';

/** {@link PublicationService} for callers: checks what they may. */
export class AuthorizedPublicationService {
  readonly #access: AnalysisAccess;
  readonly #publications: PublicationService;
  readonly #github: GithubService;

  constructor(options: {
    access: AnalysisAccess;
    publications: PublicationService;
    github: GithubService;
  }) {
    this.#access = options.access;
    this.#publications = options.publications;
    this.#github = options.github;
  }

  async publish(
    analysisId: string,
    order: PublicationOrder,
    credentials: BackstageCredentials,
  ): Promise<Publication> {
    await this.#access.require(infraAiPublishPermission, credentials);
    // Who only reads may see what would be done, and publish a copy of their own.
    const analysis = order.dryRun
      ? await this.#access.readable(analysisId, credentials)
      : await this.#access.permitted(
          infraAiAnalysisUpdatePermission,
          analysisId,
          credentials,
        );
    return toPublication(
      await this.#publications.publish(analysis, order, credentials),
    );
  }

  async get(
    analysisId: string,
    publicationId: string,
    credentials: BackstageCredentials,
  ): Promise<Publication> {
    const analysis = await this.#access.readable(analysisId, credentials);
    return toPublication(await this.#find(analysis.id, publicationId));
  }

  /** Gives up a publication; see {@link PublicationService.cancel}. */
  async cancel(
    analysisId: string,
    publicationId: string,
    credentials: BackstageCredentials,
  ): Promise<Publication> {
    await this.#access.require(infraAiPublishPermission, credentials);
    const analysis = await this.#access.permitted(
      infraAiAnalysisUpdatePermission,
      analysisId,
      credentials,
    );
    const publication = await this.#find(analysis.id, publicationId);
    return toPublication(
      await this.#publications.cancel(publication, credentials),
    );
  }

  async #find(analysisId: string, publicationId: string) {
    const publications = await this.#publications.listFor([analysisId]);
    const publication = publications.find(({ id }) => id === publicationId);
    if (!publication) {
      throw new NotFoundError(
        `The analysis has no publication "${publicationId}".`,
      );
    }
    return publication;
  }

  /** The base of an update; see `GET /analyses/:id/files?published=true`. */
  async publishedFiles(
    analysisId: string,
    target: { owner?: string; repo?: string },
    credentials: BackstageCredentials,
  ): Promise<AnalysisFiles> {
    const analysis = await this.#access.readable(analysisId, credentials);
    if (analysis.state !== 'completed') {
      throw new ConflictError(
        `The analysis is ${analysis.state}, so nothing of it was published.`,
      );
    }
    return this.#publications.publishedFiles(analysis, target);
  }

  async targets(credentials: BackstageCredentials): Promise<PublishTargets> {
    await this.#access.require(infraAiPublishPermission, credentials);
    return this.#github.targets();
  }

  async availability(
    target: { owner: string; repo: string },
    credentials: BackstageCredentials,
  ): Promise<RepositoryAvailability> {
    await this.#access.require(infraAiPublishPermission, credentials);
    return this.#github.availability(target);
  }
}
