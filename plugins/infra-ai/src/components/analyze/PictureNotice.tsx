import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { infraAiTranslationRef } from '../../translations';
import { useAnalyzers } from './useAnalyzers';

/** The analyzer that is always there; it reads what a picture states and looks at no pixels. */
const EMBEDDED = 'embedded';

/** Says beforehand which pictures can be read where no analyzer looks at pixels. */
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
      title={t('picture.noVision')}
      description={t('picture.noVisionHint')}
    />
  );
}
