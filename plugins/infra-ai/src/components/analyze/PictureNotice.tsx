import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { infraAiTranslationRef } from '../../translations';
import { useAnalyzers } from './useAnalyzers';

/** The analyzer that is always there; it reads exactly what a picture states, and its pixels without a model. */
const EMBEDDED = 'embedded';

/** Says beforehand how pictures are read where no model looks at them. */
export function PictureNotice() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analyzers = useAnalyzers();
  const hasVision = analyzers?.some(
    ({ id, accepts }) => id !== EMBEDDED && accepts.includes('image'),
  );
  return analyzers === undefined || hasVision ? null : (
    <Alert
      status="info"
      icon
      title={t('picture.onlyPixels')}
      description={t('picture.onlyPixelsHint')}
    />
  );
}
