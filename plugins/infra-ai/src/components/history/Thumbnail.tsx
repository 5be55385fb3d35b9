import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiFileTextLine, RiFolderLine, RiImageLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { usePictureUrl } from '../shared';
import styles from './HistoryView.module.css';

const KIND_ICONS = {
  text: RiFileTextLine,
  image: RiImageLine,
  files: RiFolderLine,
};

/** What was analyzed, at a glance: the picture small, else an icon of its kind. */
export function Thumbnail({ analysis }: { analysis: AnalysisSummary }) {
  return (
    <span className={styles.thumbnail}>
      {analysis.inputKind === 'image' ? (
        <Preview id={analysis.id} />
      ) : (
        <KindIcon kind={analysis.inputKind} />
      )}
    </span>
  );
}

function Preview({ id }: { id: string }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [blob, setBlob] = useState<Blob>();
  useEffect(() => {
    const controller = new AbortController();
    api.getPicture(id, { preview: true, signal: controller.signal }).then(
      setBlob,
      // There may be none, as of a large SVG: the icon stays.
      () => {},
    );
    return () => controller.abort();
  }, [api, id]);
  const { url, error, onBroken } = usePictureUrl(blob, undefined);
  if (!url || error) {
    return <KindIcon kind="image" />;
  }
  return <img src={url} alt={t('history.kind.image')} onError={onBroken} />;
}

function KindIcon({ kind }: { kind: AnalysisSummary['inputKind'] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const Icon = KIND_ICONS[kind];
  return <Icon size={20} role="img" aria-label={t(`history.kind.${kind}`)} />;
}
