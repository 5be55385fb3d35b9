import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  DriftReport,
  DriftState,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiGitCommitLine,
  RiLoader4Line,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './Entity.module.css';

const ICONS: Record<DriftState, ReactElement> = {
  checking: <RiLoader4Line size={18} aria-hidden />,
  'in-sync': <RiCheckLine size={18} aria-hidden />,
  drifted: <RiGitCommitLine size={18} aria-hidden />,
  failed: <RiErrorWarningLine size={18} aria-hidden />,
};

/** The outcome of a comparison in a few words. */
export function DriftStatus({ report }: { report: DriftReport | undefined }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <span className={styles.status} data-state={report?.state} role="status">
      {report && ICONS[report.state]}
      {t(`drift.state.${report?.state ?? 'never'}`)}
    </span>
  );
}
