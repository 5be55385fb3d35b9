import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  infraAiPublishPermission,
  type Analysis,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublicationRecord } from '../database/types';
import type { AnalysisAccess } from './AnalysisAccess';
import type { AnalysisService } from './AnalysisService';
import type {
  AuthorizedAnalysisService,
  StartOrder,
} from './AuthorizedAnalysisService';
import { problemToError } from './problems';
import type {
  PublicationOrder,
  PublicationService,
} from './PublicationService';

/** From text or picture to analysis, and on to the repository when asked, as one piece of work. */
export class Processing {
  readonly #access: AnalysisAccess;
  readonly #authorized: AuthorizedAnalysisService;
  readonly #analyses: AnalysisService;
  readonly #publications: PublicationService;
  readonly #logger: LoggerService;

  constructor(options: {
    access: AnalysisAccess;
    authorized: AuthorizedAnalysisService;
    analyses: AnalysisService;
    publications: PublicationService;
    logger: LoggerService;
  }) {
    this.#access = options.access;
    this.#authorized = options.authorized;
    this.#analyses = options.analyses;
    this.#publications = options.publications;
    this.#logger = options.logger;
  }

  /**
   * Starts the work, which goes on whether or not the caller waits for `done`. All that the caller can have done wrong
   * is found before anything is stored.
   */
  async start(
    order: StartOrder & { publish?: PublicationOrder },
    credentials: BackstageCredentials,
  ): Promise<{ analysis: Analysis; done: Promise<Analysis> }> {
    const { publish, ...material } = order;
    if (publish) {
      await this.#access.require(infraAiPublishPermission, credentials);
      this.#publications.check(publish);
    }
    const analysis = await this.#authorized.start(material, credentials);
    // The row says that a publication was asked for even if this process dies: credentials are not stored, so the
    // watching job then ends it with a message.
    const reserved =
      publish && (await this.#publications.reserve(analysis, publish));
    const done = this.#finish(analysis.id, publish, reserved, credentials);
    done.catch(error =>
      this.#logger.info(`Processing ended: ${error.message}`, {
        analysisId: analysis.id,
      }),
    );
    return { analysis, done };
  }

  async #finish(
    id: string,
    publish: PublicationOrder | undefined,
    reserved: { publication: PublicationRecord; created: boolean } | undefined,
    credentials: BackstageCredentials,
  ): Promise<Analysis> {
    const record = await this.#analyses.waitForEnd(id);
    if (!record) {
      throw new NotFoundError('The analysis was deleted before it was done.');
    }
    if (record.state !== 'completed') {
      const problem = record.error ?? {
        name: 'CancelledError',
        message: 'The analysis was cancelled.',
      };
      if (reserved?.created) {
        await this.#publications.giveUp(reserved.publication.id, problem);
      }
      throw problemToError(problem);
    }
    if (publish && reserved) {
      // Whoever made the publication begins it; who asked for the same meanwhile waits for its end.
      if (reserved.created) {
        await this.#publications.begin(
          record,
          reserved.publication,
          publish,
          credentials,
        );
      }
      const publication = await this.#publications.waitForEnd(
        reserved.publication.id,
      );
      if (publication?.error) {
        throw problemToError(publication.error);
      }
    }
    return this.#analyses.present((await this.#analyses.waitForEnd(id))!);
  }
}
