import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import type {
  Analysis,
  InfraAiApi,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import { analyzeRouteRef } from '../../plugin/routes';
import {
  emptyDraft,
  emptyFilesForm,
  emptyImageDraft,
  useDraft,
  useFilesForm,
  useImageDraft,
} from './draft';
import { setFilesDraft, type ChosenFile } from './filesDraft';
import { INPUT_PARAMETER } from './inputKind';
import { setPictureDraft, type PictureDraft } from './pictureDraft';

/** Puts what was analyzed back into the form, to be changed and analyzed again. */
export function useIntoForm() {
  const api = useApi(infraAiApiRef);
  const navigate = useNavigate();
  const analyzePath = useRouteRef(analyzeRouteRef);
  const [, setDraft] = useDraft();
  const [, setImageDraft] = useImageDraft();
  const [, setFilesForm] = useFilesForm();
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
      } else if (input.kind === 'files') {
        const { origin } = input;
        const url = origin?.type === 'repository' ? origin.url : '';
        setFilesDraft(url ? [] : await loadFiles(api, analysis));
        setFilesForm({ ...emptyFilesForm, url });
      } else {
        setDraft({ ...emptyDraft, description: input.description });
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

/** The files that were analyzed; of an archive those that were in it and were read. */
export async function loadFiles(
  api: InfraAiApi,
  { id, input }: Pick<Analysis, 'id' | 'input'>,
): Promise<ChosenFile[]> {
  const files = input.kind === 'files' ? input.files : [];
  const chosen: ChosenFile[] = [];
  // One after the other: there may be hundreds.
  for (const { path } of files) {
    chosen.push({
      path,
      content: new Blob([await api.getSourceFile(id, path)]),
    });
  }
  return chosen;
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
