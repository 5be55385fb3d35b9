import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { GeminiPart } from '../client/GeminiClient';
import type { GeminiSchema } from '../client/geminiSchema';

/** A model, or why the answer gives none; `violation` holds no words of the answer but ids. */
export type ReadMaterial =
  | { model: InfrastructureModel; violation?: undefined }
  | { model?: undefined; violation: string };

/** Material made ready for the model, and the way back from its answer. Each kind of input has its own. */
export interface PreparedMaterial {
  systemInstruction: string;
  responseSchema: GeminiSchema;
  /** @param refusal - why the answer before was not accepted */
  prompt(refusal?: string): GeminiPart[];
  /** Makes a model of the text that Gemini sent. */
  read(text: string): ReadMaterial;
  /** For a model without elements. */
  nothingFound: { message: string; hint: string };
}
