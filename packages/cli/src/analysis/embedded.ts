import { analyze, type AnalyzeOptions } from '@infra-ai/analysis';
import type {
  AnalyzerInput,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { readPixelsAndText, TextRecognizer } from '@infra-ai/pictures';

/**
 * Analyzes in this process, as the platform's embedded analyzer does: also pictures of pixels.
 *
 * @throws InputError when the input cannot be read, with what to change
 */
export async function analyzeEmbedded(
  input: AnalyzerInput,
  source: AnalyzeOptions['source'] = 'auto',
): Promise<InfrastructureModel> {
  let recognizer: TextRecognizer | undefined;
  try {
    return await analyze(input, {
      source,
      readPixels: image => {
        recognizer = new TextRecognizer();
        return readPixelsAndText(image, recognizer);
      },
    });
  } finally {
    await recognizer?.close();
  }
}
