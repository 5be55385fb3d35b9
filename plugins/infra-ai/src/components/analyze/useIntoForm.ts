import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import type {
  Analysis,
  InfraAiApi,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import { analyzeRouteRef } from '../../plugin/routes';
import { emptyDraft, emptyImageDraft, useDraft, useImageDraft } from './draft';
import { INPUT_PARAMETER } from './inputKind';
import { setPictureDraft, type PictureDraft } from './pictureDraft';

/** Puts what was analyzed back into the form, to be changed and analyzed again. */
export function useIntoForm() {
  const api = useApi(infraAiApiRef);
  const navigate = useNavigate();
  const analyzePath = useRouteRef(analyzeRouteRef);
  const [, setDraft] = useDraft();
  const [, setImageDraft] = useImageDraft();
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  /** @param load - the analysis, or how to get it */
  const take = async (load: Analysis | (() => Promise<Analysis>)) => {
    setIsPending(true);
    setRefusal(undefined);
    try {
      const analysis = typeof load === 'function' ? await load() : load;
      const { input } = analysis;
      if (input.kind === 'image') {
        const picture = await loadPicture(api, analysis);
        setPictureDraft(picture);
        setImageDraft({
          ...emptyImageDraft,
          description: input.description ?? '',
          page: input.picture.original?.page ?? 1,
        });
      } else {
        setDraft({ ...emptyDraft, description: input.description ?? '' });
      }
      navigate(`${analyzePath()}?${INPUT_PARAMETER}=${input.kind}`);
    } catch (error) {
      setRefusal(error);
    } finally {
      setIsPending(false);
    }
  };

  return { take, isPending, refusal };
}

/**
 * The picture that was given for an analysis: of a page, the document.
 *
 * @throws TypeError when a text was analyzed
 */
export async function loadPicture(
  api: InfraAiApi,
  { id, input }: Pick<Analysis, 'id' | 'input'>,
): Promise<PictureDraft> {
  if (input.kind !== 'image') {
    throw new TypeError('No picture was analyzed');
  }
  const { fileName, mediaType, original } = input.picture;
  const blob = await api.getPicture(id, { original: original !== undefined });
  const type = original?.mediaType ?? mediaType;
  return {
    // With its type, which an upload repeats.
    file: new Blob([blob], { type }),
    fileName: fileName ?? 'picture',
  };
}
