import {
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  type EnhancedGenerateContentResponse,
  type ResponseSchema,
  type UsageMetadata,
} from '@google/generative-ai';
import { z } from 'zod';
import type { GeminiErrorDetail } from './errorDetails';
import type {
  GeminiAnswer,
  GeminiCallOptions,
  GeminiClient,
  GeminiRequest,
} from './GeminiClient';
import { GeminiFailure } from './GeminiFailure';
import { observeFetch, type FetchObservation } from './observeFetch';
import { describeNetworkError, describeRefusal } from './refusal';

export interface SdkGeminiClientOptions {
  apiKey: string;
  model: string;
  /** Without a slash at the end. */
  baseUrl: string;
  now(): number;
}

/** Far above what the token limit allows; a broken server must not fill the memory. */
const MAX_ANSWER_CHARACTERS = 4_000_000;

/** The SDK tells the failures of a stream and of a connection apart by their words only. */
const STREAM_ERRORS =
  /Failed to parse stream|Error parsing JSON response|Error reading from the stream/;
const NETWORK_ERRORS = /Error fetching from|fetch failed|terminated/;

/** Lenient: what a vendor sends with an error is a hint at most. */
const errorBodySchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    details: z.array(z.looseObject({})).catch([]),
  }),
});

/**
 * Talks to the Gemini API through `@google/generative-ai`. The only file that knows the SDK, whose upstream is archived.
 */
export class SdkGeminiClient implements GeminiClient {
  readonly #options: SdkGeminiClientOptions;
  readonly #sdk: GoogleGenerativeAI;

  constructor(options: SdkGeminiClientOptions) {
    this.#options = options;
    this.#sdk = new GoogleGenerativeAI(options.apiKey);
  }

  async generate(
    request: GeminiRequest,
    { signal, onText, onUsage }: GeminiCallOptions,
  ): Promise<GeminiAnswer> {
    const model = this.#sdk.getGenerativeModel(
      {
        model: this.#options.model,
        systemInstruction: request.systemInstruction,
        generationConfig: {
          responseMimeType: 'application/json',
          responseSchema: request.responseSchema as ResponseSchema,
          maxOutputTokens: request.maxOutputTokens,
        },
      },
      { baseUrl: this.#options.baseUrl },
    );
    return this.#call(signal, async ownSignal => {
      const { stream, response } = await model.generateContentStream(
        { contents: [{ role: 'user', parts: request.parts }] },
        { signal: ownSignal },
      );
      // The SDK reads the stream twice; nobody waits for its second reader, which fails with the first.
      response.catch(() => {});
      const answer: GeminiAnswer = { text: '' };
      for await (const chunk of stream) {
        const piece = textOf(chunk);
        answer.text += piece;
        if (answer.text.length > MAX_ANSWER_CHARACTERS) {
          throw new GeminiFailure(
            'bad-request',
            'Gemini sent more than an answer can hold',
            'Check infraAi.gemini.baseUrl if it is set',
          );
        }
        answer.finishReason =
          chunk.candidates?.[0]?.finishReason ?? answer.finishReason;
        answer.blockReason =
          chunk.promptFeedback?.blockReason ?? answer.blockReason;
        reportUsage(chunk.usageMetadata, onUsage);
        if (piece) {
          onText(piece);
        }
      }
      return answer;
    });
  }

  async checkModel({ signal }: { signal: AbortSignal }): Promise<void> {
    const { apiKey, baseUrl, model, now } = this.#options;
    // The SDK has no call for it.
    await this.#call(signal, async ownSignal => {
      const response = await fetch(`${baseUrl}/v1beta/models/${model}`, {
        headers: { 'x-goog-api-key': apiKey },
        signal: ownSignal,
      });
      const body = await response.json().catch(() => undefined);
      if (!response.ok) {
        const { data } = errorBodySchema.safeParse(body);
        throw describeRefusal(
          {
            status: response.status,
            message: data?.error.message ?? '',
            details: data?.error.details ?? [],
          },
          model,
          now(),
        );
      }
    });
  }

  /**
   * Runs one request and puts what it throws into our words. The request gets a signal of its own, which ends with it:
   * the SDK never removes its listener.
   */
  async #call<T>(
    signal: AbortSignal,
    request: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const observation: FetchObservation = {};
    try {
      return await observeFetch(observation, () => request(controller.signal));
    } catch (error) {
      signal.throwIfAborted();
      throw this.#describe(error, observation);
    } finally {
      signal.removeEventListener('abort', abort);
      // Ends a connection that is still open, e.g. when reading was given up.
      controller.abort();
    }
  }

  #describe(error: unknown, observation: FetchObservation): Error {
    const { baseUrl, model, now } = this.#options;
    if (error instanceof GeminiFailure) {
      return error;
    }
    if (error instanceof GoogleGenerativeAIFetchError && error.status) {
      const { data } = errorBodySchema.safeParse({
        error: {
          message: ownWords(error.message),
          details: error.errorDetails,
        },
      });
      return describeRefusal(
        {
          status: error.status,
          message: data?.error.message ?? '',
          details: (data?.error.details ?? []) as GeminiErrorDetail[],
          retryAfter: observation.retryAfter,
        },
        model,
        now(),
      );
    }
    if (isError(error, STREAM_ERRORS)) {
      return new GeminiFailure(
        'cut',
        'The answer of Gemini broke off or could not be read',
        'Try again later, or choose another analyzer',
        { cause: error },
      );
    }
    if (isError(error, NETWORK_ERRORS)) {
      return describeNetworkError(baseUrl, observation.errorCode, error);
    }
    return error as Error;
  }
}

/** Text of the first candidate without the model's thoughts. */
function textOf(chunk: EnhancedGenerateContentResponse): string {
  const parts: Array<{ text?: string; thought?: boolean }> =
    chunk.candidates?.[0]?.content?.parts ?? [];
  return parts
    .filter(part => !part.thought)
    .map(part => part.text ?? '')
    .join('');
}

function reportUsage(
  // The SDK's types are older than thinking models.
  metadata: (UsageMetadata & { thoughtsTokenCount?: number }) | undefined,
  onUsage: GeminiCallOptions['onUsage'],
) {
  if (metadata) {
    onUsage({
      input: metadata.promptTokenCount ?? 0,
      output:
        (metadata.candidatesTokenCount ?? 0) +
        (metadata.thoughtsTokenCount ?? 0),
    });
  }
}

/**
 * What the API said, out of the SDK's `[GoogleGenerativeAI Error]: Error fetching from URL: [400 Bad Request] … [details]`.
 */
function ownWords(message: string): string {
  return message
    .replace(/^.*?: \[\d{3} [^\]]*\] ?/s, '')
    .replace(/ \[\{.*\}\]$/s, '');
}

function isError(error: unknown, words: RegExp): boolean {
  return error instanceof Error && words.test(error.message);
}
