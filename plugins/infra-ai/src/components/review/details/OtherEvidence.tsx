import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../../translations';
import styles from './Details.module.css';

/** Evidence that the source beside it does not show, or that there is none. */
export function OtherEvidence({ evidence }: { evidence: Evidence[] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (evidence.length === 0) {
    return (
      <Text as="p" variant="body-small" color="warning">
        {t('details.noEvidence')}
      </Text>
    );
  }
  const others = evidence.filter(
    ({ kind }) => kind === 'file' || kind === 'inferred',
  );
  if (others.length === 0) {
    return null;
  }
  return (
    <ul className={styles.evidence} aria-label={t('details.evidence')}>
      {others.map((item, index) => (
        <li key={index}>
          {item.kind === 'inferred' && t('details.inferred', { why: item.why })}
          {item.kind === 'file' &&
            t('details.file', { path: item.path, line: String(item.line) })}
        </li>
      ))}
    </ul>
  );
}
