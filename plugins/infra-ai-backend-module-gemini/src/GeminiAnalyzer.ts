import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  AnalyzeOptions,
  AnalyzerResult,
  InfrastructureAnalyzer,
} from '@infra-ai/backstage-plugin-infra-ai-node';
import type { Answer } from './answer/answerSchema';
import { ElementCounter } from './answer/ElementCounter';
import { readAnswer } from './answer/readAnswer';
import { responseSchema } from './answer/responseSchema';
import { assertFinished } from './client/finish';
import type { GeminiClient, GeminiPart } from './client/GeminiClient';
import {
  defaultRetryPolicy,
  withRetries,
  type RetryOptions,
  type RetryPolicy,
} from './client/retry';
import { SdkGeminiClient } from './client/SdkGeminiClient';
import { sleep } from './client/sleep';
import type { GeminiOptions } from './config';
import { toAnalysisError, toHealthError, withHint } from './errors';
import type { PreparedMaterial } from './material/PreparedMaterial';
import { prepareText } from './material/text';
import { drawMarker } from './prompt/fence';
import { systemInstruction } from './prompt/systemInstruction';
import { UsageMeter } from './UsageMeter';
import { analyzerVersion } from './version';

/** What a test replaces to be quick and repeatable. */
export interface GeminiSurroundings {
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

/** Turns a description into an infrastructure model with Google's Gemini. */
export class GeminiAnalyzer implements InfrastructureAnalyzer {
  readonly id = 'gemini';
  readonly title = 'Google Gemini';
  readonly version: string;
  readonly #options: GeminiOptions;
  readonly #logger: LoggerService;
  readonly #around: GeminiSurroundings;

  private constructor(
    options: GeminiOptions,
    logger: LoggerService,
    around: GeminiSurroundings,
  ) {
    this.version = analyzerVersion(options.model);
    this.#options = options;
    this.#logger = logger;
    this.#around = around;
  }

  static create({
    options,
    logger,
    ...around
  }: {
    options: GeminiOptions;
    logger: LoggerService;
  } & Partial<GeminiSurroundings>): GeminiAnalyzer {
    const now = around.now ?? Date.now;
    return new GeminiAnalyzer(options, logger, {
      client: new SdkGeminiClient({ ...options, now }),
      policy: defaultRetryPolicy,
      random: Math.random,
      sleep,
      drawMarker,
      ...around,
      now,
    });
  }

  accepts(input: AnalyzerInput): boolean {
    return input.kind === 'text';
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
    { signal, onProgress }: AnalyzeOptions,
  ): Promise<AnalyzerResult> {
    const { model, prices, timeoutMs } = this.#options;
    const { now } = this.#around;
    const timeout = AbortSignal.timeout(timeoutMs);
    const meter = new UsageMeter();
    const total = () => meter.total(model, prices, new Date(now()));
    try {
      const material = await this.#prepare(input);
      const answer = await this.#ask(material, meter, {
        signal: AbortSignal.any([signal, timeout]),
        deadline: now() + timeoutMs,
        onProgress,
      });
      if (answer.elements.length === 0) {
        throw withHint(
          new InputError('Gemini found no infrastructure in the description.'),
          'Name the services, data stores and interfaces, and how they use each other.',
        );
      }
      const usage = total();
      return { model: material.toModel(answer), ...(usage ? { usage } : {}) };
    } catch (error) {
      const usage = total();
      if (usage) {
        this.#logger.info('Gemini was paid for an analysis that failed', {
          ...usage,
        });
      }
      signal.throwIfAborted();
      if (timeout.aborted) {
        throw withHint(
          new ServiceUnavailableError(
            `Gemini did not finish within ${timeoutMs / 1000} seconds.`,
          ),
          'Try again, shorten the description, or raise infraAi.gemini.timeout.',
        );
      }
      throw toAnalysisError(error);
    }
  }

  async #prepare(input: AnalyzerInput): Promise<PreparedMaterial> {
    if (input.kind !== 'text') {
      throw new InputError(`The Gemini analyzer cannot read ${input.kind} yet`);
    }
    return prepareText(input, this.#around.drawMarker);
  }

  /** Asks until an answer follows the schema, at most {@link MAX_ASKS} times. */
  async #ask(
    material: PreparedMaterial,
    meter: UsageMeter,
    run: AnalyzeOptions & { deadline: number },
  ): Promise<Answer> {
    let violation: string | undefined;
    for (let ask = 1; ask <= MAX_ASKS; ask++) {
      if (violation) {
        this.#logger.warn(`Gemini broke the answer's schema: ${violation}`);
        run.onProgress({
          step: 'ask',
          message: 'The answer of Gemini was not usable; asking once more',
        });
      }
      const text = await this.#call(material.prompt(violation), meter, run);
      const read = readAnswer(text);
      if (read.answer) {
        return read.answer;
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
    parts: GeminiPart[],
    meter: UsageMeter,
    { signal, deadline, onProgress }: AnalyzeOptions & { deadline: number },
  ): Promise<string> {
    const { model, maxOutputTokens } = this.#options;
    const { client, policy, now, random, sleep: wait } = this.#around;
    const attempt = async () => {
      onProgress({ step: 'ask', message: `Waiting for ${model}` });
      const counter = new ElementCounter();
      let shown = '';
      const answer = await client.generate(
        { systemInstruction, parts, responseSchema, maxOutputTokens },
        {
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
        },
      );
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
        this.#logger.warn(
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
