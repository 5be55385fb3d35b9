import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { infraAiTranslationRef } from '../../translations';

/** Where something will be, while it is loaded. */
export function Loading({ height }: { height: number }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Skeleton width="100%" height={height} />
    </div>
  );
}
