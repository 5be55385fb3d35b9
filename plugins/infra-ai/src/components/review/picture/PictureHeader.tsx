import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Button, Text } from '@backstage/ui';
import type {
  InfrastructureModel,
  PictureInfo,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiDownloadLine, RiFileCodeLine } from '@remixicon/react';
import { useState } from 'react';
import { infraAiApiRef } from '../../../api';
import { useLanguage } from '../../../hooks';
import { infraAiTranslationRef } from '../../../translations';
import { ProblemAlert, download, formatBytes } from '../../shared';
import styles from './Picture.module.css';

interface PictureHeaderProps {
  analysisId: string;
  picture: PictureInfo;
  model: InfrastructureModel;
}

const TYPE_NAMES: Record<PictureInfo['mediaType'], string> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'image/svg+xml': 'SVG',
};

/** How the formats are called that drawing tools put into their pictures. */
const SOURCES: Record<string, string> = {
  drawio: 'draw.io',
  excalidraw: 'Excalidraw',
  mermaid: 'Mermaid',
  plantuml: 'PlantUML',
  dot: 'Graphviz',
};

/** What the picture is, and how it was read. */
export function PictureHeader(props: PictureHeaderProps) {
  const { analysisId, picture, model } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const { fileName, mediaType, width, height, bytes, original } = picture;
  const { embedded, format = '' } = model.source;
  const facts = [
    fileName,
    original
      ? t('picture.pdfPage', {
          page: String(original.page),
          pages: String(original.pages),
        })
      : TYPE_NAMES[mediaType],
    `${width} × ${height}`,
    formatBytes(bytes, language),
  ];
  return (
    <div className={styles.header}>
      <Text as="h3" variant="body-small" weight="bold" color="secondary">
        {t('picture.heading')}
      </Text>
      {embedded && (
        <Badge icon={<RiFileCodeLine size={14} />} className={styles.source}>
          {t('picture.fromSource', { format: SOURCES[format] ?? format })}
        </Badge>
      )}
      <Text as="p" variant="body-x-small" color="secondary">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {original && <OriginalLink analysisId={analysisId} picture={picture} />}
    </div>
  );
}

function OriginalLink({
  analysisId,
  picture,
}: Pick<PictureHeaderProps, 'analysisId' | 'picture'>) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  const save = async () => {
    setIsPending(true);
    setRefusal(undefined);
    try {
      const blob = await api.getPicture(analysisId, { original: true });
      download(picture.fileName ?? 'picture.pdf', blob);
    } catch (error) {
      setRefusal(error);
    } finally {
      setIsPending(false);
    }
  };

  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiDownloadLine />}
        isPending={isPending}
        onPress={save}
      >
        {t('picture.original')}
      </Button>
      {refusal !== undefined && (
        <ProblemAlert title={t('picture.loadFailed')} problem={refusal} />
      )}
    </>
  );
}
