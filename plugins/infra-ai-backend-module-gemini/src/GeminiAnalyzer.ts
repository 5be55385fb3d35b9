import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type {
  AnalyzerInput,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  AnalyzeOptions,
  AnalyzerResult,
  InfrastructureAnalyzer,
} from '@infra-ai/backstage-plugin-infra-ai-node';
import { scalePicture } from '@infra-ai/pictures';
import { ElementCounter } from './answer/ElementCounter';
import { assertFinished } from './client/finish';
import type { GeminiClient } from './client/GeminiClient';
import {
  defaultRetryPolicy,
  withRetries,
  type RetryOptions,
  type RetryPolicy,
} from './client/retry';
import { SdkGeminiClient } from './client/SdkGeminiClient';
import { sleep } from './client/sleep';
import type { GeminiOptions } from './config';
import { toAnalysisError, toHealthError, withHint, withUsage } from './errors';
import { preparePicture, type PictureTools } from './material/picture';
import type { PreparedMaterial } from './material/PreparedMaterial';
import { prepareText } from './material/text';
import type { Recognizer } from './picture/recognizeText';
import { drawMarker } from './prompt/fence';
import { UsageMeter } from './UsageMeter';
import { analyzerVersion } from './version';

/** What a test replaces to be quick and repeatable. */
export interface GeminiSurroundings
  extends Pick<PictureTools, 'scalePicture' | 'recognitionTimeoutMs'> {
  client: GeminiClient;
  policy: RetryPolicy;
  now(): number;
  random: RetryOptions['random'];
  sleep: RetryOptions['sleep'];
  drawMarker(): string;
}

/** How often an answer that breaks the schema is asked for again. */
const MAX_ASKS = 2;
const HEALTH_TIMEOUT_MS = 5_000;
/** Recognition of text takes a few seconds at most; it is a help, and not worth a longer wait. */
const RECOGNITION_TIMEOUT_MS = 30_000;
/** Kinds of pictures that Gemini takes. */
const RASTER_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** One analysis. */
type GeminiRun = Required<AnalyzeOptions> & {
  /** Milliseconds since 1970. */
  deadline: number;
};

interface CreateOptions {
  options: GeminiOptions;
  logger: LoggerService;
  /** Reads the text in pictures; whoever made it closes it. */
  recognizer: Recognizer;
}

/** Turns a description or a picture into an infrastructure model with Google's Gemini. */
export class GeminiAnalyzer implements InfrastructureAnalyzer {
  readonly id = 'gemini';
  readonly title = 'Google Gemini';
  readonly version: string;
  readonly #options: GeminiOptions;
  readonly #logger: LoggerService;
  readonly #around: GeminiSurroundings & { recognizer: Recognizer };

  private constructor({
    options,
    logger,
    ...around
  }: CreateOptions & GeminiSurroundings) {
    this.version = analyzerVersion(options.model);
    this.#options = options;
    this.#logger = logger;
    this.#around = around;
  }

  static create({
    options,
    ...around
  }: CreateOptions & Partial<GeminiSurroundings>): GeminiAnalyzer {
    const now = around.now ?? Date.now;
    return new GeminiAnalyzer({
      options,
      client: new SdkGeminiClient({ ...options, now }),
      policy: defaultRetryPolicy,
      random: Math.random,
      sleep,
      drawMarker,
      scalePicture,
      recognitionTimeoutMs: RECOGNITION_TIMEOUT_MS,
      ...around,
      now,
    });
  }

  accepts(input: AnalyzerInput): boolean {
    return (
      input.kind === 'text' ||
      (input.kind === 'image' && RASTER_TYPES.has(input.mediaType))
    );
  }

  async checkHealth({ signal }: { signal: AbortSignal }): Promise<void> {
    const timeout = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
    try {
      await this.#around.client.checkModel({
        signal: AbortSignal.any([signal, timeout]),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw timeout.aborted
        ? new ServiceUnavailableError(
            `Gemini did not answer within ${HEALTH_TIMEOUT_MS / 1000} seconds.`,
          )
        : toHealthError(error);
    }
  }

  async analyze(
    input: AnalyzerInput,
    { signal, onProgress, logger = this.#logger }: AnalyzeOptions,
  ): Promise<AnalyzerResult> {
    const { model, prices, timeoutMs } = this.#options;
    const { now } = this.#around;
    const timeout = AbortSignal.timeout(timeoutMs);
    const meter = new UsageMeter();
    const total = () => meter.total(model, prices, new Date(now()));
    try {
      const run = {
        signal: AbortSignal.any([signal, timeout]),
        deadline: now() + timeoutMs,
        onProgress,
        logger,
      };
      const material = await this.#prepare(input, run);
      const found = await this.#ask(material, meter, run);
      if (found.elements.length === 0) {
        const { message, hint } = material.nothingFound;
        throw withHint(new InputError(message), hint);
      }
      const usage = total();
      return { model: found, ...(usage ? { usage } : {}) };
    } catch (error) {
      const usage = total();
      if (usage) {
        logger.info('Gemini was paid for an analysis that failed', {
          ...usage,
        });
      }
      signal.throwIfAborted();
      if (timeout.aborted) {
        throw withUsage(
          withHint(
            new ServiceUnavailableError(
              `Gemini did not finish within ${timeoutMs / 1000} seconds.`,
            ),
            'Try again, send less at once, or raise infraAi.gemini.timeout.',
          ),
          usage,
        );
      }
      throw withUsage(toAnalysisError(error), usage);
    }
  }

  async #prepare(
    input: AnalyzerInput,
    { signal, onProgress, logger }: GeminiRun,
  ): Promise<PreparedMaterial> {
    if (input.kind === 'text') {
      return prepareText(input, this.#around.drawMarker);
    }
    if (input.kind === 'image' && this.accepts(input)) {
      onProgress({
        step: 'prepare',
        message: 'Reading the text in the picture',
      });
      return preparePicture(input, { ...this.#around, logger }, signal);
    }
    throw new InputError(
      `The Gemini analyzer does not read ${
        input.kind === 'image' ? input.mediaType : input.kind
      }`,
    );
  }

  /** Asks until an answer follows the schema, at most {@link MAX_ASKS} times. */
  async #ask(
    material: PreparedMaterial,
    meter: UsageMeter,
    run: GeminiRun,
  ): Promise<InfrastructureModel> {
    let violation: string | undefined;
    for (let ask = 1; ask <= MAX_ASKS; ask++) {
      if (violation) {
        run.logger.warn(`Gemini broke the answer's schema: ${violation}`);
        run.onProgress({
          step: 'ask',
          message: 'The answer of Gemini was not usable; asking once more',
        });
      }
      const text = await this.#call(material, violation, meter, run);
      const read = material.read(text);
      if (read.model) {
        return read.model;
      }
      violation = read.violation;
    }
    throw withHint(
      new ServiceUnavailableError(
        `Gemini answered ${MAX_ASKS} times with something that is no infrastructure model: ${violation}.`,
      ),
      'Try again, or choose another analyzer.',
    );
  }

  /** One whole answer's text, with as many HTTP requests as it takes. */
  async #call(
    material: PreparedMaterial,
    refusal: string | undefined,
    meter: UsageMeter,
    { signal, deadline, onProgress, logger }: GeminiRun,
  ): Promise<string> {
    const { model, maxOutputTokens } = this.#options;
    const { client, policy, now, random, sleep: wait } = this.#around;
    const request = {
      systemInstruction: material.systemInstruction,
      responseSchema: material.responseSchema,
      parts: material.prompt(refusal),
      maxOutputTokens,
    };
    const attempt = async () => {
      onProgress({ step: 'ask', message: `Waiting for ${model}` });
      const counter = new ElementCounter();
      let shown = '';
      const answer = await client.generate(request, {
        signal,
        onUsage: meter.startCall(),
        onText: piece => {
          counter.write(piece);
          const message = counter.message();
          if (message && message !== shown) {
            shown = message;
            onProgress({ step: 'read', message });
          }
        },
      });
      assertFinished(answer, maxOutputTokens);
      return answer.text;
    };
    return withRetries(attempt, {
      policy,
      signal,
      deadline,
      now,
      random,
      sleep: wait,
      onRetry: (failure, next, ms) => {
        logger.warn(
          `Gemini call failed, attempt ${next} of ${
            policy.maxAttempts
          } in ${Math.round(ms)} ms: ${failure.message}`,
        );
        onProgress({
          step: 'retry',
          message: `${failure.summary}. Trying again in ${Math.ceil(
            ms / 1000,
          )} s (${next} of ${policy.maxAttempts})`,
        });
      },
    });
  }
}
