import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Answer } from '../answer/answerSchema';
import type { GeminiPart } from '../client/GeminiClient';

/** Material made ready for the model, and the way back from its answer. Each kind of input has its own. */
export interface PreparedMaterial {
  /** @param refusal - why the answer before was not accepted */
  prompt(refusal?: string): GeminiPart[];
  toModel(answer: Answer): InfrastructureModel;
}
