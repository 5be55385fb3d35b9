import { createHash } from 'node:crypto';
import { pictureResponseSchema } from './answer/pictureAnswer';
import { textResponseSchema } from './answer/textAnswer';
import { pictureInstruction } from './prompt/pictureInstruction';
import { textInstruction } from './prompt/textInstruction';

/** Raise it when the reading of an answer changes, which the hash below does not see. */
const REVISION = 2;

/**
 * Version of the analyzer with a model: it changes with the model's id, the instructions, the schemas and the reading
 * of the answers, e.g. `gemini-3.8-flash/1.5f0c3a9b`.
 */
export function analyzerVersion(model: string): string {
  const hash = createHash('sha256')
    .update(
      JSON.stringify([
        textInstruction,
        textResponseSchema,
        pictureInstruction,
        pictureResponseSchema,
      ]),
    )
    .digest('hex')
    .slice(0, 8);
  return `${model}/${REVISION}.${hash}`;
}
