import { InputError } from '@backstage/errors';
import type { TextInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { textEvidence } from '../answer/textEvidence';
import { toModel } from '../answer/toModel';
import { withHint } from '../errors';
import { textPrompt } from '../prompt/textPrompt';
import { redactSecrets } from '../secrets/redactSecrets';
import type { PreparedMaterial } from './PreparedMaterial';

/**
 * Makes a description ready for Gemini: without its secrets, and fenced as data.
 *
 * @throws InputError when there is nothing to read
 */
export async function prepareText(
  input: TextInput,
  drawMarker: () => string,
): Promise<PreparedMaterial> {
  if (!input.text.trim()) {
    throw withHint(
      new InputError('The description is empty.'),
      'Describe the system in words.',
    );
  }
  const { text, count } = await redactSecrets(input.text);
  const resolveEvidence = textEvidence(text);
  return {
    prompt: refusal => textPrompt(text, drawMarker, refusal),
    toModel: answer => {
      const model = toModel(answer, {
        resolveEvidence,
        sourceKind: 'text',
        systemName: input.name,
      });
      return count === 0
        ? model
        : {
            ...model,
            warnings: [{ message: secretsRemoved(count) }, ...model.warnings],
          };
    },
  };
}

function secretsRemoved(count: number): string {
  return count === 1
    ? 'What looks like a password or key was removed from the text before it was sent to Gemini'
    : `${count} pieces of text that look like passwords or keys were removed before it was sent to Gemini`;
}
