import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiQuestionLine } from '@remixicon/react';
import { infraAiTranslationRef } from '../../../translations';
import { confidenceLevel, needsCheck } from '../confidence';
import styles from './ModelTables.module.css';

/** How sure a finding is, in one word. */
export function ConfidenceBadge({
  finding,
}: {
  finding: Pick<Element, 'confidence' | 'evidence' | 'confirmed'>;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const level = finding.confirmed ? 'confirmed' : confidenceLevel(finding);
  return (
    <Badge
      icon={needsCheck(finding) ? <RiQuestionLine size={14} /> : undefined}
      className={[styles.badge, styles[level]].filter(Boolean).join(' ')}
    >
      {t(`confidence.${level}`)}
    </Badge>
  );
}
