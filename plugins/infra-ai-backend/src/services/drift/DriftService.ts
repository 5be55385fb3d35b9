import { randomUUID } from 'node:crypto';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisStore } from '../../database/AnalysisStore';
import type {
  DriftOutcome,
  DriftRecord,
  DriftStore,
} from '../../database/DriftStore';
import type { AnalysisRecord } from '../../database/types';
import type { AnalysisService } from '../AnalysisService';
import type { AuthorizedAnalysisService } from '../AuthorizedAnalysisService';
import type { EntitySource } from '../entities/EntitySources';
import { problemToError, StatusError, toProblem } from '../problems';
import type { DriftComparison } from './DriftComparison';

/** Checks that one back end runs at once: each reads a repository. */
const MAX_CHECKS = 4;
/** For reading the repository and asking the catalog, beside the analysis. */
const AROUND_MS = 120_000;

/** Compares entities with their repositories. Whoever calls has checked that the caller may. */
export class DriftService {
  readonly #store: DriftStore;
  readonly #analysisStore: AnalysisStore;
  readonly #authorized: AuthorizedAnalysisService;
  readonly #analyses: AnalysisService;
  readonly #comparison: DriftComparison;
  readonly #logger: LoggerService;
  readonly #staleMs: number;
  #running = 0;

  constructor(options: {
    store: DriftStore;
    analysisStore: AnalysisStore;
    authorized: AuthorizedAnalysisService;
    analyses: AnalysisService;
    comparison: DriftComparison;
    logger: LoggerService;
    /** Longest time of an analysis. */
    timeoutMs: number;
  }) {
    this.#store = options.store;
    this.#analysisStore = options.analysisStore;
    this.#authorized = options.authorized;
    this.#analyses = options.analyses;
    this.#comparison = options.comparison;
    this.#logger = options.logger;
    this.#staleMs = options.timeoutMs + AROUND_MS;
  }

  /**
   * Starts a check, which goes on behind the answer; of an entity that is being checked the answer is that check.
   *
   * @throws StatusError 429 when too many are under way
   */
  async start(
    source: EntitySource,
    credentials: BackstageCredentials,
    options: { requestedBy?: string; keepAnalysis: boolean },
  ): Promise<{ record: DriftRecord; done: Promise<DriftRecord | undefined> }> {
    if (this.#running >= MAX_CHECKS) {
      throw new StatusError(
        429,
        'TooManyRequestsError',
        'Too many entities are being compared with their repositories at the moment. Try again in a minute.',
      );
    }
    this.#running++;
    const checkId = randomUUID();
    let record: DriftRecord;
    try {
      record = await this.#store.begin({
        entityRef: source.entityRef,
        checkId,
        requestedBy: options.requestedBy,
        staleMs: this.#staleMs,
      });
    } catch (error) {
      this.#running--;
      throw error;
    }
    const done =
      record.checkId === checkId
        ? this.#run(source, checkId, credentials, options.keepAnalysis)
        : Promise.resolve(undefined);
    done
      .catch(error =>
        this.#logger.warn('A drift check could not be stored', error),
      )
      .finally(() => this.#running--);
    return { record, done };
  }

  /** The last check; one that died with its back end has failed. */
  async last(entityRef: string): Promise<DriftRecord | undefined> {
    const record = await this.#store.get(entityRef);
    return record?.state === 'checking' &&
      Date.now() - record.checkedAt.getTime() > this.#staleMs
      ? {
          ...record,
          state: 'failed',
          error: {
            name: 'TimeoutError',
            message:
              'The check did not end in time; the back end may have been restarted meanwhile. Check again.',
          },
        }
      : record;
  }

  async #run(
    source: EntitySource,
    checkId: string,
    credentials: BackstageCredentials,
    keepAnalysis: boolean,
  ): Promise<DriftRecord | undefined> {
    const { entityRef, url } = source;
    const outcome = await this.#find(source, credentials, keepAnalysis).catch(
      (error: Error): DriftOutcome => {
        this.#logger.info(`Drift check of ${entityRef} fails`, error);
        return { state: 'failed', error: problemOf(error) };
      },
    );
    return this.#store.end(entityRef, checkId, { ...outcome, url });
  }

  async #find(
    source: EntitySource,
    credentials: BackstageCredentials,
    keepAnalysis: boolean,
  ): Promise<DriftOutcome> {
    const { id } = await this.#authorized.start(
      {
        kind: 'files',
        entityRef: source.entityRef,
        // The reader has its own timeout.
        signal: new AbortController().signal,
      },
      credentials,
    );
    const analysis = await this.#analyses.waitForEnd(id);
    if (!analysis) {
      throw new NotFoundError(
        'The analysis of the repository was deleted before it was done.',
      );
    }
    try {
      if (analysis.state !== 'completed') {
        throw problemToError(
          analysis.error ?? {
            name: 'CancelledError',
            message: 'The analysis of the repository was cancelled.',
          },
        );
      }
      const { changes, model } = await this.#comparison.compare(
        source,
        analysis,
        credentials,
      );
      if (keepAnalysis) {
        // Of one that a person has edited meanwhile the edit stays.
        await this.#analysisStore.update(id, {
          revision: analysis.revision,
          model,
        });
      }
      return {
        state: changes.length > 0 ? 'drifted' : 'in-sync',
        changes,
        ...(keepAnalysis ? { analysisId: id } : {}),
      };
    } finally {
      if (!keepAnalysis) {
        await this.#discard(analysis);
      }
    }
  }

  /** Nobody would look at the analyses of a schedule, and there would be one of each run. */
  async #discard(analysis: AnalysisRecord): Promise<void> {
    await this.#analyses
      .delete(analysis)
      .catch(error =>
        this.#logger.warn('An analysis of a drift check stays', error),
      );
  }
}

function problemOf(error: Error): Problem {
  const { name, message } = toProblem(error);
  return name === 'InternalError'
    ? {
        name,
        message:
          'The check stopped with an unexpected error. The log of the back end holds the cause.',
      }
    : { name, message };
}
