import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, NumberField, Text } from '@backstage/ui';
import { RiErrorWarningLine, RiFilePdf2Line } from '@remixicon/react';
import { useState } from 'react';
import { useLanguage } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { formatBytes, usePictureUrl } from '../shared';
import { pictureType } from './checkPicture';
import styles from './ImageForm.module.css';
import { FileButton } from './PictureChooser';
import type { PictureDraft } from './pictureDraft';

const TYPE_NAMES: Record<string, string> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'image/svg+xml': 'SVG',
  'application/pdf': 'PDF',
};

interface PicturePreviewProps {
  picture: PictureDraft;
  /** Page of a PDF, from 1. */
  page: number;
  isOver: boolean;
  onPage: (page: number) => void;
  onChoose: (files: FileList) => void;
  onRemove: () => void;
}

function Thumbnail(props: {
  picture: PictureDraft;
  type: string;
  onSize: (text: string) => void;
}) {
  const { picture, type, onSize } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { url, error, onBroken } = usePictureUrl(picture.file, type);
  if (type === 'application/pdf') {
    return (
      <div className={styles.thumbnail}>
        <RiFilePdf2Line size={48} aria-hidden />
      </div>
    );
  }
  // The server has the last word on what it can read, so the picture stays.
  if (error !== undefined) {
    return (
      <div className={styles.thumbnail}>
        <RiErrorWarningLine size={32} aria-hidden />
        <Text variant="body-small" color="secondary">
          {t('picture.noPreview')}
        </Text>
      </div>
    );
  }
  return (
    <div className={styles.thumbnail}>
      {url && (
        <img
          src={url}
          alt={t('picture.preview', { name: picture.fileName })}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            onSize(`${naturalWidth} × ${naturalHeight}`)
          }
          onError={onBroken}
        />
      )}
    </div>
  );
}
/** The chosen picture: how it looks, what it is, and the ways to take another. */
export function PicturePreview(props: PicturePreviewProps) {
  const { picture, page, isOver, onPage, onChoose, onRemove } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const type = pictureType(picture);
  const isPdf = type === 'application/pdf';
  const [size, setSize] = useState<{ of: Blob; text: string }>();
  const facts = [
    TYPE_NAMES[type],
    formatBytes(picture.file.size, language),
    size?.of === picture.file ? size.text : undefined,
  ].filter(Boolean);
  return (
    <div className={styles.preview} data-over={isOver || undefined}>
      <Thumbnail
        picture={picture}
        type={type}
        onSize={text => setSize({ of: picture.file, text })}
      />
      <div className={styles.about}>
        <div aria-live="polite">
          <Text as="p" variant="body-medium" weight="bold">
            {picture.fileName}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {facts.join(' · ')}
          </Text>
        </div>
        {isPdf && (
          <NumberField
            label={t('picture.page')}
            description={t('picture.pageHelp')}
            value={page}
            minValue={1}
            maxValue={10_000}
            onChange={value => onPage(Number.isFinite(value) ? value : 1)}
            className={styles.page}
          />
        )}
        <Flex gap="2" className={styles.wrap}>
          <FileButton onChoose={onChoose} isReplacing />
          <Button variant="tertiary" size="small" onPress={onRemove}>
            {t('picture.remove')}
          </Button>
        </Flex>
        <Text as="p" variant="body-x-small" color="secondary">
          {isOver ? t('picture.release') : t('picture.replaceHint')}
        </Text>
      </div>
    </div>
  );
}
