import { InputError } from '@backstage/errors';
import type { TextInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { readAnswer } from '../answer/readAnswer';
import { textAnswerSchema, textResponseSchema } from '../answer/textAnswer';
import { textEvidence } from '../answer/textEvidence';
import { toModel } from '../answer/toModel';
import { withHint } from '../errors';
import { textInstruction } from '../prompt/textInstruction';
import { textPrompt } from '../prompt/textPrompt';
import { redactSecrets } from '../secrets/redactSecrets';
import { secretsRemoved } from './notices';
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
  const resolve = textEvidence(text);
  return {
    systemInstruction: textInstruction,
    responseSchema: textResponseSchema,
    prompt: refusal => textPrompt(text, drawMarker, refusal),
    read: said => {
      const { answer, violation } = readAnswer(said, textAnswerSchema);
      if (!answer) {
        return { violation };
      }
      const model = toModel(answer, {
        resolveElement: resolve,
        resolveRelation: resolve,
        resolveWarning: ({ evidence: quote }) =>
          quote === undefined
            ? undefined
            : resolve({ evidence: [quote], confidence: 1 }).evidence.find(
                ({ kind }) => kind === 'text',
              ),
        sourceKind: 'text',
        systemName: input.name,
        notices: secretsRemoved(count, 'text'),
      });
      return { model };
    },
    nothingFound: {
      message: 'Gemini found no infrastructure in the description.',
      hint: 'Name the services, data stores and interfaces, and how they use each other.',
    },
  };
}
