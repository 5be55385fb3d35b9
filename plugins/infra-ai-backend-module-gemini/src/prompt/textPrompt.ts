import type { GeminiPart } from '../client/GeminiClient';
import { closing } from './closing';
import { fence } from './fence';

/**
 * The prompt for a description in words.
 *
 * @param text - without secrets
 * @param refusal - why the answer before this one was not accepted
 */
export function textPrompt(
  text: string,
  draw: () => string,
  refusal?: string,
): GeminiPart[] {
  return [
    { text: 'List the infrastructure that this data block describes.\n\n' },
    { text: fence(text, draw) },
    { text: closing('The data block has ended;', refusal) },
  ];
}
