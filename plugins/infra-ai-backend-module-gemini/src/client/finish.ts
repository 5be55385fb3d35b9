import type { GeminiAnswer } from './GeminiClient';
import { GeminiFailure } from './GeminiFailure';

/**
 * Checks that an answer is whole.
 *
 * @throws GeminiFailure that says why it is not
 */
export function assertFinished(
  answer: GeminiAnswer,
  maxOutputTokens: number,
): void {
  const { blockReason, finishReason } = answer;
  if (blockReason) {
    throw new GeminiFailure(
      'blocked',
      `Gemini refused to read the material (${blockReason})`,
      'Change it, or choose another analyzer',
    );
  }
  if (!finishReason) {
    throw new GeminiFailure(
      'cut',
      'The answer of Gemini broke off',
      'Try again later, or choose another analyzer',
    );
  }
  if (finishReason === 'MAX_TOKENS') {
    throw new GeminiFailure(
      'too-long',
      `The answer of Gemini did not fit into ${maxOutputTokens} tokens`,
      'Send the system in smaller parts, or raise infraAi.gemini.maxOutputTokens',
    );
  }
  if (finishReason !== 'STOP') {
    throw new GeminiFailure(
      'blocked',
      `Gemini stopped its answer before the end (${finishReason})`,
      'Change the material, or choose another analyzer',
    );
  }
}
