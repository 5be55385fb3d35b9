import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  parseInfrastructureModel,
  type AnalyzerUsage,
  type Problem,
  withCode,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  AnalyzeOptions,
  AnalyzerResult,
} from '@infra-ai/backstage-plugin-infra-ai-node';
import { z } from 'zod';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { AnalysisOutcome, AnalysisRecord } from '../database/types';
import { systemName } from './analysisName';
import { loadInput } from './analyzerInput';
import type { AnalyzerRegistry } from './AnalyzerRegistry';
import type { Changes } from './Changes';
import { filesTitle } from './files/filesTitle';
import { toProblem } from './problems';
import { ProgressRecorder } from './ProgressRecorder';
import { DESCRIPTION_HINT } from './textInput';

/** What to give, for those in whose picture nothing was found. */
const PICTURE_HINT =
  'Give a larger picture whose labels can be read, or say in the description what it shows.';

const FILES_HINT =
  'Give the files that define the infrastructure, such as Compose, Kubernetes, Terraform or OpenAPI files.';

/** How often a run asks whether it still counts: another back end may have deleted or taken over the analysis. */
const CHECK_MS = 1_000;

const usageSchema = z.object({
  model: z.string(),
  inputTokens: z.number().nonnegative(),
  outputTokens: z.number().nonnegative(),
  costUsd: z.number().nonnegative().optional(),
});

type Ending = 'timeout' | 'stale' | 'stopping';

/** Runs analyses: one call, one attempt. */
export class AnalysisRunner {
  readonly #store: AnalysisStore;
  readonly #analyzers: AnalyzerRegistry;
  readonly #changes: Changes;
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;
  readonly #onFailedUsage?: (usage: AnalyzerUsage) => void;
  readonly #runs = new Map<string, (ending: Ending) => void>();
  #stopping = false;

  constructor(options: {
    store: AnalysisStore;
    analyzers: AnalyzerRegistry;
    changes: Changes;
    logger: LoggerService;
    timeoutMs: number;
    /** Told what an analysis cost that failed all the same. */
    onFailedUsage?: (usage: AnalyzerUsage) => void;
  }) {
    this.#store = options.store;
    this.#analyzers = options.analyzers;
    this.#changes = options.changes;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs;
    this.#onFailedUsage = options.onFailedUsage;
  }

  /**
   * Runs an analysis to its end.
   *
   * @throws Error when it has to be run again: the database did not answer, or this back end is stopping
   */
  async run(id: string, jobSignal: AbortSignal): Promise<void> {
    const analysis = await this.#store.startAttempt(id);
    if (!analysis) {
      return;
    }
    this.#changes.notify(id);
    const logger = this.#logger.child({
      analysisId: id,
      attempt: String(analysis.attempt),
    });
    logger.info(`Analysis starts with "${analysis.analyzerId}"`);
    const end = await this.#attempt(analysis, jobSignal, logger);
    this.#changes.notify(id);
    if (end === 'stopping') {
      await this.#store.requeue(id, analysis.attempt);
      throw new Error('This back end is stopping');
    }
    logger.info(`Analysis ends: ${end}`);
  }

  /** Stops a run in this process, if there is one, because its analysis was deleted. */
  cancel(id: string): void {
    this.#runs.get(id)?.('stale');
  }

  /** Gives an analysis up whose runs all died. */
  async abandon(id: string): Promise<void> {
    const given = await this.#store.abandon(id, {
      name: 'InternalError',
      message:
        'The back end stopped each time it worked on this analysis, so it was given up.',
      hint: 'Analyze a shorter part of the description or a smaller picture, or choose another analyzer.',
      code: 'analysis-given-up',
    });
    if (given) {
      this.#logger.error('Analysis was given up after its last attempt', {
        analysisId: id,
      });
      this.#changes.notify(id);
    }
  }

  /** Hands all running analyses back to the queue. */
  stop(): void {
    this.#stopping = true;
    this.#runs.forEach(end => end('stopping'));
  }

  async #attempt(
    analysis: AnalysisRecord,
    jobSignal: AbortSignal,
    logger: LoggerService,
  ): Promise<'completed' | 'failed' | 'stale' | 'stopping'> {
    const { id, attempt } = analysis;
    const controller = new AbortController();
    let ending: Ending | undefined;
    const end = (reason: Ending) => {
      ending ??= reason;
      controller.abort(new Error(`The analysis was ended: ${reason}`));
    };
    this.#runs.set(id, end);
    const timeout = setTimeout(() => end('timeout'), this.#timeoutMs);
    const check = setInterval(() => {
      this.#store.isCurrent(id, attempt).then(
        current => current || end('stale'),
        error => logger.warn('Could not check whether the run counts', error),
      );
    }, CHECK_MS);
    const onJobAbort = () => end(this.#stopping ? 'stopping' : 'stale');
    jobSignal.addEventListener('abort', onJobAbort, { once: true });
    const recorder = new ProgressRecorder({
      write: async events => {
        await this.#store.addProgress(id, attempt, events).then(
          () => this.#changes.notify(id),
          error => logger.warn('Progress could not be stored', error),
        );
      },
    });
    if (this.#stopping) {
      end('stopping');
    }

    let result: AnalysisOutcome | Problem;
    let failedUsage: AnalyzerUsage | undefined;
    try {
      const answer = await this.#analyze(analysis, {
        signal: controller.signal,
        onProgress: progress => recorder.add(progress),
        logger,
      });
      result = checkResult(analysis, answer);
      if (!('model' in result)) {
        failedUsage = this.#countFailed(answer);
      }
    } catch (error) {
      failedUsage = this.#countFailed(error);
      if (ending === 'stale' || ending === 'stopping') {
        return ending;
      }
      logger.warn('The analyzer failed', error as Error);
      result =
        ending === 'timeout'
          ? timeoutProblem(this.#timeoutMs)
          : toProblem(error);
    } finally {
      clearTimeout(timeout);
      clearInterval(check);
      jobSignal.removeEventListener('abort', onJobAbort);
      this.#runs.delete(id);
      await recorder.close();
    }

    if ('model' in result) {
      const stored = await this.#store.complete(id, attempt, result);
      return stored ? 'completed' : 'stale';
    }
    const stored = await this.#store.fail(id, attempt, result, failedUsage);
    return stored ? 'failed' : 'stale';
  }

  /** An analyzer says by its answer, or by the error it throws, what a failed analysis cost. */
  #countFailed(from: unknown): AnalyzerUsage | undefined {
    const { data } = usageSchema.safeParse(
      (from as AnalyzerResult | null)?.usage,
    );
    if (data) {
      this.#onFailedUsage?.(data);
    }
    return data;
  }

  async #analyze(
    analysis: AnalysisRecord,
    options: AnalyzeOptions,
  ): Promise<AnalyzerResult> {
    const { signal } = options;
    const analyzer = this.#analyzers.find(analysis.analyzerId);
    if (!analyzer) {
      throw Object.assign(
        withCode(
          new NotFoundError(
            `The analyzer "${analysis.analyzerId}" is not installed any more.`,
          ),
          'analyzer-missing',
          { analyzer: analysis.analyzerId },
        ),
        { hint: 'Analyze again with another analyzer.' },
      );
    }
    const input = await loadInput(analysis, this.#store);
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      }),
    );
    // An analyzer that overlooks the signal must not hold the job.
    return Promise.race([analyzer.analyze(input, options), aborted]);
  }
}

/** Whatever an analyzer promises, its answer is data from outside. An invalid one is refused, not repaired. */
function checkResult(
  analysis: AnalysisRecord,
  result: AnalyzerResult,
): AnalysisOutcome | Problem {
  let model;
  try {
    model = parseInfrastructureModel(result.model);
  } catch (error) {
    return {
      name: 'InvalidModelError',
      message: `The analyzer "${
        analysis.analyzerId
      }" gave an answer that cannot be used. ${(error as Error).message}`.slice(
        0,
        2_000,
      ),
      hint: 'Try again, or choose another analyzer.',
      code: 'analyzer-answer',
      values: { analyzer: analysis.analyzerId },
    };
  }
  if (model.elements.length === 0) {
    return {
      name: 'InputError',
      message: `Nothing that belongs in the catalog was recognized in the ${
        { text: 'description', image: 'picture', files: 'files' }[
          analysis.inputKind
        ]
      }.`,
      hint: { text: DESCRIPTION_HINT, image: PICTURE_HINT, files: FILES_HINT }[
        analysis.inputKind
      ],
      code: `nothing-in-${analysis.inputKind}`,
    };
  }
  return {
    name:
      analysis.requestedName ??
      systemName(
        analysis.id,
        model,
        analysis.picture?.fileName,
        filesTitle(analysis.filesOrigin),
      ),
    model,
    usage: result.usage,
  };
}

function timeoutProblem(timeoutMs: number): Problem {
  return {
    name: 'TimeoutError',
    message: `The analysis took longer than ${Math.round(
      timeoutMs / 1000,
    )} seconds and was stopped.`,
    hint: 'Shorten the description or give a smaller picture, try again, or choose another analyzer; an administrator can raise infraAi.analysis.timeout.',
    code: 'analysis-timeout',
    values: { seconds: Math.round(timeoutMs / 1000) },
  };
}
