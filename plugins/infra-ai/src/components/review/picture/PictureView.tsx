import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader, Text } from '@backstage/ui';
import type { PictureInfo } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { Loading, ProblemAlert, usePictureUrl } from '../../shared';
import { boxedElements, boxesOf } from './boxes';
import type { OverlayProps } from './Overlay';
import styles from './Picture.module.css';
import { PictureHeader } from './PictureHeader';
import { PictureStage } from './PictureStage';
import { usePicture } from './usePicture';

export interface PictureViewProps extends OverlayProps {
  analysisId: string;
  picture: PictureInfo;
}

/** The analyzed picture with what was found where. */
export function PictureView(props: PictureViewProps) {
  const { analysisId, picture, ...overlay } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { blob, error, reload } = usePicture(analysisId);
  const image = usePictureUrl(blob, picture.mediaType);
  const [isLarge, setIsLarge] = useState(false);
  const problem =
    error ??
    (image.error && { name: 'InputError', message: t('picture.cannotShow') });

  if (problem !== undefined) {
    return (
      <div className={styles.view}>
        <PictureHeader {...props} />
        <ProblemAlert
          title={t('picture.loadFailed')}
          problem={problem}
          onRetry={reload}
        />
      </div>
    );
  }
  const stage = (isTall: boolean) =>
    image.url && (
      <PictureStage
        {...overlay}
        url={image.url}
        picture={picture}
        isTall={isTall}
        onBroken={image.onBroken}
        onEnlarge={isTall ? undefined : () => setIsLarge(true)}
      />
    );
  return (
    <div className={styles.view}>
      <PictureHeader {...props} />
      {stage(false) || <Loading height={260} />}
      <UnknownPosition {...overlay} />
      {isLarge && (
        <Dialog isOpen onOpenChange={setIsLarge} width="96vw" height="94vh">
          <DialogHeader>
            {picture.fileName ?? t('picture.heading')}
          </DialogHeader>
          <DialogBody className={styles.dialog}>{stage(true)}</DialogBody>
        </Dialog>
      )}
    </div>
  );
}

/** An element that was seen, but not where: no box is drawn, and that is said. */
function UnknownPosition({ model, selected }: OverlayProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const element = model.elements.find(({ id }) => id === selected);
  const isUnknown = element && boxesOf(element.evidence).length === 0;
  const text = isUnknown
    ? t('picture.positionUnknown', { name: element.title ?? element.name })
    : model.elements.length > 0 &&
      boxedElements(model).length === 0 &&
      t('picture.noPositions');
  return (
    <div role="status">
      {text && (
        <Text as="p" variant="body-small" color="secondary">
          {text}
        </Text>
      )}
    </div>
  );
}
