import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import {
  checkPicture,
  firstFile,
  pictureType,
  type PictureProblem,
} from '../analyze/checkPicture';
import { PictureChooser } from '../analyze/PictureChooser';
import type { PictureDraft } from '../analyze/pictureDraft';
import { PictureNotice } from '../analyze/PictureNotice';
import { PicturePreview } from '../analyze/PicturePreview';
import { usePictureDrop, usePicturePaste } from '../analyze/usePictureDrop';
import { ProblemAlert } from '../shared';
import type { InputTabProps } from './TextTab';
import { useStart } from './useStart';

/** A picture, dropped, pasted, chosen or taken. */
export function PictureTab({ owner, isDisabled, onStarted }: InputTabProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [picture, setPicture] = useState<PictureDraft>();
  const [page, setPage] = useState(1);
  const [problem, setProblem] = useState<PictureProblem>();
  const { start, isPending, refusal } = useStart(
    () =>
      api.startImageAnalysis({
        ...picture!,
        owner,
        ...(pictureType(picture!) === 'application/pdf' ? { page } : {}),
      }),
    onStarted,
  );

  const take = (data: DataTransfer | { files: FileList }) => {
    const found = firstFile(data as DataTransfer, t('picture.pasted')).picture;
    if (!found || isPending) {
      return;
    }
    const refused = checkPicture(found);
    setProblem(refused);
    // What does not fit leaves the picture that is there.
    if (!refused) {
      setPicture(found);
      setPage(1);
    }
  };
  const { isOver, handlers } = usePictureDrop(take);
  usePicturePaste(take);

  return (
    <div {...handlers}>
      <Flex direction="column" gap="3">
        {picture ? (
          <PicturePreview
            picture={picture}
            page={page}
            isOver={isOver}
            onPage={setPage}
            onChoose={files => take({ files })}
            onRemove={() => setPicture(undefined)}
          />
        ) : (
          <PictureChooser isOver={isOver} onChoose={files => take({ files })} />
        )}
        {problem && (
          <Text as="p" variant="body-small" color="danger" role="alert">
            {t(`picture.problem.${problem}`)}
          </Text>
        )}
        <PictureNotice />
        {refusal !== undefined && (
          <ProblemAlert title={t('form.refused')} problem={refusal} />
        )}
        <div>
          <Button
            isDisabled={isDisabled || !picture}
            isPending={isPending}
            onPress={start}
          >
            {t('form.submit')}
          </Button>
        </div>
      </Flex>
    </div>
  );
}
