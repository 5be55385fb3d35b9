import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from '../analyze';
import { withoutPixels } from '../pictures/exact';
import type { FuzzInput } from './anyInput';

/**
 * Analyzes an input, which must end in a valid model with evidence in the input, or in a refusal that a person can read.
 *
 * @returns how many elements were found; undefined for a refusal
 * @throws Error for anything else
 */
export async function endsWell({
  input,
  source,
}: FuzzInput): Promise<number | undefined> {
  let model;
  try {
    model = await analyze(
      input.kind === 'image' ? withoutPixels(input) : input,
      { source },
    );
  } catch (error) {
    const { name, message } = error as Error;
    // The check of the model throws InputError too, and must not.
    if (name === 'InputError' && !/valid infrastructure model/.test(message)) {
      return undefined;
    }
    throw error;
  }
  parseInfrastructureModel(model);
  const length = input.kind === 'text' ? input.text.length : 0;
  const files = input.kind === 'files' ? input.files : [];
  const paths = new Set(files.map(({ path }) => path));
  for (const { evidence } of [...model.elements, ...model.relations]) {
    if (!evidence.length) throw new Error('Something has no evidence.');
    for (const item of evidence) {
      if (
        (item.kind === 'text' &&
          !(item.start <= item.end && item.end <= length)) ||
        (item.kind === 'file' && !paths.has(item.path))
      ) {
        throw new Error(
          `Evidence is not in the input: ${JSON.stringify(item)}`,
        );
      }
    }
  }
  return model.elements.length;
}
