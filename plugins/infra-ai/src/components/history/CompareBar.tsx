import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Text } from '@backstage/ui';
import { compareRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import styles from './HistoryView.module.css';
import type { Comparison } from './useComparison';

/** What is chosen to be compared, and the way there. */
export function CompareBar({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const comparePath = useRouteRef(compareRouteRef);
  const { chosen, clear } = comparison;
  // The older one is what the other differs from.
  const [a, b] = [...chosen].sort((one, other) =>
    one.createdAt.localeCompare(other.createdAt),
  );
  if (!a) {
    return null;
  }
  return (
    <div
      className={styles.compareBar}
      role="region"
      aria-label={t('compare.bar')}
    >
      <Text role="status">
        {b
          ? t('compare.both', { a: a.name, b: b.name })
          : t('compare.one', { a: a.name })}
      </Text>
      <div className={styles.compareActions}>
        {b && (
          <ButtonLink
            href={`${comparePath()}?${new URLSearchParams({
              a: a.id,
              b: b.id,
            })}`}
            variant="primary"
          >
            {t('compare.action')}
          </ButtonLink>
        )}
        <Button variant="secondary" onPress={clear}>
          {t('compare.clear')}
        </Button>
      </div>
    </div>
  );
}
