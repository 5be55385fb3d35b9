import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../../translations';
import { isWholePicture } from '../picture';
import styles from './Details.module.css';

/** Evidence that is no span of the text, or that there is none. */
export function OtherEvidence({ evidence }: { evidence: Evidence[] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (evidence.length === 0) {
    return (
      <Text as="p" variant="body-small" color="warning">
        {t('details.noEvidence')}
      </Text>
    );
  }
  const others = evidence.filter(({ kind }) => kind !== 'text');
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
          {item.kind === 'image' &&
            t(isWholePicture(item) ? 'details.imageWhole' : 'details.image')}
        </li>
      ))}
    </ul>
  );
}
