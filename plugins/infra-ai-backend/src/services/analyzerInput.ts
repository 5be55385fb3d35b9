import { NotFoundError } from '@backstage/errors';
import type {
  AnalyzerInput,
  ImageInput,
  TextInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { AnalysisRecord, StoredPicture } from '../database/types';

/** A text as analyzers get it. */
export function textInput(text: string, name: string | undefined): TextInput {
  return { kind: 'text', text, ...(name ? { name } : {}) };
}

/** A picture as analyzers get it. */
export function toImageInput(
  picture: StoredPicture,
  words: { description?: string; name?: string },
): ImageInput {
  const { bytes, mediaType, width, height, original } = picture;
  return {
    kind: 'image',
    bytes,
    mediaType,
    width,
    height,
    ...(original
      ? {
          original: {
            bytes: original.bytes,
            mediaType: original.mediaType,
          },
        }
      : {}),
    ...(words.description ? { description: words.description } : {}),
    ...(words.name ? { name: words.name } : {}),
  };
}

/** What a stored analysis is to be made of. */
export async function loadInput(
  analysis: AnalysisRecord,
  store: AnalysisStore,
): Promise<AnalyzerInput> {
  const { id, inputText, requestedName } = analysis;
  if (analysis.inputKind === 'text') {
    return textInput(inputText, requestedName);
  }
  const picture = await store.getPicture(id);
  if (!picture) {
    throw new NotFoundError(
      'The picture of this analysis is gone. Send it again.',
    );
  }
  return toImageInput(picture, { description: inputText, name: requestedName });
}
