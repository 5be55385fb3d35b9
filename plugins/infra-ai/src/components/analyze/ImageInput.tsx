import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useRef, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { pictureType } from './checkPicture';
import { useImageDraft, type ImageDraft } from './draft';
import { ImageForm } from './ImageForm';
import { setPictureDraft, usePictureDraft } from './pictureDraft';
import { PictureNotice } from './PictureNotice';
import { PictureSamples } from './PictureSamples';
import { loadSamplePicture, type SamplePictureId } from './samplePictures';
import { toRequest, useStartAnalysis } from './useStartAnalysis';

/** The tab for pictures. */
export function ImageInput({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [draft, setDraft] = useImageDraft();
  const picture = usePictureDraft();
  const [sampleProblem, setSampleProblem] = useState<unknown>();
  const form = useRef<HTMLDivElement>(null);
  const analysis = useStartAnalysis(async signal => {
    const { file, fileName } = picture!;
    const isPdf = pictureType(picture!) === 'application/pdf';
    return api.startImageAnalysis(
      {
        file,
        fileName,
        description: draft.description.trim() || undefined,
        ...toRequest(draft),
        ...(isPdf ? { page: draft.page } : {}),
      },
      { signal },
    );
  });

  const change = (changes: Partial<ImageDraft>) =>
    setDraft({ ...draft, ...changes });

  const takeSample = async (id: SamplePictureId) => {
    setSampleProblem(undefined);
    analysis.clearRefusal();
    try {
      setPictureDraft(await loadSamplePicture(id));
      form.current?.scrollIntoView?.({ block: 'nearest' });
      form.current
        ?.querySelector<HTMLElement>('button[type="submit"]')
        ?.focus({ preventScroll: true });
    } catch (error) {
      setSampleProblem(error);
    }
  };

  return (
    <Flex direction="column" gap="6">
      <div ref={form}>
        <ImageForm
          draft={draft}
          picture={picture}
          onChange={change}
          onPicture={next => {
            analysis.clearRefusal();
            setPictureDraft(next);
          }}
          onSubmit={analysis.start}
          onCancel={analysis.cancel}
          isPending={analysis.isPending}
          isDisabled={isDisabled}
          notices={
            <>
              <PictureNotice />
              {sampleProblem !== undefined && (
                <ProblemAlert
                  title={t('picture.sampleFailed')}
                  problem={sampleProblem}
                />
              )}
              {analysis.refusal !== undefined && (
                <ProblemAlert
                  title={t('form.refused')}
                  problem={analysis.refusal}
                />
              )}
            </>
          }
        />
      </div>
      <PictureSamples onTake={takeSample} />
    </Flex>
  );
}
