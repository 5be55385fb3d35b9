import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { ModelWarning } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './Review.module.css';

/** What the analyzer wants its reader to know. */
export function Warnings({ warnings }: { warnings: ModelWarning[] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (warnings.length === 0) {
    return null;
  }
  return (
    <Alert
      status="warning"
      icon
      title={t('review.warnings', { count: warnings.length })}
      description={
        <ul className={styles.warnings}>
          {warnings.map(({ message }, index) => (
            <li key={index}>{message}</li>
          ))}
        </ul>
      }
    />
  );
}
