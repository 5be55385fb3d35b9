import type { GeminiSchema } from './geminiSchema';

/** A piece of a prompt: words, or a picture in base64. */
export type GeminiPart =
  | { text: string }
  | { inlineData: { mimeType: string; data: string } };

/** One question to the model. */
export interface GeminiRequest {
  systemInstruction: string;
  parts: GeminiPart[];
  responseSchema: GeminiSchema;
  maxOutputTokens: number;
}

/** Tokens as the API counts them; `output` includes the model's thinking. */
export interface GeminiUsage {
  input: number;
  output: number;
}

/** What arrived, whole or not. */
export interface GeminiAnswer {
  text: string;
  /** `STOP` when the model said all it had to say; absent when the stream ended without a word. */
  finishReason?: string;
  /** Set when Gemini did not look at the prompt at all. */
  blockReason?: string;
}

export interface GeminiCallOptions {
  /** Aborts the HTTP request. */
  signal: AbortSignal;
  /** The next piece of the answer's text. */
  onText(piece: string): void;
  /** What has been counted so far, also for a call that fails later. Each report replaces the one before. */
  onUsage(usage: GeminiUsage): void;
}

/**
 * The one way to the Gemini API. It makes one HTTP request per call and does not repeat any.
 */
export interface GeminiClient {
  /**
   * @throws GeminiFailure when the API refuses or cannot be reached
   */
  generate(
    request: GeminiRequest,
    options: GeminiCallOptions,
  ): Promise<GeminiAnswer>;
  /**
   * Asks for the model's description, which costs nothing and fails for a bad key and an unknown model alike.
   *
   * @throws GeminiFailure when the API refuses or cannot be reached
   */
  checkModel(options: { signal: AbortSignal }): Promise<void>;
}
