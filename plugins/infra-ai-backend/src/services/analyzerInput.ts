import { NotFoundError } from '@backstage/errors';
import type {
  AnalyzerInput,
  FilesInput,
  ImageInput,
  TextInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisStore } from '../database/AnalysisStore';
import type {
  AnalysisRecord,
  StoredPicture,
  StoredSourceFile,
} from '../database/types';

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

/** Files as analyzers get them. */
export function filesInput(
  files: StoredSourceFile[],
  name: string | undefined,
): FilesInput {
  return { kind: 'files', files, ...(name ? { name } : {}) };
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
  if (analysis.inputKind === 'files') {
    const files = await store.getFiles(id);
    if (!files.length) {
      throw new NotFoundError(
        'The files of this analysis are gone. Send them again.',
      );
    }
    return filesInput(files, requestedName);
  }
  const picture = await store.getPicture(id);
  if (!picture) {
    throw new NotFoundError(
      'The picture of this analysis is gone. Send it again.',
    );
  }
  return toImageInput(picture, { description: inputText, name: requestedName });
}
