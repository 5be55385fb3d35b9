import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../../translations';
import { confidenceLevel } from '../confidence';
import styles from './Details.module.css';

/** How sure the analyzer is, in words, as a figure and as a bar. */
export function ConfidenceBar({
  finding,
}: {
  finding: Pick<Element, 'confidence' | 'evidence'>;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const level = confidenceLevel(finding);
  const percent = Math.round(finding.confidence * 100);
  return (
    <div className={`${styles.confidence} ${styles[level]}`}>
      <div className={styles.track} aria-hidden>
        <div className={styles.fill} style={{ width: `${percent}%` }} />
      </div>
      <Text variant="body-small">
        {t(`confidence.${level}`)} ·{' '}
        {t('confidence.percent', { value: String(percent) })}
      </Text>
    </div>
  );
}
