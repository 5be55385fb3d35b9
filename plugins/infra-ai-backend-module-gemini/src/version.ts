import { createHash } from 'node:crypto';
import { responseSchema } from './answer/responseSchema';
import { systemInstruction } from './prompt/systemInstruction';

/** Raise it when the reading of an answer changes, which the hash below does not see. */
const REVISION = 1;

/**
 * Version of the analyzer with a model: it changes with the model's id, the instruction, the schema and the reading of
 * the answer, e.g. `gemini-3.8-flash/1.5f0c3a9b`.
 */
export function analyzerVersion(model: string): string {
  const hash = createHash('sha256')
    .update(systemInstruction)
    .update(JSON.stringify(responseSchema))
    .digest('hex')
    .slice(0, 8);
  return `${model}/${REVISION}.${hash}`;
}
